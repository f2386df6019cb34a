import type { Change } from '../../domain/change.ts';
import type { Read } from '../../domain/errors.ts';
import type { Missing, Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import { fillPattern } from '../../domain/pattern.ts';
import type { Request, Stamp } from '../../domain/plan.ts';
import { releaseTitle } from '../../domain/train-name.ts';
import { releaseNotes } from '../../plans/notes.ts';
import { candidateObstacle, type Merge, type PromoteFacts, stageOf } from '../../plans/promote.ts';
import { changesReader } from '../changes.ts';
import { judgeForRecord } from '../gates/record-judgements.ts';
import { missingFixes } from '../missing/missing-fixes.ts';
import { prepareTag } from '../objects.ts';
import type { World } from '../world.ts';
import { intoProduction } from './into-production.ts';
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
  const judgeable = train.released === null && candidateObstacle(train, recorded) === null;
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
  const merge: Merge = judgeable
    ? await intoProduction(world, { version, tag: name, candidate: sha, committer })
    : { kind: 'contained' };
  return {
    ...{ stamp, request, policy, train, recorded, tag, merge },
    judgements: judgement === null ? [] : [judgement],
    released: world.released.map((r) => r.version),
    production: world.production.sha,
    missing: judgeable ? await lostFixes(world, sha) : [],
    notes: judgeable ? notesOf(title, await changes()) : '',
    github: world.github !== null,
  };
}

/** What is on production and not in the candidate. Before there is a production branch nothing can be missing. */
async function lostFixes(world: World, sha: Sha): Promise<Missing[]> {
  if (world.production.sha === null) return [];
  const missing = await missingFixes(world, world.production.sha, sha);
  return missing.map(({ sha: fix, subject }) => ({ sha: fix, subject }));
}

function notesOf(release: string, changes: Read<readonly Change[]>): string {
  if (changes.ok) return releaseNotes(release, changes.value);
  return `## ${release}\n\nThe changes could not be read: ${changes.why}.\n`;
}
