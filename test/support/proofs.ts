import { proofsOf } from '../../src/facts/picks/proofs.ts';
import type { CommitSpec, Snapshot } from './git-history.ts';
import { world } from './git-world.ts';

/** A fix on the source branch and a target that has gone its own way. */
export interface PickStory {
  readonly start: Snapshot;
  /** What the source branch has before the fix; default: the start. */
  readonly parent?: Snapshot;
  readonly source: Snapshot;
  readonly target: Snapshot;
}

/** The commits of a story: each is the whole tree. */
const historyOf = ({ start, parent = start, source, target }: PickStory): CommitSpec[] => [
  { name: 'start', files: start },
  { name: 'target', parents: ['start'], files: target },
  { name: 'parent', parents: ['start'], files: parent },
  { name: 'source', parents: ['parent'], files: source },
];

/** What is found of a story's pick, which has to be clean. */
export async function proofOf(story: PickStory | readonly CommitSpec[]) {
  const there = await world('start' in story ? historyOf(story) : story);
  const picked = await there.pick();
  if (picked.outcome !== 'picked') throw new Error(`the pick is a ${picked.outcome}`);
  const [proof] = await proofsOf(there.repo, [{ source: there.sha('source'), landed: picked.commit }]);
  if (proof === undefined) throw new Error('nothing was proven');
  return { ...there, commit: picked.commit, ...proof };
}

/** Lines `1` to `upTo`, but for those that `changed` has. */
export const numbered = (upTo: number, changed: Readonly<Record<number, string>> = {}): string =>
  Array.from({ length: upTo }, (_, at) => `${changed[at + 1] ?? at + 1}\n`).join('');
