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

/** Counts points and answers how the limit stands, and whether the request must be refused. */
export async function spend(
  store: Store,
  { rateLimit }: State,
  points: number,
): Promise<{ rate: RateLimit; exceeded: boolean }> {
  if (rateLimit.limit === 0) return { rate: rateLimit, exceeded: false };
  return store.write(({ rateLimit: rate }) => {
    const now = Math.floor(Date.now() / 1000);
    if (rate.resetsAt <= now) [rate.used, rate.resetsAt] = [0, now + hour];
    const exceeded = rate.used + points > rate.limit;
    if (!exceeded) rate.used += points;
    return { rate: { ...rate }, exceeded };
  });
}

/** What GitHub says when the hour's points are spent (facts 1, 4). */
export const exceededMessage = (viewer: User | null): string =>
  viewer === null
    ? 'API rate limit exceeded for 127.0.0.1.'
    : `API rate limit exceeded for user ID ${viewer.id}.`;
