import type { Answer, Fault } from './proxy.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };
export const answering =
  (status: number, body: string, headers: Answer['headers'] = {}): Fault =>
  ({ reply }) =>
    reply({ status, headers: { ...json, ...headers }, body: Buffer.from(body) });
export const after =
  (fault: Fault): Fault =>
  async (exchange) => {
    await exchange.act();
    await fault(exchange);
  };
const says = (message: string, more: object = {}): string => JSON.stringify({ message, ...more });

/** Sends the head and a part of the body, as if all of it followed; then the line breaks, or ends in good order. */
const partly =
  (end: 'cut' | 'end', promised: 'whole' | 'part'): Fault =>
  async ({ act, res, cut }) => {
    const { status, headers, body } = await act();
    const part = body.subarray(0, Math.floor(body.length / 2));
    res.writeHead(status, {
      ...headers,
      connection: 'close',
      'content-length': promised === 'whole' ? Math.max(body.length, 2) : part.length,
    });
    res.write(part, () => (end === 'cut' ? cut() : res.socket?.end()));
  };

/** A head, and then bytes as long as somebody takes them. */
const endless: Fault = ({ res }) => {
  res.writeHead(200, json);
  res.write('[');
  const more = Buffer.from(`${JSON.stringify('endless '.repeat(8000))},`);
  const pour = () => {
    while (!res.destroyed && res.write(more));
  };
  res.on('drain', pour);
  res.on('error', () => undefined);
  pour();
};

/** Every number a text and every text a number, every list an object and every object a list. */
function turned(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return { 0: value.map(turned) };
  if (value === null) return [];
  return typeof value === 'object' ? Object.entries(value).map(([, v]) => turned(v)) : value;
}

/** The same with each leaf of another type, in the form that was asked for. */
function leavesTurned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(leavesTurned);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, leavesTurned(v)]));
  return typeof value === 'string'
    ? { text: value }
    : typeof value === 'number'
      ? `${value}`
      : value === null
        ? 7
        : 'yes';
}

export const changed =
  (change: (body: unknown) => unknown): Fault =>
  async ({ act, reply }) => {
    const answer = await act();
    reply({
      ...answer,
      body: Buffer.from(JSON.stringify(change(JSON.parse(answer.body.toString() || 'null')))),
    });
  };

export const page = '<!doctype html><html><body>Sign in to the wireless network</body></html>';

/** What can happen to a request of HTTP whatever it is for. */
export const broken: Readonly<Record<string, Fault>> = {
  'dropped before': ({ cut }) => cut(),
  'dropped after': after(({ cut }) => cut()),
  '502 after': after(answering(502, says('Bad Gateway'))),
  malformed: after(({ reply }) => reply({ status: 200, headers: json, body: Buffer.from('{"data": {"re') })),
};

export const rarer: Readonly<Record<string, Fault>> = {
  'dropped in the middle': partly('cut', 'whole'),
  'cut short, its length right': partly('end', 'part'),
  'cut short, its length wrong': partly('end', 'whole'),
  'not JSON': after(answering(200, 'everything is fine')),
  'a page of HTML with 200': answering(200, page, { 'content-type': 'text/html' }),
  'of other types': changed(turned),
  'its leaves of other types': changed(leavesTurned),
  'empty body': after(answering(200, '')),
  '204 without a body': ({ res }) => void res.writeHead(204, { connection: 'close' }).end(),
  null: after(answering(200, 'null')),
  'another object': answering(200, '{"ok":true}'),
  'an empty list': answering(200, '[]'),
  500: answering(500, says('Server Error')),
  '502 before': answering(502, page, { 'content-type': 'text/html' }),
  503: answering(503, says('Service unavailable')),
  '403 a permission is missing': answering(403, says('Resource not accessible by integration'), {
    'x-accepted-github-permissions': 'contents=write; contents=write,workflows=write',
  }),
  '403 single sign-on': answering(403, says('Resource protected by organization SAML enforcement.'), {
    'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=x',
  }),
  '403 primary limit': answering(403, says('API rate limit exceeded for user ID 2.'), {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-resource': 'core',
    'x-ratelimit-reset': '4102444800',
  }),
  '403 secondary limit, retry-after': answering(403, says('You have exceeded a secondary rate limit.'), {
    'retry-after': '30',
  }),
  '403 secondary limit': answering(403, says('You have exceeded a secondary rate limit. Please wait.')),
  '403 abuse': answering(403, says('You have triggered an abuse detection mechanism.')),
  429: answering(429, says('Too Many Requests')),
  401: answering(401, says('Bad credentials')),
  '404 of what is there': answering(404, says('Not Found')),
  '304 unasked': ({ res }) => void res.writeHead(304, { connection: 'close' }).end(),
  '409': answering(409, says('Conflict')),
  'a list that points at itself': async ({ act, reply, asked }) => {
    const answer = await act();
    const here = `http://${asked.headers.host}${asked.url}`;
    reply({ ...answer, headers: { ...answer.headers, link: `<${here}>; rel="next"` } });
  },
  'a list without an end': async ({ act, reply, asked }) => {
    const answer = await act();
    const next = new URL(asked.url, `http://${asked.headers.host}`);
    next.searchParams.set('page', String(Number(next.searchParams.get('page') ?? '1') + 1));
    reply({ ...answer, headers: { ...answer.headers, link: `<${next}>; rel="next"` } });
  },
  "another request's answer": ({ last, reply, cut }) => (last === null ? cut() : reply(last)),
  'packed rubbish': ({ reply }) =>
    reply({
      status: 200,
      headers: { ...json, 'content-encoding': 'gzip' },
      body: Buffer.from('1f8b0800dead', 'hex'),
    }),
  'a body without an end': endless,
};

/** A 30x to where nobody looks twice: another host. */
export const redirected = (status: number, to: string): Fault =>
  answering(status, says('Moved'), { location: to });

/** Sent on once, within the host. */
export const renamed =
  (status: number): Fault =>
  ({ asked, res }) =>
    void res.writeHead(status, { location: asked.url, connection: 'close' }).end();
