import * as z from 'zod';
import type { Trouble } from '../domain/errors.ts';
import { Sha, Signature, short } from '../domain/git.ts';
import { objectsExist } from '../git/objects.ts';
import { type PickOutcome, pickInMemory } from '../git/pick.ts';
import { done, type StepKind } from './step.ts';

const PickCommit = z.object({
  kind: z.literal('pick-commit'),
  target: z.string(),
  source: Sha,
  onto: Sha,
  /** A merge is picked against its first parent. */
  mainline: z.literal(1).nullable(),
  trailers: z.array(z.string()),
  committer: Signature,
  /** What it becomes. */
  commit: Sha,
  tree: Sha,
});
export type PickCommit = z.infer<typeof PickCommit>;

/** Cherry-picks one commit in memory; nothing refers to the result until the push. */
export const pickCommit: StepKind<PickCommit> = {
  kind: 'pick-commit',
  phase: 'objects',
  schema: PickCommit,
  describe: (step) => [
    `git cherry-pick -x ${step.mainline === null ? '' : '-m 1 '}${short(step.source)} (in memory, becomes ${short(step.commit)})`,
  ],
  done: async (step, { repo }) => (await objectsExist(repo, [step.commit])).has(step.commit),
  async run(step, { repo }) {
    if ((await objectsExist(repo, [step.commit])).has(step.commit)) return done;
    const { source, onto, committer, trailers } = step;
    const mainline = step.mainline === null ? {} : { mainline: step.mainline };
    const picked = await pickInMemory(repo, { source, onto, committer, trailers, ...mainline });
    if (picked.outcome === 'picked' && picked.commit === step.commit) return done;
    return { kind: 'refused', trouble: otherResult(step, picked) };
  },
};

/** Not an error to throw: this target changes nothing, and the other targets go on. */
const otherResult = ({ source, target, commit }: PickCommit, picked: PickOutcome): Trouble => ({
  code: 'moved',
  message: `${target}: picking ${source} gives another result here than the plan holds; nothing was changed there`,
  why: `planned ${commit}, here: ${picked.outcome === 'picked' ? picked.commit : picked.outcome}`,
  remedy: 'run the command again: it plans with the git of this machine',
});
