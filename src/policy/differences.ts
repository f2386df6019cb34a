import { isDeepStrictEqual } from 'node:util';
import type { Policy } from '../domain/policy.ts';
import { list, mapping } from './data.ts';
import type { LoadedPolicy } from './load.ts';

/** One key in which two policies differ; undefined where one of them does not have it. */
export interface Difference {
  /** `gates.promote.ci.names`: entries of a list that have an `id` are named by it. */
  readonly key: string;
  readonly remote: unknown;
  readonly local: unknown;
}

type Usable = Extract<LoadedPolicy, { ok: true }>;

/** What two policies, with their defaults filled in, say differently; the order of gates and products is none of it. */
export function policyDifferences(remote: Usable, local: Usable): Difference[] {
  return differ(whole(remote), whole(local), '');
}

/** What a policy says: what all share, and what each of its products comes to. */
const whole = ({ policy, products }: Usable): unknown => {
  const { products: _, ...shared } = policy;
  return products.size === 0
    ? shared
    : { ...shared, products: Object.fromEntries([...products].map(own(shared))) };
};

/** A product's own policy, without what is the same for all of them. */
const own =
  (shared: Omit<Policy, 'products'>) =>
  ([name, policy]: readonly [string, Policy]): [string, unknown] => {
    const parts = Object.entries(policy).filter(
      ([key, value]) => !isDeepStrictEqual(value, mapping(shared)[key]),
    );
    return [name, Object.fromEntries(parts)];
  };

function differ(remote: unknown, local: unknown, key: string): Difference[] {
  if (isDeepStrictEqual(remote, local)) return [];
  const [before, after] = [namedParts(remote), namedParts(local)];
  if (before === null || after === null) return [{ key, remote, local }];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((part) =>
    differ(before.get(part), after.get(part), key === '' ? part : `${key}.${part}`),
  );
}

/** The entries of a mapping, or of a list whose entries all have an `id`; null for everything else. */
function namedParts(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) {
    const named = list(value).map((entry) => [mapping(entry).id, entry] as const);
    const ids = named.flatMap(([id]) => (typeof id === 'string' ? [id] : []));
    return ids.length === named.length ? new Map(named.map(([id, entry]) => [String(id), entry])) : null;
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}
