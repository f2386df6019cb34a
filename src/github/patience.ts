/**
 * When to ask GitHub again, and after how long. Octokit's own retry and throttling plugins are not used, because
 * what they cannot do is what rel needs most (facts 4 to 6, read in plugin-retry 8.1.1 and plugin-throttling
 * 11.0.5): both take a GraphQL question, a POST, for a write, so that three reads cost three seconds; on GHES
 * (`/api/graphql`) a RATE_LIMITED 200 passes unnoticed; a 429 without headers, and a `retry-after` without the
 * words "secondary rate", are not waited for; 405 and 409 are repeated; no wait can be announced by the one and
 * bounded by the other; and their limiters are global to the process. What is left is this one decision.
 */
import type { Answer } from './answer.ts';
import { cleaned } from './redact.ts';

/** What was asked, and what it has cost so far. */
export interface Attempt {
  /** A write is repeated only where GitHub said that it did not even look at it: a rate limit (fact 6). */
  readonly write: boolean;
  /** The caller asks for less at a time when it is too much, so asking the same again is pointless (fact 2). */
  readonly halvable: boolean;
  /** How often it was repeated after a failure of the server or the network. */
  readonly retries: number;
  /** How often it was repeated after a rate limit. */
  readonly limited: number;
}

type Decision =
  | { readonly kind: 'take' }
  | { readonly kind: 'wait'; readonly for: 'limit' | 'retry'; readonly seconds: number };

const take: Decision = { kind: 'take' };
const mostRetries = 2;
const mostLimits = 5;
/** Waiting does not mend these: a wrong name, nobody listening, a certificate. */
const lasting =
  /^(ECONNREFUSED|ENOTFOUND|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_INVALID)/;

/**
 * Whether to take an answer as it is, or to wait and ask again: never longer than the seconds that are left to the run.
 * `now` is milliseconds since 1970.
 */
export function decide(answer: Answer, attempt: Attempt, left: number, now: number): Decision {
  if (isRateLimited(answer)) {
    const seconds = limitSeconds(answer, attempt.limited, now);
    const patient = attempt.limited < mostLimits && seconds <= left;
    return patient ? { kind: 'wait', for: 'limit', seconds } : take;
  }
  if (attempt.write || attempt.retries >= mostRetries || !isPassing(answer)) return take;
  if (attempt.halvable && isTooHeavy(answer)) return take;
  const seconds = (attempt.retries + 1) ** 2;
  return seconds <= left ? { kind: 'wait', for: 'retry', seconds } : take;
}

/**
 * True where GitHub refused for one of its rate limits: 403, 429, a 200 of GraphQL, or the 422 of what was written too
 * often (facts 1 and 4).
 */
export function isRateLimited({ status, headers, message, errors }: Answer): boolean {
  if (status === 429 || errors.some((e) => e.type === 'RATE_LIMITED')) return true;
  const says = /\bsecondary rate limit|\brate limit exceeded|abuse detection/i;
  const hasty = /was submitted too quickly/i;
  if (status === 200)
    return errors.some((e) => /\bsecondary rate limit/i.test(e.message ?? '') || hasty.test(e.message ?? ''));
  if (status === 422) return hasty.test(message);
  if (status !== 403) return false;
  return (
    headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || says.test(message)
  );
}

/** A limit as GitHub calls it. */
export function limitName({ headers, message }: Answer): string {
  const resource = cleaned(headers['x-ratelimit-resource'] ?? '');
  if (headers['x-ratelimit-remaining'] !== '0' && /secondary|too quickly|abuse/i.test(message))
    return "GitHub's secondary rate limit";
  return resource === '' ? "GitHub's rate limit" : `GitHub's rate limit (${resource})`;
}

/** True where GitHub could not do so much at once, and half of it may work (fact 2). */
export function isTooHeavy({ status, errors }: Answer): boolean {
  const heavy = /resource limits? .*exceeded|timeout on validation|something went wrong while executing/i;
  const priced = ['RESOURCE_LIMITS_EXCEEDED', 'MAX_NODE_LIMIT_EXCEEDED'];
  if (status === 502 || status === 504) return true;
  return status === 200 && errors.some((e) => heavy.test(e.message ?? '') || priced.includes(e.type ?? ''));
}

/** Failures that may be gone the next time: of the server, or of the way to it. */
function isPassing({ status, network, errors }: Answer): boolean {
  if (network !== null) return !lasting.test(network);
  if (status === 200)
    return errors.some((e) => /something went wrong while executing/i.test(e.message ?? ''));
  return status === 408 || (status !== null && status >= 500 && status !== 501);
}

/** Longer than this no limit of GitHub's lasts: what names a later time is broken, or lies. */
const longestLimit = 86_400;

/**
 * Seconds to wait for a limit: as long as GitHub says, else a minute; the next time twice as long at least, so that an
 * answer that names no time, a past one or nonsense never makes a hasty loop (fact 4).
 */
export function limitSeconds(answer: Answer, limited: number, now: number): number {
  const named = namedSeconds(answer, now);
  return named === null ? 60 * 2 ** limited : Math.max(1, Math.ceil(named), 2 ** limited - 1);
}

/**
 * The seconds that `retry-after` asks for (a number, or a date), else those up to the reset and one more; null where
 * neither says anything credible. Times are told by GitHub's own clock, as its `date` shows it: ours may be wrong.
 */
export function namedSeconds({ headers, errors }: Answer, now: number): number | null {
  const theirs = Date.parse(headers.date ?? '');
  const clock = (Number.isNaN(theirs) ? now : theirs) / 1000;
  const after = headers['retry-after']?.trim();
  const asked = after === undefined ? null : credible(afterSeconds(after, clock));
  if (asked !== null) return asked;
  const remaining = headers['x-ratelimit-remaining'];
  const primary = remaining === undefined && errors.some((e) => e.type === 'RATE_LIMITED');
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  return (remaining === '0' || primary) && reset > 0 ? credible(Math.max(0, reset - clock + 1)) : null;
}

function afterSeconds(after: string, clock: number): number {
  if (/^\d+$/.test(after)) return Number(after);
  // Date.parse would take "-5" for a month.
  return /^[A-Z][a-z]{2,8}, .+ GMT$/.test(after) ? Math.max(0, Date.parse(after) / 1000 - clock) : Number.NaN;
}

const credible = (seconds: number): number | null =>
  seconds >= 0 && seconds <= longestLimit ? seconds : null;
