import type { Policy } from '../domain/policy.ts';
import { valueAt } from './data.ts';
import type { Complaint, Path, Problem } from './problem.ts';
import { layProduct, type Origin } from './products.ts';
import { readSource } from './source.ts';

/** One value of a policy, and who wrote it where. */
export interface Explained {
  /** Its place in the effective policy: keys, and numbers from 0 in lists. */
  readonly path: (string | number)[];
  /** A text, a number, true, false or null; an empty list or mapping as a whole. */
  readonly value: unknown;
  readonly from: Provenance;
}

/** Where a value comes from: line and column count from 1, and are null for what rel itself fills in. */
export interface Provenance {
  readonly kind: Origin;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** Says where places of a policy stand in its text; `product` is the one whose policy it is, or null. */
export interface Places {
  readonly problem: (complaint: Complaint) => Problem;
  readonly originOf: (path: Path) => Origin;
}

/** The places of a text that `loadPolicy` takes; throws for any other. */
export function policyPlaces(text: string, file: string, product: string | null): Places {
  const { source } = readSource(text, file);
  if (source === null) throw new Error(`${file} was no policy`);
  if (product === null) return { problem: source.problem, originOf: (path) => writtenBy(source.value, path) };
  const { placeOf, originOf } = layProduct(source.value, product);
  // What a product says of itself stands in its section, if anywhere; its name is what the section is called.
  const own = ([first, ...key]: Path): Path | null =>
    first === 'product' ? ['products', product, ...(key[0] === 'name' ? [] : key)] : null;
  return {
    problem: (complaint) =>
      source.problem({ ...complaint, path: own(complaint.path) ?? placeOf(complaint.path) }),
    originOf: (path) => {
      const said = own(path);
      if (said !== null) return writtenBy(source.value, said);
      // What a section replaces as a whole has defaults of its own within.
      return valueAt(source.value, placeOf(path)) === undefined ? 'default' : originOf(path);
    },
  };
}

function writtenBy(policy: unknown, path: Path): Origin {
  if (valueAt(policy, path) === undefined) return 'default';
  return path[0] === 'products' ? 'product' : 'shared';
}

/** Every value of a policy, in its order, with the place it was written at. */
export function explainPolicy(policy: Policy, places: Places): Explained[] {
  return leavesOf(policy, []).map(({ path, value }) => {
    const kind = places.originOf(path);
    if (kind === 'default') return { path, value, from: { kind, file: null, line: null, column: null } };
    const { file, line, column } = places.problem({ path, on: 'value', message: '' });
    return { path, value, from: { kind, file, line, column } };
  });
}

function leavesOf(value: unknown, path: Explained['path']): Pick<Explained, 'path' | 'value'>[] {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (parts.length === 0) return value === undefined ? [] : [{ path, value }];
  const isList = Array.isArray(value);
  return parts.flatMap(([key, part]) => leavesOf(part, [...path, isList ? Number(key) : key]));
}
