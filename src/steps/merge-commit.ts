import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { Sha, Signature, short } from '../domain/git.ts';
import { objectsExist, writeCommit } from '../git/objects.ts';
import { done, type StepKind } from './step.ts';

const MergeCommit = z.object({
  kind: z.literal('merge-commit'),
  target: z.string(),
  /** The branch merged into, and what is merged, as they are called in the description. */
  into: z.string(),
  ours: Sha,
  theirs: Sha,
  tree: Sha,
  committer: Signature,
  message: z.string(),
  /** The user's, where they sign commits. */
  signature: z.string().optional(),
  /** What it becomes. */
  commit: Sha,
});
export type MergeCommit = z.infer<typeof MergeCommit>;

/** Writes a merge commit whose tree was computed in memory; nothing refers to it until the push. */
export const mergeCommit: StepKind<MergeCommit> = {
  kind: 'merge-commit',
  phase: 'objects',
  schema: MergeCommit,
  describe: (step) => [
    `git merge --no-ff ${step.signature === undefined ? '' : '-S '}${short(step.theirs)} into ${step.into} (in memory, becomes ${short(step.commit)})`,
  ],
  done: async (step, { repo }) => (await objectsExist(repo, [step.commit])).has(step.commit),
  async run(step, { repo }) {
    const { tree, ours, theirs, committer, signature } = step;
    const commit = await writeCommit(repo, {
      tree,
      parents: [ours, theirs],
      author: committer,
      committer,
      encoding: null,
      message: Buffer.from(step.message),
      signature,
    });
    if (commit === step.commit) return done;
    throw new RelError({
      code: 'internal',
      message: `the merge into ${step.into} came out as ${commit}, not as planned (${step.commit})`,
      remedy: 'run: rel abort',
    });
  },
};
