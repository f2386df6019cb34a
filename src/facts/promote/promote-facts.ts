import type { Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import { fillPattern } from '../../domain/pattern.ts';
import type { Request, Stamp } from '../../domain/plan.ts';
import { releaseTitle } from '../../domain/train-name.ts';
import { readSigningConfig } from '../../git/signing/config.ts';
import { candidateTrouble, stageOf } from '../../plans/promote/candidate.ts';
import { judgedByGate } from '../../plans/promote/lost-fixes.ts';
import { orderTrouble } from '../../plans/promote/order.ts';
import type { Merge, PromoteFacts } from '../../plans/promote/promotion.ts';
import { changesReader } from '../changes.ts';
import { judgeForRecord } from '../gates/record-judgements.ts';
import { type NotesText, notesText } from '../notes/notes-text.ts';
import { prepareTag } from '../objects.ts';
import { lackedBy } from '../sync/lacked.ts';
import type { World } from '../world.ts';
import { deploymentPlace } from './deployment-place.ts';
import { intoProduction } from './into-production.ts';
import { versionMilestones } from './milestones.ts';
import { productionRequest } from './production-request.ts';
import { recordedCandidate } from './recorded-candidate.ts';

/**
 * All that `planPromote` decides on. Where the candidate cannot be judged at all, nothing that costs something is read
 * for it. `now` is in milliseconds since 1970.
 */
export async function promoteFacts(
  world: World,
  train: Train,
  { stamp, request }: { readonly stamp: Stamp; readonly request: Request },
  now: number,
): Promise<PromoteFacts> {
  const { policy } = world;
  const { version } = train;
  const recorded = await recordedCandidate(world, train);
  const released = world.released.map((r) => r.version);
  const judgeable =
    train.released === null &&
    candidateTrouble(train, recorded) === null &&
    orderTrouble(train, released, policy) === null;
  const sha = train.candidates.at(-1)?.commit ?? train.tip;
  const changes = changesReader(world, version, sha);
  const judgement = judgeable
    ? await judgeForRecord(world, { stage: stageOf(train), version, sha, changes }, now)
    : null;
  const title = releaseTitle(policy.product, version);
  const name = fillPattern(policy.tags.release, { version });
  const { committer } = stamp;
  const tag = await prepareTag(world, {
    ...{ target: name, name, object: sha, tagger: committer },
    message: `Release ${title}\n`,
  });
  const ref = train.candidates.at(-1)?.tag ?? train.branch;
  const notes: NotesText =
    judgeable && world.github !== null
      ? await notesText(world, { version, sha, ref, date: stamp.at.slice(0, 10) })
      : { text: '', warnings: [] };
  const merge: Merge = judgeable
    ? await intoProduction(world, { version, tag: name, candidate: sha, committer })
    : { kind: 'contained' };
  return {
    ...{ stamp, request, policy, train, recorded, tag, merge },
    delivery: judgeable ? await deliveryOf(world, train, sha, merge) : null,
    judgements: judgement === null ? [] : [judgement],
    released,
    production: world.production.sha,
    missing:
      judgeable && judgedByGate(judgement ?? undefined) === undefined
        ? await lackedBy(world, version, sha)
        : [],
    notes: notes.text,
    notesWarnings: notes.warnings,
    unsigned: judgeable && (await lacksSignature(world)),
    milestones: judgeable ? await versionMilestones(world, version) : null,
    github: world.github !== null,
    deployment: deploymentPlace(world),
  };
}

/** Asked before anything is signed, so that nobody finds out at the end. */
async function lacksSignature({ policy, repo, signer }: World): Promise<boolean> {
  if (policy.promote.tag !== 'signed' || signer?.tags === true) return false;
  return (await readSigningConfig(repo))?.tags !== true;
}

/** The PR into production, where one is needed: an older line stays off it, and a branch that is not there takes none. */
async function deliveryOf(
  world: World,
  train: Train,
  candidate: Sha,
  merge: Merge,
): Promise<PromoteFacts['delivery']> {
  const moves = merge.kind === 'fast-forward' || merge.kind === 'merge';
  if (world.policy.promote.deliver === 'push' || !moves) return null;
  return productionRequest(world, train, candidate);
}
