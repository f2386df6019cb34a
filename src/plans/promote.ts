import type { Trouble } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { releaseTitle } from '../domain/train-name.ts';
import { allPass } from '../domain/verdict.ts';
import type { Step } from '../steps/registry.ts';
import { entryBase } from './ledger-entry.ts';
import { gateTrouble, nothing, type Planned, planOf, stop } from './planned.ts';
import { candidateTrouble, newestCandidate, stageOf } from './promote/candidate.ts';
import { deploymentIssue } from './promote/deployment-issue.ts';
import { lacking, lostFixesTrouble } from './promote/lost-fixes.ts';
import { milestoneSteps } from './promote/milestones.ts';
import { orderTrouble } from './promote/order.ts';
import { planRequest } from './promote/production-request.ts';
import type { Merge, PromoteFacts } from './promote/promotion.ts';
import { compareVersions } from './versions.ts';

/**
 * Promoting: final tag, production branch and ledger entry in one push; then the release is published. Where production
 * takes PRs only, the candidate waits in one first (`planRequest`).
 */
export function planPromote(facts: PromoteFacts): Planned {
  const { policy, train, tag, production } = facts;
  const { version } = train;
  if (train.released !== null) return nothing(`${version} is already released as ${tag.name}`);
  const trouble =
    candidateTrouble(train, facts.recorded) ??
    orderTrouble(train, facts.released, policy) ??
    strangersTrouble(facts) ??
    signatureTrouble(facts) ??
    judgedTrouble(facts);
  if (trouble !== null) return stop(trouble);
  const { merge } = facts;
  if (merge.kind === 'conflict') return stop(mergeConflict(facts, merge.paths));
  if (facts.delivery !== null) return planRequest(facts.delivery, facts);
  const candidate = newestCandidate(train);
  const main = mainAfter(merge, candidate.commit, production);
  const steps: Step[] = [
    tag,
    ...(merge.kind === 'merge' ? [merge.step] : []),
    {
      kind: 'push',
      target: tag.name,
      moves: [
        { ref: `refs/heads/${train.branch}`, from: train.tip, to: train.tip },
        ...(merge.kind === 'stays-off'
          ? []
          : [{ ref: `refs/heads/${policy.branches.production}`, from: production, to: main }]),
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
  if (facts.github) steps.push(releaseStep(facts), ...milestoneSteps(facts));
  steps.push(...deploymentIssue({ ...facts, version, tag: tag.name, sha: candidate.commit }));
  return planOf(facts, steps);
}

const signatureTrouble = ({ unsigned, tag, train }: PromoteFacts): Trouble | null =>
  unsigned
    ? {
        code: 'signing-failed',
        message: `${tag.name} has to be signed, and git signs no tags here; nothing was changed`,
        why: 'the policy asks for it (`promote.tag: signed`)',
        remedy: `run: git config user.signingKey KEY && git config tag.gpgSign true, then: rel promote ${train.version}`,
      }
    : null;

/** What the gates say of it and what it lacks, told together: either makes another candidate. */
function judgedTrouble(facts: PromoteFacts): Trouble | null {
  const { train, judgements } = facts;
  const lost = lostFixesTrouble(facts);
  const judgement = judgements.find((j) => j.stage === stageOf(train));
  if (judgement === undefined || allPass(judgement.verdicts)) return lost;
  const failed = gateTrouble(judgement, `rel promote ${train.version}`);
  return lost === null ? failed : { ...failed, why: `${failed.why}\n${lacking(facts)}:\n${lost.why}` };
}

/** The tip of production afterwards; an older line leaves it as it is. */
function mainAfter(merge: Exclude<Merge, { kind: 'conflict' }>, candidate: Sha, production: Sha | null): Sha {
  if (merge.kind === 'merge') return merge.step.commit;
  const stays = merge.kind === 'contained' || merge.kind === 'stays-off';
  return stays && production !== null ? production : candidate;
}

/** All of production is missing where the two have no history in common: that is to be mended, not each fix. */
function strangersTrouble({ train, policy, merge }: PromoteFacts): Trouble | null {
  if (merge.kind !== 'conflict' || merge.paths.length > 0) return null;
  const { production } = policy.branches;
  const join = `git merge --allow-unrelated-histories origin/${production}`;
  return {
    code: 'conflict',
    message: `${train.version} does not merge into ${production}; nothing was changed`,
    why: 'they have no history in common',
    remedy: `join them once on ${train.branch} (${join}), then run: rel tag-rc ${train.version}`,
  };
}

function mergeConflict({ train, policy }: PromoteFacts, paths: readonly string[]): Trouble {
  const { production } = policy.branches;
  return {
    code: 'conflict',
    message: `${train.version} does not merge into ${production}; nothing was changed`,
    why: `conflicts in ${paths.join(', ')}`,
    remedy: `merge ${production} into ${train.branch} by a PR, then run: rel tag-rc ${train.version}`,
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
