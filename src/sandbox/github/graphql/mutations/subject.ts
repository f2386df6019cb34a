import { type NodeKind, readNodeId } from '../../node-id.ts';
import type { Issue } from '../../state.ts';
import { notFound } from '../errors.ts';
import type { Context } from '../types.ts';

export const missing = (id: string) => notFound(`Could not resolve to a node with the global id of '${id}'`);

/** The database id in a global id of one of `kinds`; NOT_FOUND for any other. */
function keyOf(id: string, kinds: readonly NodeKind[]): number {
  const parsed = readNodeId(id);
  if (parsed === null || !kinds.includes(parsed.kind)) throw missing(id);
  return Number(parsed.key);
}

/** The issue or PR that a mutation is about. */
export function subjectOf(
  { state }: Context,
  id: string,
  kinds: readonly NodeKind[] = ['issue', 'pull'],
): Issue {
  const key = keyOf(id, kinds);
  const found = state.issues.find((issue) => issue.id === key);
  if (found === undefined || (found.pull === null) !== id.startsWith('I_')) throw missing(id);
  return found;
}

function named<T extends { readonly id: number }, N>(
  items: readonly T[],
  ids: readonly string[],
  kind: NodeKind,
  name: (item: T) => N,
): N[] {
  return ids.map((id) => {
    const key = keyOf(id, [kind]);
    const found = items.find((item) => item.id === key);
    if (found === undefined) throw missing(id);
    return name(found);
  });
}

export const labelNames = ({ state }: Context, ids: readonly string[]): string[] =>
  named(state.labels, ids, 'label', ({ name }) => name);
export const logins = ({ state }: Context, ids: readonly string[]): string[] =>
  named(state.users, ids, 'user', ({ login }) => login);
/** The milestone's number; null takes it away. */
export const milestoneNumber = ({ state }: Context, id: string | null): number | null =>
  id === null ? null : (named(state.milestones, [id], 'milestone', ({ number }) => number)[0] ?? null);

/** The same object as the state has it now. */
export function again({ state }: Context, { number }: { readonly number: number }): Issue {
  const found = state.issues.find((issue) => issue.number === number);
  if (found === undefined) throw new Error(`issue ${number} is gone`);
  return found;
}
