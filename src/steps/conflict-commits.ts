import * as z from 'zod';
import { Sha, Signature, short } from '../domain/git.ts';
import { objectsExist } from '../git/objects.ts';
import { pickWithMarkers } from '../git/pick-with-markers.ts';
import { recordedSigner } from '../git/signing.ts';
import { done, type StepKind } from './step.ts';

const ConflictCommits = z.object({
  kind: z.literal('conflict-commits'),
  target: z.string(),
  onto: Sha,
  /** What `onto` and each source are called in the conflict markers. */
  branch: z.string(),
  sources: z.array(z.object({ sha: Sha, name: z.string(), trailers: z.array(z.string()) })).min(1),
  committer: Signature,
  /** The user's signatures on the commits that it becomes, where they sign commits. */
  signed: z.array(z.object({ sha: Sha, signature: z.string() })).optional(),
  /** The last commit that it becomes. */
  commit: Sha,
});
export type ConflictCommits = z.infer<typeof ConflictCommits>;

/** Commits a pick with its conflict markers in it; nothing refers to the result until the push. */
export const conflictCommits: StepKind<ConflictCommits> = {
  kind: 'conflict-commits',
  phase: 'objects',
  schema: ConflictCommits,
  describe: ({ branch, sources, commit, signed = [] }) => [
    `git cherry-pick -x ${signed.length > 0 ? '-S ' : ''}${sources.map(({ sha }) => short(sha)).join(' ')}, onto ${branch}, its conflict markers committed (in memory, becomes ${short(commit)})`,
  ],
  done: async ({ commit }, { repo }) => (await objectsExist(repo, [commit])).has(commit),
  async run(step, { repo }) {
    if ((await objectsExist(repo, [step.commit])).has(step.commit)) return done;
    const { onto, branch, sources, committer, commit } = step;
    const signer = recordedSigner(repo, step.signed ?? []);
    const { picks } = await pickWithMarkers(repo, { onto, target: branch, sources, committer, signer });
    const made = picks.at(-1)?.commit;
    if (made === commit) return done;
    return {
      kind: 'refused',
      trouble: {
        code: 'moved',
        message: `${step.target}: the conflict comes out otherwise here than the plan holds; nothing was changed there`,
        why: `planned ${commit}, here: ${made ?? 'nothing'}`,
        remedy: 'run the command again: it plans with the git of this machine',
      },
    };
  },
};
