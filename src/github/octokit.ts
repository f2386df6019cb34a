import { Octokit } from '@octokit/rest';
import manifest from '../../package.json' with { type: 'json' };
import { type Answer, answerOfError, answerOfResponse } from './answer.ts';
import { type Asked, malformation } from './form/malformation.ts';
import { type Attempt, decide, limitName } from './patience.ts';
import type { RunPatience } from './run-patience.ts';
import { careful } from './send.ts';

interface ClientOptions {
  /** The REST base: `https://api.github.com`, `https://HOST/api/v3`, a loopback URL. */
  readonly apiUrl: string;
  readonly token: string | null;
  readonly fetch?: typeof globalThis.fetch;
  readonly patience: RunPatience;
  /** Milliseconds one attempt may take; GitHub itself ends a request after ten seconds. */
  readonly timeout?: number;
}

/** Seconds between two writes, as GitHub advises (fact 4). */
const writeSpacing = 1;
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** An Octokit that waits and asks again as patience.ts says, and sends one write at a time. */
export function makeOctokit(options: ClientOptions): Octokit {
  const { apiUrl, fetch = globalThis.fetch, timeout = 60_000 } = options;
  const octokit = new Octokit({
    baseUrl: apiUrl,
    userAgent: `rel/${manifest.version}`,
    log: quiet,
    ...(options.token === null ? {} : { auth: options.token }),
    request: { fetch: careful({ apiUrl, fetch, timeout }) },
  });
  const turn = makeTurns(options);
  octokit.hook.wrap('request', async (request, endpoint) => {
    // Pinned, since the next version drops fields and changes answers (fact 9).
    endpoint.headers['x-github-api-version'] = '2022-11-28';
    const write = isWrite(endpoint);
    const { url, body } = octokit.request.endpoint.parse(endpoint);
    const asked = { method: endpoint.method, url, body };
    const once = async () => settle(asked, async () => request(endpoint));
    const halvable = endpoint.request?.halvable === true;
    const patiently = () => askPatiently(once, { write, halvable }, options);
    return write ? turn(patiently) : patiently();
  });
  return octokit;
}

const isWrite = ({ method, url }: { readonly method: string; readonly url: string }): boolean =>
  method !== 'GET' && method !== 'HEAD' && !/\/graphql$/.test(url);

interface Response {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
}

interface Settled<R> {
  readonly answer: Answer;
  readonly end: () => R;
}

async function askPatiently<R extends Response>(
  once: () => Promise<Settled<R>>,
  kind: Pick<Attempt, 'write' | 'halvable'>,
  { patience }: ClientOptions,
): Promise<R> {
  let attempt: Attempt = { ...kind, retries: 0, limited: 0 };
  for (;;) {
    await patience.rest();
    const outcome = await once();
    const decision = decide(outcome.answer, attempt, patience.left, patience.now());
    if (decision.kind === 'take') return outcome.end();
    await patience.wait(reason(outcome.answer, decision.for), decision.seconds);
    attempt =
      decision.for === 'limit'
        ? { ...attempt, limited: attempt.limited + 1 }
        : { ...attempt, retries: attempt.retries + 1 };
  }
}

/** What came of one request. An answer that is good by its status alone is none: what it lacks would pass for not there. */
async function settle<R extends Response>(asked: Asked, once: () => Promise<R>): Promise<Settled<R>> {
  const throwing = (thrown: unknown) => () => {
    throw thrown;
  };
  try {
    const response = await once();
    const answer = answerOfResponse(response);
    const bad = answer.network === null ? malformation(asked, response) : answer.message;
    if (bad === null) return { answer, end: () => response };
    const thrown = Object.assign(new Error(bad), { code: 'bad-answer' });
    return { answer: { ...answer, network: 'bad-answer' }, end: throwing(thrown) };
  } catch (thrown) {
    const answer = answerOfError(thrown);
    if (!isMisplaced(asked, answer)) return { answer, end: throwing(thrown) };
    const odd = Object.assign(new Error(`GitHub answered ${answer.status} to a question`), {
      code: 'bad-answer',
    });
    return { answer: answerOfError(odd), end: throwing(odd) };
  }
}

/** Nothing was asked with a condition, and a question conflicts with nothing: Octokit would take that for an empty list. */
const isMisplaced = ({ method }: Asked, { status }: Answer): boolean =>
  status === 304 || (status === 409 && method === 'GET');

function reason(answer: Answer, why: 'limit' | 'retry'): string {
  const { status, network } = answer;
  if (why === 'limit') return `${limitName(answer)} is reached`;
  return network === null ? `GitHub answered ${status}` : `the connection to GitHub failed (${network})`;
}

/** Gives the writes their turns: one after the other, a second apart, but not on a loopback address. */
function makeTurns({
  apiUrl,
  patience: { clock },
}: ClientOptions): <T>(write: () => Promise<T>) => Promise<T> {
  const spacing = isOnThisMachine(apiUrl) ? 0 : writeSpacing * 1000;
  let last: Promise<unknown> = Promise.resolve();
  let next = 0;
  return (write) => {
    const mine = last.then(async () => {
      const wait = next - clock.now();
      if (wait > 0) await clock.sleep(wait);
      return write().finally(() => {
        next = clock.now() + spacing;
      });
    });
    last = mine.catch(() => {});
    return mine;
  };
}

/** Loopback, and the names that are reserved for what is not in the DNS (RFC 2606): a sandbox, never GitHub. */
const isOnThisMachine = (apiUrl: string): boolean =>
  /^(127\.\d+\.\d+\.\d+|\[::1\]|(.+\.)?(localhost|invalid|test|example))$/.test(new URL(apiUrl).hostname);
