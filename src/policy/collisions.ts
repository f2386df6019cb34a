import { fillPattern, matchPattern } from '../domain/pattern.ts';
import { Branches, Tags } from '../domain/policy.ts';
import { valueAt } from './data.ts';
import type { Complaint } from './problem.ts';
import type { Layer } from './products.ts';

/** A version and a number whose digits run into their neighbours where a pattern does not keep them apart. */
const sample = { version: '10.20.30', n: 45 };

interface Name {
  readonly group: 'branches' | 'tags';
  readonly key: string;
  readonly pattern: string;
}

/** Branches and tags that could be two products': each is told once, at the product that comes later. */
export function collisions(layers: readonly Layer[]): Complaint[] {
  return layers.flatMap((layer, index) => {
    const earlier = layers.slice(0, index);
    return namesOf(layer).flatMap((name) => {
      for (const other of earlier) {
        const hit = namesOf(other).find((theirs) => wayOf(name, theirs) !== null);
        if (hit !== undefined) return [complaint(layer, name, other, hit)];
      }
      return [];
    });
  });
}

function namesOf({ value }: Layer): Name[] {
  const branches = Branches.safeParse(valueAt(value, ['branches']) ?? {});
  const tags = Tags.safeParse(valueAt(value, ['tags']) ?? {});
  const named = (group: Name['group'], patterns: Readonly<Record<string, string>>): Name[] =>
    Object.entries(patterns).map(([key, pattern]) => ({ group, key, pattern }));
  return [
    ...(branches.success ? named('branches', branches.data) : []),
    ...(tags.success ? named('tags', tags.data) : []),
  ];
}

/** How two names get into each other's way: one ref could be either, or git cannot hold them both; null: not at all. */
function wayOf(one: Name, other: Name): 'same' | 'inside' | null {
  if (one.group !== other.group) return null;
  const [a, b] = [fillPattern(one.pattern, sample), fillPattern(other.pattern, sample)];
  // Git keeps a ref as a file: where `rc` is one, `rc/1.8.0` cannot be.
  if (a.startsWith(`${b}/`) || b.startsWith(`${a}/`)) return 'inside';
  // The develop and the production branch may serve several products.
  if (!isVersioned(one) && !isVersioned(other)) return null;
  return matchPattern(one.pattern, b) !== null || matchPattern(other.pattern, a) !== null ? 'same' : null;
}

const isVersioned = ({ pattern }: Name): boolean => pattern.includes('{version}');

function complaint(layer: Layer, name: Name, other: Layer, theirs: Name): Complaint {
  const { group, key, pattern } = name;
  const { product } = layer;
  const written = layer.originOf([group, key]) === 'product';
  const both = [`\`${theirs.key}\` of \`${other.product}\``, `\`${key}\` of \`${product}\``];
  const what = group === 'tags' ? 'tag' : 'branch';
  const patterns = pattern === theirs.pattern ? `\`${pattern}\`` : `\`${theirs.pattern}\`, \`${pattern}\``;
  const forAll = !written && other.originOf([group, key]) !== 'product';
  const own = `${group}: { ${key}: ${JSON.stringify(suggestion(key, forAll ? '{product}' : product))} }`;
  return {
    path: written ? layer.placeOf([group, key]) : ['products', product],
    on: written ? 'value' : 'key',
    message:
      wayOf(name, theirs) === 'inside'
        ? `git cannot hold both ${both.join(' and ')} (${patterns})`
        : `one ${what} could be both ${both.join(' and ')} (${patterns})`,
    hint: forAll ? `write once for all products: ${own}` : `give it its own: ${own}`,
  };
}

function suggestion(key: string, product: string): string {
  const own: Readonly<Record<string, string>> = {
    candidate: `${product}-v{version}-rc.{n}`,
    release: `${product}-v{version}`,
  };
  return own[key] ?? (key === 'rc' || key === 'hotfix' ? `${product}/${key}/{version}` : `${product}/${key}`);
}
