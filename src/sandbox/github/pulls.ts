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

const asked = new Map<string, { answer: Mergeable; test: string | null }>();

const keyOf = (state: State, origin: Origin, pull: Pull): string =>
  `${origin.path} ${baseTip(state, pull, true)} ${pull.headSha}`;

/**
 * Whether the open PR merges cleanly, computed in memory. As on GitHub the first question after a change of head or
 * base starts the job and is answered UNKNOWN (fact 16); the next one knows.
 */
export async function mergeability(state: State, origin: Origin, pull: Pull): Promise<Mergeable> {
  const key = keyOf(state, origin, pull);
  const known = asked.get(key);
  if (known !== undefined) return known.answer;
  const base = baseTip(state, pull, true);
  const merge = ['merge-tree', '--write-tree', '--no-messages', base, pull.headSha];
  const { code, stdout } = await origin.run(merge);
  const tree = stdout.toString().split('\n')[0] ?? '';
  const test = code === 0 ? await testCommit(origin, tree, [base, pull.headSha]) : null;
  asked.set(key, { answer: code === 0 ? 'MERGEABLE' : 'CONFLICTING', test });
  return 'UNKNOWN';
}

/** The same without starting the job: what an answer to a write shows. */
export const knownMergeability = (state: State, origin: Origin, pull: Pull): Mergeable =>
  asked.get(keyOf(state, origin, pull))?.answer ?? 'UNKNOWN';

/**
 * GitHub's test merge: the trap that `merge_commit_sha` and `potentialMergeCommit` of an unmerged PR name (fact 12).
 * null until mergeability is known.
 */
export function testMerge(state: State, origin: Origin, pull: Pull): string | null {
  return asked.get(keyOf(state, origin, pull))?.test ?? null;
}

async function testCommit(origin: Origin, tree: string, parents: readonly string[]): Promise<string> {
  const date = (await origin.commits(parents)).get(parents[1] ?? '')?.committer.date ?? '';
  const flags = parents.flatMap((parent) => ['-p', parent]);
  const message = `Merge ${parents[1]} into ${parents[0]}`;
  const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  return origin.git(['commit-tree', tree, ...flags, '-m', message], { env });
}
