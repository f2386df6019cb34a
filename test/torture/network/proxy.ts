import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One request as the proxy got it. */
export interface Asked {
  readonly method: string;
  /** With the query, as it came. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** What it is and which one of its kind in this run, from 1: `POST /repos/acme/shop/releases 1`, `git push 1`. */
  readonly label: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** One request on its way: what a fault may do with it. */
export interface Exchange {
  readonly asked: Asked;
  readonly res: ServerResponse;
  /** Lets the server act, and gives its answer, which the client has not seen. */
  readonly act: () => Promise<Answer>;
  /** Gives the client an answer. */
  readonly reply: (answer: Answer) => void;
  /** Ends the connection as a broken line does. */
  readonly cut: () => void;
  /** The answer that the client got last for another request; null for the first one. */
  readonly last: Answer | null;
}

export type Fault = (exchange: Exchange) => unknown;

/** A fault, and the request it befalls: the one of that label, and where it `stays` all that come after it, too. */
export interface Ordered {
  readonly label: string;
  readonly fault: Fault;
  readonly stays: boolean;
}

/** A line on loopback between rel and its server that breaks as it is told. */
export interface Line {
  readonly url: string;
  /** Leads to this server from now on; nothing is recorded and no fault is ordered. */
  leadTo(url: string, ordered?: Ordered): void;
  /** The labels of what was asked since, in order; and how often the fault befell a request. */
  readonly asked: readonly string[];
  readonly befallen: () => number;
  /** The line is well again. */
  mend(): void;
  /** Nobody listens from the end of this request's answer on, until it is mended; the empty label: from the start. */
  closeAfter(label: string): Promise<void>;
  close(): Promise<void>;
}

export async function faultyLine(): Promise<Line> {
  let target = '';
  let ordered: Ordered | null = null;
  let closing: string | null = null;
  let last: Answer | null = null;
  let befallen = 0;
  let isOpen = true;
  const asked: string[] = [];
  const counts = new Map<string, number>();

  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const base = nameOf(req, body);
    const nth = (counts.get(base) ?? 0) + 1;
    counts.set(base, nth);
    const one: Asked = {
      method: req.method ?? 'GET',
      url: req.url ?? '/',
      headers: req.headers,
      body,
      label: `${base} ${nth}`,
    };
    asked.push(one.label);
    const exchange: Exchange = {
      asked: one,
      res,
      act: () => forward(target, one),
      reply: (answer) => {
        res.writeHead(answer.status, { ...answer.headers, connection: 'close' });
        res.end(answer.body);
      },
      cut: () => req.socket.resetAndDestroy(),
      last,
    };
    const at = ordered === null ? null : splitLabel(ordered.label);
    const [of, number] = splitLabel(one.label);
    const meant = at !== null && of === at[0] && (number === at[1] || (ordered?.stays && number > at[1]));
    if (meant && ordered !== null) {
      befallen += 1;
      await ordered.fault(exchange);
      return;
    }
    const answer = await exchange.act();
    if (closing === one.label) await shut();
    last = answer;
    exchange.reply(answer);
  };

  const server: Server = createServer((req, res) => {
    handle(req, res).catch(() => req.socket.destroy());
  });
  server.keepAliveTimeout = 1;
  const held = new Set<Socket>();
  server.on('connection', (socket) => {
    held.add(socket);
    socket.on('close', () => held.delete(socket));
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const shut = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    server.close();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    befallen: () => befallen,
    leadTo(url, order) {
      [target, ordered, closing, last, befallen] = [url, order ?? null, null, null, 0];
      asked.length = 0;
      counts.clear();
    },
    mend() {
      [ordered, closing] = [null, null];
      for (const socket of held) socket.destroy();
      if (isOpen) return;
      isOpen = true;
      server.listen(port, '127.0.0.1');
    },
    async closeAfter(label) {
      closing = label;
      if (label === '') await shut();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

function splitLabel(label: string): [string, number] {
  const at = label.lastIndexOf(' ');
  return [label.slice(0, at), Number(label.slice(at + 1))];
}

/** What a request is about, without which one of its kind. */
function nameOf(req: IncomingMessage, body: Buffer): string {
  const url = new URL(req.url ?? '/', 'http://line');
  const packed = req.headers['content-encoding'] === 'gzip';
  const text = (packed ? gunzipSync(body) : body).toString('latin1');
  const path = decodeURIComponent(url.pathname);
  if (/\/graphql$/.test(path)) return `graphql ${/query (\w+)/.exec(text)?.[1] ?? '?'}`;
  const service = /\.git\/(?:info\/refs|(git-[a-z-]+))$/.exec(path);
  if (service === null) return `${req.method} ${path}${url.search}`;
  const asked = service[1] ?? url.searchParams.get('service');
  if (service[1] === undefined) return `git ${asked} refs`;
  return `git ${asked}${/command=[a-z-]+/.exec(text)?.[0].replace('command=', ' ') ?? ''}`;
}

const hop = /^(?:connection|keep-alive|transfer-encoding|content-length|host)$/i;

function forward(target: string, { method, url, headers, body }: Asked): Promise<Answer> {
  const at = new URL(target);
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !hop.test(name)));
  return new Promise((resolve, reject) => {
    const req = request(
      {
        host: at.hostname,
        port: at.port,
        path: url,
        method,
        agent: false,
        headers: { ...kept, host: headers.host ?? at.host, 'content-length': body.length },
      },
      async (res) => {
        const chunks: Buffer[] = [];
        for await (const chunk of res) chunks.push(chunk);
        const given = Object.entries(res.headers).filter(([name]) => !hop.test(name));
        const own = Object.fromEntries(given) as Answer['headers'];
        resolve({ status: res.statusCode ?? 500, headers: own, body: Buffer.concat(chunks) });
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}
