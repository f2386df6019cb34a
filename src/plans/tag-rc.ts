import type { Trouble } from '../domain/errors.ts';
import type { Candidate, Train } from '../domain/facts.ts';
import { lineOf } from '../domain/line.ts';
import type { Policy } from '../domain/policy.ts';
import { allPass } from '../domain/verdict.ts';
import type { CreateTag } from '../steps/create-tag.ts';
import type { Push } from '../steps/push.ts';
import { updatedDraft } from './draft-of.ts';
import { entryBase } from './ledger-entry.ts';
import { type Basis, gateTrouble, nothing, type Planned, planOf, stop } from './planned.ts';

export interface TagFacts extends Basis {
  readonly policy: Policy;
  readonly train: Train;
  /** It is a hotfix that nothing has been brought onto. */
  readonly empty?: boolean;
  /** The newest candidate is on record as one. */
  readonly recorded: boolean;
  /** The release notes of the candidate, in Markdown; not there without GitHub. */
  readonly notes?: string | undefined;
  /** The next candidate's tag on the branch's tip, written already but referred to by nothing. */
  readonly tag: CreateTag;
}

/**
 * The number of the next candidate: one more than the highest there is or was, never one that is free again.
 *
 * @param given the numbers on record, of candidates that were taken back, too
 */
export const nextCandidate = ({ candidates }: Pick<Train, 'candidates'>, given: readonly number[]): number =>
  Math.max(0, ...candidates.map(({ n }) => n), ...given) + 1;

/** The candidate that the tip of the train is already; null where it is none yet. */
export const candidateAtTip = ({ candidates, tip }: Train): Candidate | null => {
  const newest = candidates.at(-1);
  return newest?.commit === tip ? newest : null;
};

/**
 * Tagging a candidate: tag and ledger entry in one push, with the branch held at the tip that was judged; then the draft
 * of its release is brought up to date. One that was tagged by other means comes on record, as what it is from now on: a
 * tag's own date proves nothing.
 */
export function planTag(facts: TagFacts): Planned {
  const { train, tag, policy } = facts;
  const tagged = candidateAtTip(train);
  if (tagged !== null && (facts.recorded || train.released !== null)) {
    return nothing(`${tagged.tag} is already the tip of ${train.branch}`);
  }
  if (train.released !== null) return stop(alreadyReleased(train));
  if (facts.empty === true) return stop(holdsNothing(train));
  const judgement = facts.judgements.find((j) => j.stage === 'candidate');
  if (judgement !== undefined && !allPass(judgement.verdicts)) {
    return stop(gateTrouble(judgement, `rel tag-rc ${train.version}`));
  }
  const { branch, tip, version } = train;
  const name = tagged?.tag ?? tag.name;
  const held = { ref: `refs/heads/${branch}`, from: tip, to: tip };
  const push: Push = {
    kind: 'push',
    target: branch,
    moves: tagged === null ? [held, { ref: `refs/tags/${name}`, from: null, to: tag.sha }] : [held],
    ledger: {
      ref: policy.ledger.ref,
      entries: [{ ...entryBase(facts, version), kind: 'candidate', branch, sha: tip, tag: name }],
    },
  };
  return planOf(facts, [
    ...(tagged === null ? [tag] : []),
    push,
    ...(facts.notes === undefined ? [] : [updatedDraft(policy, version, branch, facts.notes)]),
  ]);
}

const holdsNothing = ({ version, branch }: Train): Trouble => ({
  code: 'candidate-outdated',
  message: `${branch} holds no fix yet: there is nothing to test`,
  why: 'everything on it is released',
  remedy: `merge a PR into ${branch}, or run: rel pick ... --into ${version}`,
});

const alreadyReleased = ({ version, branch, kind }: Train): Trouble => ({
  code: 'already-exists',
  message: `${version} is released: its train takes no more candidates`,
  why: `${branch} has moved on since`,
  remedy:
    kind === 'hotfix' ? `run: rel cut-hotfix --line ${lineOf(version)}` : 'run: rel cut-rc --type patch',
});
