/**
 * When to ask GitHub again, and after how long. Octokit's own retry and throttling plugins are not used, because
 * what they cannot do is what rel needs most (facts 4 to 6, read in plugin-retry 8.1.1 and plugin-throttling
 * 11.0.5): both take a GraphQL question, a POST, for a write, so that three reads cost three seconds; on GHES
 * (`/api/graphql`) a RATE_LIMITED 200 passes unnoticed; a 429 without headers, and a `retry-after` without the
 * words "secondary rate", are not waited for; 405 and 409 are repeated; no wait can be announced by the one and
 * bounded by the other; and their limiters are global to the process. What is left is this one decision.
 */
import type { Answer } from './answer.ts';

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
  /** Seconds waited so far for this request's rate limits. */
  readonly waited: number;
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

/** Whether to take an answer as it is, or to wait and ask again. `now` is milliseconds since 1970. */
export function decide(answer: Answer, attempt: Attempt, maxWaitSeconds: number, now: number): Decision {
  if (isRateLimited(answer)) {
    const seconds = limitSeconds(answer, attempt.limited, now);
    const patient = attempt.limited < mostLimits && attempt.waited + seconds <= maxWaitSeconds;
    return patient ? { kind: 'wait', for: 'limit', seconds } : take;
  }
  if (attempt.write || attempt.retries >= mostRetries || !isPassing(answer)) return take;
  if (attempt.halvable && isTooHeavy(answer)) return take;
  return { kind: 'wait', for: 'retry', seconds: (attempt.retries + 1) ** 2 };
}

/** True where GitHub refused for one of its rate limits: 403, 429, or a 200 of GraphQL (facts 1 and 4). */
export function isRateLimited({ status, headers, message, errors }: Answer): boolean {
  if (status === 429 || errors.some((e) => e.type === 'RATE_LIMITED')) return true;
  const says = /\bsecondary rate limit|\brate limit exceeded|abuse detection/i;
  if (status === 200) return errors.some((e) => /\bsecondary rate limit/i.test(e.message ?? ''));
  if (status !== 403) return false;
  return (
    headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || says.test(message)
  );
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

/** `retry-after`, else up to the reset and a second more, else a minute, doubled each time (fact 4). */
function limitSeconds({ headers }: Answer, limited: number, now: number): number {
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (after >= 0) return Math.max(1, Math.ceil(after));
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (headers['x-ratelimit-remaining'] === '0' && reset > 0) {
    return Math.max(1, Math.ceil(reset - now / 1000) + 1);
  }
  return 60 * 2 ** limited;
}
