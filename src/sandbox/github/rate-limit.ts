import type { RateLimit, State, User } from './state.ts';
import type { Store } from './store.ts';

const hour = 3600;

/** GitHub's `x-ratelimit-*` headers; none where limits are off, as on GitHub Enterprise Server (fact 42). */
export function rateHeaders({ limit, used, resetsAt }: RateLimit, resource: string): Record<string, string> {
  if (limit === 0) return {};
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - used)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(resetsAt),
    'x-ratelimit-resource': resource,
  };
}

/** What this process has counted, and from which limit of the state it began. */
const counts = new WeakMap<Store, { readonly began: string; readonly rate: RateLimit }>();

/**
 * Counts points and answers how the limit stands, and whether the request must be refused. Counted in memory, from
 * what the state says: who only reads must leave the sandbox as it was, to the byte.
 */
export function spend(
  store: Store,
  { rateLimit }: State,
  points: number,
): { rate: RateLimit; exceeded: boolean } {
  const rate = rateOf(store, rateLimit);
  if (rate.limit === 0) return { rate, exceeded: false };
  const now = Math.floor(Date.now() / 1000);
  if (rate.resetsAt <= now) [rate.used, rate.resetsAt] = [0, now + hour];
  const exceeded = rate.used + points > rate.limit;
  if (!exceeded) rate.used += points;
  return { rate: { ...rate }, exceeded };
}

/** The state with the limit as this process has counted it. */
export const withRate = (store: Store, state: State): State => ({
  ...state,
  rateLimit: { ...rateOf(store, state.rateLimit) },
});

function rateOf(store: Store, limit: RateLimit): RateLimit {
  const began = JSON.stringify(limit);
  const known = counts.get(store);
  if (known?.began === began) return known.rate;
  const rate = { ...limit };
  counts.set(store, { began, rate });
  return rate;
}

/** What GitHub says when the hour's points are spent (facts 1, 4). */
export const exceededMessage = (viewer: User | null): string =>
  viewer === null
    ? 'API rate limit exceeded for 127.0.0.1.'
    : `API rate limit exceeded for user ID ${viewer.id}.`;
