import type { Path } from './problem.ts';

// A policy is looked at before it is known to be one: whatever has another form than expected counts as empty
// here, and the schema says so.

/** The entries of a mapping; none where it is something else. */
export function mapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The entries of a list; none where it is something else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What stands at a path, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => {
    if (typeof key === 'number') return list(at)[key];
    const entries = mapping(at);
    return Object.hasOwn(entries, key) ? entries[String(key)] : undefined;
  }, value);
}

/** Whether something holds itself, as YAML's aliases can have it. What stands in many places is looked at once. */
export function isCyclic(
  value: unknown,
  around: ReadonlySet<unknown> = new Set(),
  sound = new Set<unknown>(),
): boolean {
  if (typeof value !== 'object' || value === null || sound.has(value)) return false;
  if (around.has(value)) return true;
  const inside = new Set(around).add(value);
  if (Object.values(value).some((inner) => isCyclic(inner, inside, sound))) return true;
  sound.add(value);
  return false;
}
