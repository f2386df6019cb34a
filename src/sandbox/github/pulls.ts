import type { Origin } from './origin.ts';
import type { Pull, State } from './state.ts';

/** Where the PR's base stands for its diff: the base branch's tip while it is open, afterwards the tip it had then. */
export function baseTip(state: State, pull: Pull, open: boolean): string {
  return (open ? state.seenRefs[`refs/heads/${pull.base}`] : undefined) ?? pull.baseSha;
}

/** The SHAs of a PR's commits, oldest first, all of them; none where the bare repository lacks the head. */
export async function pullCommits(
  state: State,
  origin: Origin,
  pull: Pull,
  open: boolean,
): Promise<string[]> {
  if ((await origin.commits([pull.headSha])).size === 0) return [];
  return origin.between(baseTip(state, pull, open), pull.headSha);
}

export type Mergeable = 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';

const asked = new Map<string, Mergeable>();

/**
 * Whether the PR merges cleanly, computed in memory. As on GitHub the first question after a change of head or base
 * starts the job and is answered UNKNOWN (fact 16); the next one knows.
 */
export async function mergeability(state: State, origin: Origin, pull: Pull): Promise<Mergeable> {
  const base = baseTip(state, pull, true);
  const key = `${origin.path} ${base} ${pull.headSha}`;
  const known = asked.get(key);
  if (known !== undefined) return known;
  const { code } = await origin.run(['merge-tree', '--write-tree', '--no-messages', base, pull.headSha]);
  asked.set(key, code === 0 ? 'MERGEABLE' : 'CONFLICTING');
  return 'UNKNOWN';
}
