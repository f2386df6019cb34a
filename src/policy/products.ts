import { list, mapping, valueAt } from './data.ts';
import type { Complaint, Path } from './problem.ts';

/** Where a value of a product's policy comes from; `default` where nobody wrote it. */
export type Origin = 'product' | 'shared' | 'default';

/** One product's section laid over what all products share, before anything is known of its form. */
export interface Layer {
  readonly product: string;
  /** The data of the product's own policy: no `products` and nothing that only describes the product. */
  readonly value: unknown;
  /** The place in the document behind a place of `value`: in the product's section, or else the shared one. */
  readonly placeOf: (path: Path) => Path;
  /** Who wrote what stands at a place of the product's policy. */
  readonly originOf: (path: Path) => Origin;
}

/** What a product's section may say otherwise than all share. */
const layeredKeys = [
  'branches',
  'tags',
  'lines',
  'trains',
  'versions',
  'roles',
  'approvals',
  'pick',
  'sync',
  'promote',
  'gates',
  'waivers',
  'handOver',
  'deployment',
  'notes',
];

/** What is the same for all products, so that none may say it. */
export const sharedKeys = ['version', 'repository', 'ledger', 'products'] as const;

/** The names of the products that a policy describes, as they are written; none where it has no products. */
export const productNames = (policy: unknown): string[] =>
  Object.entries(mapping(valueAt(policy, ['products']))).flatMap(([name, section]) =>
    isMapping(section) ? [name] : [],
  );

/**
 * A product's keys over the shared ones: mappings key by key, everything else as a whole. A role, what is selected and
 * the gates of a stage are one thing each: who holds a role for a product is only who its section names.
 * `{product}` in any text of the result is the product's name.
 */
export function layProduct(policy: unknown, product: string): Layer {
  const shared = mapping(policy);
  const section = mapping(valueAt(policy, ['products', product]));
  const own = Object.fromEntries(Object.entries(section).filter(([key]) => layeredKeys.includes(key)));
  const { products: _, ...base } = shared;
  const isOwn = (path: Path): boolean => path.length > 0 && reaches(own, path);
  return {
    product,
    value: named(laid(base, own, []), product),
    placeOf: (path) => (path.length === 0 || isOwn(path) ? ['products', product, ...path] : path),
    originOf: (path) => (isOwn(path) ? 'product' : valueAt(base, path) === undefined ? 'default' : 'shared'),
  };
}

const isMapping = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A role, by its name, and what is selected. */
const isWhole = ([first, second, ...more]: Path): boolean =>
  second !== undefined &&
  more.length === 0 &&
  (first === 'roles' || (first === 'pick' && second === 'select'));

function laid(shared: unknown, own: unknown, path: Path): unknown {
  if (!isMapping(shared) || !isMapping(own) || isWhole(path)) return own;
  const under = mapping(shared);
  const over = Object.entries(mapping(own)).map(([key, value]) => [
    key,
    Object.hasOwn(under, key) ? laid(under[key], value, [...path, key]) : value,
  ]);
  return { ...under, ...Object.fromEntries(over) };
}

/** Whether a section decides what stands at a path: it has that, or something that takes the place of all of it. */
function reaches(own: unknown, path: Path): boolean {
  let at: unknown = own;
  for (const [index, key] of path.entries()) {
    if (!isMapping(at) || isWhole(path.slice(0, index))) return true;
    const entries = mapping(at);
    if (!Object.hasOwn(entries, key)) return false;
    at = entries[String(key)];
  }
  return true;
}

function named(value: unknown, product: string): unknown {
  if (typeof value === 'string') return value.replaceAll('{product}', product);
  if (Array.isArray(value)) return list(value).map((entry) => named(entry, product));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(mapping(value)).map(([key, inner]) => [key, named(inner, product)]),
  );
}

/** Where a policy without products speaks of `{product}`, which then stays as it is written. */
export function nobodysNames(value: unknown, path: Path = []): Complaint[] {
  if (typeof value === 'string' && value.includes('{product}')) {
    const hint = 'leave it out, or describe the products under `products`';
    return [{ path, on: 'value', message: '`{product}` names nothing: the policy has no products', hint }];
  }
  if (Array.isArray(value)) return list(value).flatMap((entry, at) => nobodysNames(entry, [...path, at]));
  return Object.entries(mapping(value)).flatMap(([key, inner]) => nobodysNames(inner, [...path, key]));
}
