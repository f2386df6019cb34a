import { Octokit } from '@octokit/rest';
import manifest from '../../package.json' with { type: 'json' };
import { type Answer, answerOfError, answerOfResponse } from './answer.ts';
import { type Attempt, decide, limitName } from './patience.ts';
import type { RunPatience } from './run-patience.ts';

interface ClientOptions {
  /** The REST base: `https://api.github.com`, `https://HOST/api/v3`, a loopback URL. */
  readonly apiUrl: string;
  readonly token: string | null;
  readonly fetch?: typeof globalThis.fetch;
  readonly patience: RunPatience;
}

/** Seconds between two writes, as GitHub advises (fact 4). */
const writeSpacing = 1;
/** Milliseconds one attempt may take; GitHub itself ends a request after ten seconds. */
const attemptTimeout = 60_000;
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** An Octokit that waits and asks again as patience.ts says, and sends one write at a time. */
export function makeOctokit(options: ClientOptions): Octokit {
  const octokit = new Octokit({
    baseUrl: options.apiUrl,
    userAgent: `rel/${manifest.version}`,
    log: quiet,
    ...(options.token === null ? {} : { auth: options.token }),
    request: options.fetch === undefined ? {} : { fetch: options.fetch },
  });
  const turn = makeTurns(options);
  octokit.hook.wrap('request', async (request, endpoint) => {
    // Pinned, since the next version drops fields and changes answers (fact 9).
    endpoint.headers['x-github-api-version'] = '2022-11-28';
    const write = isWrite(endpoint);
    const once = async () => {
      if (endpoint.request !== undefined) endpoint.request.signal = AbortSignal.timeout(attemptTimeout);
      return request(endpoint);
    };
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

async function askPatiently<R extends Response>(
  once: () => Promise<R>,
  kind: Pick<Attempt, 'write' | 'halvable'>,
  { patience }: ClientOptions,
): Promise<R> {
  let attempt: Attempt = { ...kind, retries: 0, limited: 0 };
  for (;;) {
    await patience.rest();
    const outcome = await settle(once);
    const decision = decide(outcome.answer, attempt, patience.left, patience.now());
    if (decision.kind === 'take') return outcome.end();
    await patience.wait(reason(outcome.answer, decision.for), decision.seconds);
    attempt =
      decision.for === 'limit'
        ? { ...attempt, limited: attempt.limited + 1 }
        : { ...attempt, retries: attempt.retries + 1 };
  }
}

async function settle<R extends Response>(once: () => Promise<R>): Promise<{ answer: Answer; end: () => R }> {
  const throwing = (thrown: unknown) => () => {
    throw thrown;
  };
  try {
    const response = await once();
    const answer = answerOfResponse(response);
    if (answer.network === null) return { answer, end: () => response };
    return { answer, end: throwing(Object.assign(new Error(answer.message), { code: answer.network })) };
  } catch (thrown) {
    return { answer: answerOfError(thrown), end: throwing(thrown) };
  }
}

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
