import type { Command } from 'commander';
import * as z from 'zod';
import type { Change } from '../domain/change.ts';
import type { Read } from '../domain/errors.ts';
import type { Train } from '../domain/facts.ts';
import type { Sha } from '../domain/git.ts';
import { fillPattern } from '../domain/pattern.ts';
import type { Stamp } from '../domain/plan.ts';
import { PromoteResult } from '../domain/results.ts';
import { releaseTitle } from '../domain/train-name.ts';
import { changesReader } from '../facts/changes.ts';
import { findTrain } from '../facts/find-train.ts';
import { judgeForRecord } from '../facts/gates/record-judgements.ts';
import { versionEntries } from '../facts/ledger/entries.ts';
import { missingFixes } from '../facts/missing-fixes.ts';
import { prepareMerge, prepareTag } from '../facts/objects.ts';
import type { World } from '../facts/world.ts';
import { isAncestor } from '../git/history.ts';
import { releaseNotes } from '../plans/notes.ts';
import { candidateObstacle, type Merge, newestCandidate, planPromote, stageOf } from '../plans/promote.ts';
import { promoteText } from '../view/promote.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = PromoteResult;

const Input = z.object({ version: z.string().optional() });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command.argument('[version]', 'the train; may be left out when only one is live');
  examples(command, ['rel gate promote 1.8.0', 'rel promote 1.8.0 --dry-run', 'rel promote 1.8.0']);
}

export const operation: Operation<Input> = {
  name: 'promote',
  input: Input,
  async prepare(world, input, stamp) {
    const train = findTrain(world, input.version, 'rel promote');
    const { version } = train;
    const name = fillPattern(world.policy.tags.release, { version });
    const recorded = await recordedCandidate(world, train);
    const facts = { policy: world.policy, train, recorded, production: world.production.sha };
    const basis = { stamp, request: requestOf(operation, { version }), github: world.github !== null };
    const released = world.released.map((r) => r.version);
    const judgeable = train.released === null && candidateObstacle(train, recorded) === null;
    const sha = judgeable ? newestCandidate(train).commit : (train.candidates.at(-1)?.commit ?? train.tip);
    const changes = changesReader(world, version, sha);
    const judgement = judgeable
      ? await judgeForRecord(world, { stage: stageOf(train), version, sha, changes }, Date.now())
      : null;
    const tag = await prepareTag(world, {
      target: name,
      name,
      object: sha,
      tagger: stamp.committer,
      message: `Release ${releaseTitle(world.policy.product, version)}\n`,
    });
    const notes = judgeable ? notesOf(releaseTitle(world.policy.product, version), await changes()) : '';
    const merge: Merge = judgeable
      ? await mergeIntoProduction(world, version, name, sha, stamp)
      : { kind: 'contained' };
    const judgements = judgement === null ? [] : [judgement];
    const planned = planPromote({ ...basis, ...facts, judgements, released, merge, tag, notes });
    const resultOf = (done: boolean): PromoteResult => ({
      version,
      tag: name,
      sha: train.candidates.length === 0 ? null : sha,
      main: done ? mainOf(planned) : world.production.sha,
      done,
      judgement,
    });
    return preparedOf({
      planned,
      judgements,
      warnings: judgeable ? await lostFixes(world, sha) : [],
      result: resultOf,
      text: (done, paint) => promoteText(resultOf(done), world.policy.branches.production, planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  return operate(invocation, operation, version === undefined ? {} : { version });
}

/** The commit that the ledger recorded for the newest candidate's tag, or null. */
async function recordedCandidate(world: World, train: Train): Promise<Sha | null> {
  const newest = train.candidates.at(-1)?.tag;
  const entries = await versionEntries(world, train.version);
  const record = entries.findLast((e) => (e.kind === 'cut' || e.kind === 'candidate') && e.tag === newest);
  return record?.kind === 'cut' || record?.kind === 'candidate' ? record.sha : null;
}

async function mergeIntoProduction(
  world: World,
  version: string,
  tag: string,
  candidate: Sha,
  stamp: Stamp,
): Promise<Merge> {
  const { repo, production } = world;
  if (production.sha === null) return { kind: 'create' };
  if (await isAncestor(repo, production.sha, candidate)) return { kind: 'fast-forward' };
  if (await isAncestor(repo, candidate, production.sha)) return { kind: 'contained' };
  const merge = await prepareMerge(world, {
    target: tag,
    into: production.branch,
    ours: production.sha,
    theirs: candidate,
    committer: stamp.committer,
    message: `Release ${releaseTitle(world.policy.product, version)}\n`,
  });
  return merge.kind === 'clean' ? { kind: 'merge', step: merge.step } : merge;
}

function notesOf(release: string, changes: Read<readonly Change[]>): string {
  if (changes.ok) return releaseNotes(release, changes.value);
  return `## ${release}\n\nThe changes could not be read: ${changes.why}.\n`;
}

/** What is on production and not in the candidate: the release goes on, but nobody should be surprised. */
async function lostFixes(world: World, sha: Sha): Promise<string[]> {
  if (world.production.sha === null) return [];
  const missing = await missingFixes(world, world.production.sha, sha);
  return missing.map(
    (fix) => `the candidate lacks ${fix.sha.slice(0, 10)} of ${world.production.branch}: ${fix.subject}`,
  );
}

function mainOf(planned: ReturnType<typeof planPromote>): Sha | null {
  if (planned.kind !== 'plan') return null;
  const push = planned.plan.steps.find((step) => step.kind === 'push');
  const entries = push?.kind === 'push' ? push.ledger.entries : [];
  return entries.find((entry) => entry.kind === 'promote')?.main ?? null;
}
