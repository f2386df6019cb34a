import type { Trouble } from '../domain/errors.ts';
import type { Train } from '../domain/facts.ts';
import { lineOf } from '../domain/line.ts';
import type { Policy } from '../domain/policy.ts';
import { allPass } from '../domain/verdict.ts';
import type { CreateTag } from '../steps/create-tag.ts';
import { entryBase } from './ledger-entry.ts';
import { type Basis, gateTrouble, nothing, type Planned, planOf, stop } from './planned.ts';

export interface TagFacts extends Basis {
  readonly policy: Policy;
  readonly train: Train;
  /** It is a hotfix that nothing has been brought onto. */
  readonly empty?: boolean;
  /** The next candidate's tag on the branch's tip, written already but referred to by nothing. */
  readonly tag: CreateTag;
}

/** The number of the next candidate: one more than the highest there is, never one that is free again. */
export const nextCandidate = (train: Train): number => (train.candidates.at(-1)?.n ?? 0) + 1;

/** Tagging a candidate: tag and ledger entry in one push, with the branch held at the tip that was judged. */
export function planTag(facts: TagFacts): Planned {
  const { train, tag, policy } = facts;
  const newest = train.candidates.at(-1);
  if (newest?.commit === train.tip) {
    return nothing(`${newest.tag} is already the tip of ${train.branch}`);
  }
  if (train.released !== null) return stop(alreadyReleased(train));
  if (facts.empty === true) return stop(holdsNothing(train));
  const judgement = facts.judgements.find((j) => j.stage === 'candidate');
  if (judgement !== undefined && !allPass(judgement.verdicts)) {
    return stop(gateTrouble(judgement, `rel tag-rc ${train.version}`));
  }
  const { branch, tip, version } = train;
  return planOf(facts, [
    tag,
    {
      kind: 'push',
      target: branch,
      moves: [
        { ref: `refs/heads/${branch}`, from: tip, to: tip },
        { ref: `refs/tags/${tag.name}`, from: null, to: tag.sha },
      ],
      ledger: {
        ref: policy.ledger.ref,
        entries: [{ ...entryBase(facts, version), kind: 'candidate', branch, sha: tip, tag: tag.name }],
      },
    },
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
