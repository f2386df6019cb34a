import { after, answering, page } from './kinds.ts';
import type { Answer, Exchange, Fault } from './proxy.ts';

const pkt = (text: string): string => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;

/** Ends the body of a good answer after a share of it, in good order or not. */
const afterPart =
  (share: number, end: 'cut' | 'end'): Fault =>
  async ({ act, res, cut }) => {
    const { status, headers, body } = await act();
    res.writeHead(status, { ...headers, connection: 'close', 'transfer-encoding': 'chunked' });
    res.write(body.subarray(0, Math.floor(body.length * share)), () => (end === 'cut' ? cut() : res.end()));
  };

/** Says nothing until the client gives up. */
export const stalled: Fault = () => undefined;

/** What can happen to a request of git's. */
export const gitKinds: Readonly<Record<string, Fault>> = {
  'dropped before': ({ cut }) => cut(),
  'dropped after': after(({ cut }) => cut()),
  'dropped in the middle': afterPart(0.5, 'cut'),
  'cut off in good order': afterPart(0.5, 'end'),
  'cut off at its end': afterPart(0.99, 'end'),
  'empty body': after((exchange) =>
    exchange.reply({ status: 200, headers: typeOf(exchange), body: Buffer.of() }),
  ),
  'rubbish in its lines': after((exchange) =>
    exchange.reply({ status: 200, headers: typeOf(exchange), body: Buffer.from('00zzrubbish\n0003') }),
  ),
  'a line of another protocol': after((exchange) =>
    exchange.reply({
      status: 200,
      headers: typeOf(exchange),
      body: Buffer.from(pkt('ERR upstream is ill\n')),
    }),
  ),
  'a page of HTML': answering(200, page, { 'content-type': 'text/html' }),
  401: answering(401, 'Authentication failed\n', {
    'content-type': 'text/plain',
    'www-authenticate': 'Basic realm="GitHub"',
  }),
  403: answering(403, 'Permission denied\n', { 'content-type': 'text/plain' }),
  404: answering(404, 'Repository not found.\n', { 'content-type': 'text/plain' }),
  429: answering(429, 'Too many requests\n', { 'content-type': 'text/plain' }),
  '500 before': answering(500, 'Internal error\n', { 'content-type': 'text/plain' }),
  '500 after': after(answering(500, 'Internal error\n', { 'content-type': 'text/plain' })),
  '502 after': after(answering(502, page, { 'content-type': 'text/html' })),
  503: answering(503, 'Unavailable\n', { 'content-type': 'text/plain' }),
};

/** The type that git asked for: with another it would not even look at the body. */
function typeOf({ asked }: Exchange): Answer['headers'] {
  const [, service = 'git-upload-pack', refs] = /(git-[a-z]+-pack)( refs)?/.exec(asked.label) ?? [];
  return { 'content-type': `application/x-${service}-${refs === undefined ? 'result' : 'advertisement'}` };
}
