import type { Trouble } from '../domain/errors.ts';
import type { Missing, Train } from '../domain/facts.ts';
import type { Sha } from '../domain/git.ts';
import type { Policy } from '../domain/policy.ts';
import { releaseTitle } from '../domain/train-name.ts';
import { allPass } from '../domain/verdict.ts';
import type { CreateTag } from '../steps/create-tag.ts';
import type { MergeCommit } from '../steps/merge-commit.ts';
import type { Step } from '../steps/registry.ts';
import { entryBase } from './ledger-entry.ts';
import { type Basis, gateTrouble, nothing, type Planned, planOf, stop } from './planned.ts';
import { compareVersions } from './versions.ts';

/** How the candidate gets into the production branch. */
export type Merge =
  | { readonly kind: 'create' }
  | { readonly kind: 'fast-forward' }
  | { readonly kind: 'contained' }
  | { readonly kind: 'merge'; readonly step: MergeCommit }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] };

export interface PromoteFacts extends Basis {
  readonly policy: Policy;
  readonly train: Train;
  readonly released: readonly string[];
  /** The SHA the ledger recorded for the newest candidate's tag; null where it holds no record of it. */
  readonly recorded: Sha | null;
  /** The tip of the production branch; null where there is no such branch yet. */
  readonly production: Sha | null;
  readonly merge: Merge;
  /** What is on production and not in the candidate, in landing order. */
  readonly missing: readonly Missing[];
  /** The final tag on the candidate's commit, written already but referred to by nothing. */
  readonly tag: CreateTag;
  /** The release notes, Markdown. */
  readonly notes: string;
  readonly github: boolean;
}

/** Promoting: final tag, production branch and ledger entry in one push; then the release is published. */
export function planPromote(facts: PromoteFacts): Planned {
  const { policy, train, tag, production } = facts;
  const { version } = train;
  if (train.released !== null) return nothing(`${version} is already released as ${tag.name}`);
  const obstacle = candidateObstacle(train, facts.recorded) ?? orderObstacle(facts);
  if (obstacle !== null) return obstacle;
  const judgement = facts.judgements.find((j) => j.stage === stageOf(train));
  if (judgement !== undefined && !allPass(judgement.verdicts)) {
    return stop(gateTrouble(judgement, `rel promote ${version}`));
  }
  if (facts.merge.kind === 'conflict') return stop(mergeConflict(facts, facts.merge.paths));
  const candidate = newestCandidate(train);
  const main = mainAfter(facts.merge, candidate.commit, production);
  const steps: Step[] = [
    tag,
    ...(facts.merge.kind === 'merge' ? [facts.merge.step] : []),
    {
      kind: 'push',
      target: tag.name,
      moves: [
        { ref: `refs/heads/${train.branch}`, from: train.tip, to: train.tip },
        { ref: `refs/heads/${policy.branches.production}`, from: production, to: main },
        { ref: `refs/tags/${tag.name}`, from: null, to: tag.sha },
      ],
      ledger: {
        ref: policy.ledger.ref,
        entries: [
          {
            ...entryBase(facts, version),
            kind: 'promote',
            sha: candidate.commit,
            tag: tag.name,
            candidate: candidate.tag,
            main,
          },
        ],
      },
    },
  ];
  if (facts.github) steps.push(releaseStep(facts));
  return planOf(facts, steps);
}

/** The stage whose gates a promotion has to pass. */
export const stageOf = (train: Train): 'promote' | 'hotfix' =>
  train.kind === 'hotfix' ? 'hotfix' : 'promote';

/** The newest candidate. Only for a train that has one. */
export function newestCandidate(train: Train): Train['candidates'][number] {
  const newest = train.candidates.at(-1);
  if (newest === undefined) throw new Error(`${train.version} has no candidate`);
  return newest;
}

/** What is wrong with the candidate itself, whatever the gates say; null where it may be judged. */
export function candidateObstacle(train: Train, recorded: Sha | null): Planned | null {
  const newest = train.candidates.at(-1);
  if (newest === undefined) {
    return stop({
      code: 'candidate-outdated',
      message: `${train.version} has no candidate that could be promoted`,
      remedy: `run: rel tag-rc ${train.version}`,
    });
  }
  if (recorded !== null && recorded !== newest.commit) {
    return stop({
      code: 'candidate-outdated',
      message: `the tag ${newest.tag} was moved: it was made on ${recorded} and is now on ${newest.commit}`,
      why: 'what was tested is not what would be released',
      remedy: `move ${newest.tag} back, or run: rel tag-rc ${train.version}`,
    });
  }
  if (newest.commit !== train.tip) {
    return stop({
      code: 'candidate-outdated',
      message: `${train.branch} has moved past ${newest.tag}`,
      why: `${newest.tag} is ${newest.commit}, the branch is at ${train.tip}, which nobody has tested`,
      remedy: `run: rel tag-rc ${train.version}`,
    });
  }
  return null;
}

/** A line only goes forward: 1.7.2 after 1.7.1, whatever 1.8 does. */
function orderObstacle({ train: { version }, released }: PromoteFacts): Planned | null {
  const line = version.slice(0, version.lastIndexOf('.') + 1);
  const later = released.find((r) => r.startsWith(line) && compareVersions(r, version) > 0);
  if (later === undefined) return null;
  return stop({
    code: 'already-exists',
    message: `${version} cannot be released: ${later} of the same line is out already`,
    remedy: 'cut the next version: rel cut-rc --type patch',
  });
}

function mainAfter(merge: Exclude<Merge, { kind: 'conflict' }>, candidate: Sha, production: Sha | null): Sha {
  if (merge.kind === 'merge') return merge.step.commit;
  return merge.kind === 'contained' && production !== null ? production : candidate;
}

function mergeConflict({ train, policy }: PromoteFacts, paths: readonly string[]): Trouble {
  const { production } = policy.branches;
  const message = `${train.version} does not merge into ${production}; nothing was changed`;
  const tag = `then run: rel tag-rc ${train.version}`;
  if (paths.length === 0) {
    const join = `git merge --allow-unrelated-histories origin/${production}`;
    const why = 'they have no history in common';
    return { code: 'conflict', message, why, remedy: `join them once on ${train.branch} (${join}), ${tag}` };
  }
  const why = `conflicts in ${paths.join(', ')}`;
  return {
    code: 'conflict',
    message,
    why,
    remedy: `merge ${production} into ${train.branch} by a PR, ${tag}`,
  };
}

function releaseStep({ train, tag, notes, released, policy }: PromoteFacts): Step {
  const latest = released.every((r) => compareVersions(r, train.version) < 0);
  return {
    kind: 'publish-release',
    target: tag.name,
    tag: tag.name,
    name: releaseTitle(policy.product, train.version),
    body: notes,
    latest,
  };
}
