import * as z from 'zod';
import type { Trouble } from '../domain/errors.ts';
import { Sha, Signature, short } from '../domain/git.ts';
import { objectsExist } from '../git/objects.ts';
import { pickSequence, type SequencePick } from '../git/pick-sequence.ts';
import type { Repository } from '../git/repository.ts';
import { done, type StepKind } from './step.ts';

const PlannedPick = z.object({
  source: Sha,
  /** A merge is picked against its first parent. */
  mainline: z.literal(1).nullable(),
  /** The commit whose change is taken: the source itself, or a conflict's resolution by hand. */
  change: Sha.nullable(),
  trailers: z.array(z.string()),
  /** The user's, where they sign commits. */
  signature: z.string().optional(),
  /** What it becomes. */
  commit: Sha,
  tree: Sha,
});

const PickCommits = z.object({
  kind: z.literal('pick-commits'),
  target: z.string(),
  /** Where the first one goes; each of the others goes onto the one before it. */
  onto: Sha,
  committer: Signature,
  picks: z.array(PlannedPick).min(1),
});
export type PickCommits = z.infer<typeof PickCommits>;

/** Cherry-picks commits in memory, one on top of the other; nothing refers to the result until the push. */
export const pickCommits: StepKind<PickCommits> = {
  kind: 'pick-commits',
  phase: 'objects',
  schema: PickCommits,
  describe: (step) => [
    `git cherry-pick -x${step.picks.some(isSigned) ? ' -S' : ''}, onto ${step.target} (in memory)`,
    ...step.picks.map((pick) => {
      const source = `${pick.mainline === null ? '' : '-m 1 '}${short(pick.source)}`;
      return `  ${source} becomes ${short(pick.commit)}${pick.change === null ? '' : ' (resolved by hand)'}`;
    }),
  ],
  done: (step, { repo }) => allHere(repo, step),
  async run(step, { repo }) {
    if (await allHere(repo, step)) return done;
    const { onto, committer, picks } = step;
    const made = await pickSequence(repo, {
      onto,
      sources: picks.map(({ source, change, ...pick }) => ({ ...pick, sha: source, change })),
      committer,
    });
    const other = picks.findIndex((pick, at) => commitOf(made[at]) !== pick.commit);
    return other === -1 ? done : { kind: 'refused', trouble: otherResult(step, other, made[other]) };
  },
};

const isSigned = ({ signature }: { readonly signature?: string | undefined }) => signature !== undefined;

async function allHere(repo: Repository, { picks }: PickCommits): Promise<boolean> {
  const commits = picks.map((pick) => pick.commit);
  return (await objectsExist(repo, commits)).size === new Set(commits).size;
}

const commitOf = (pick: SequencePick | undefined): Sha | null =>
  pick?.outcome === 'picked' ? pick.commit : null;

/** Not an error to throw: this target changes nothing, and the other targets go on. */
const otherResult = (
  { picks, target }: PickCommits,
  at: number,
  made: SequencePick | undefined,
): Trouble => ({
  code: 'moved',
  message: `${target}: picking ${picks[at]?.source} gives another result here than the plan holds; nothing was changed there`,
  why: `planned ${picks[at]?.commit}, here: ${commitOf(made) ?? made?.outcome}`,
  remedy: 'run the command again: it plans with the git of this machine',
});
