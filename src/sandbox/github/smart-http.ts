import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { bareEnvironment } from './origin-run.ts';
import { callerOf, may } from './people.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

const plain = (status: number, text: string, headers: Record<string, string> = {}): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } });

/** git over smart HTTP by `git http-backend`: anybody fetches, a push needs a token that may write (fact 30). */
export async function smartHttp(store: Store, request: Request, url: URL): Promise<Response> {
  const state = await store.read();
  const place = `/${state.owner}/${state.name}.git/`;
  if (!url.pathname.toLowerCase().startsWith(place.toLowerCase()))
    return plain(404, 'Repository not found.\n');
  const service = url.pathname.slice(place.length);
  const pushes = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  const caller = callerOf(state, request.headers.get('authorization'));
  if (caller.kind === 'unknown' || (pushes && caller.kind === 'anonymous'))
    return plain(401, 'Authentication failed\n', { 'www-authenticate': 'Basic realm="GitHub"' });
  const login = caller.kind === 'user' ? caller.user.login : null;
  if (pushes && !may(state, login ?? undefined, 'write')) return plain(403, denied(state, login));
  const response = await backend(store, request, { service, search: url.search.slice(1), login });
  return service === 'git-receive-pack' ? noticed(store, response, login ?? state.viewer) : response;
}

const denied = (state: State, login: string | null): string =>
  `Permission to ${state.owner}/${state.name}.git denied to ${login}.\n`;

/** Once git has said everything, the push is taken into the state in the pusher's name. */
function noticed(store: Store, response: Response, login: string): Response {
  const after = new TransformStream<Uint8Array, Uint8Array>({
    flush: async () => {
      await store.write(() => undefined, { pusher: login });
    },
  });
  return new Response(response.body?.pipeThrough(after) ?? null, response);
}

interface Call {
  readonly service: string;
  readonly search: string;
  readonly login: string | null;
}

async function backend(store: Store, request: Request, { service, search, login }: Call): Promise<Response> {
  const { path } = store.origin;
  const env = bareEnvironment({
    GIT_PROJECT_ROOT: dirname(path),
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.receivepack',
    GIT_CONFIG_VALUE_0: 'true',
    PATH_INFO: `/origin.git/${service}`,
    QUERY_STRING: search,
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers.get('content-type') ?? '',
    GIT_PROTOCOL: request.headers.get('git-protocol') ?? '',
    REMOTE_ADDR: '127.0.0.1',
    ...(login === null ? {} : { REMOTE_USER: login }),
  });
  const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  feed(request, child.stdin);
  return readCgi(child.stdout);
}

/** The request's body into the program, unpacked where the client packed it. */
function feed(request: Request, stdin: Writable): void {
  // The program may end before it read everything: its answer tells why, not EPIPE.
  stdin.on('error', () => undefined);
  if (request.body === null) {
    stdin.end();
    return;
  }
  const body = Readable.from(request.body as AsyncIterable<Uint8Array>);
  const packed = request.headers.get('content-encoding') === 'gzip';
  const source = packed ? body.pipe(createGunzip()) : body;
  body.on('error', () => stdin.destroy());
  source.on('error', () => stdin.destroy());
  source.pipe(stdin);
}

/** A CGI program's answer: headers up to an empty line, then the body as it comes. */
async function readCgi(stdout: Readable): Promise<Response> {
  let head = Buffer.alloc(0);
  const chunks = stdout[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  let end = -1;
  while (end < 0) {
    const { value, done } = await chunks.next();
    if (done === true) return plain(500, 'git http-backend gave no answer\n');
    head = Buffer.concat([head, value]);
    end = head.indexOf('\r\n\r\n');
  }
  const headers = new Headers();
  for (const line of head.subarray(0, end).toString().split('\r\n'))
    headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim());
  const status = Number.parseInt(headers.get('status') ?? '200', 10);
  headers.delete('status');
  const rest = head.subarray(end + 4);
  return new Response(bodyOf(rest, chunks), { status, headers });
}

function bodyOf(first: Buffer, chunks: AsyncIterableIterator<Buffer>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (first.length > 0) controller.enqueue(new Uint8Array(first));
    },
    pull: async (controller) => {
      const { value, done } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}
