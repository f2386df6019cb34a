import type { Change } from '../domain/change.ts';
import type { Contents } from '../domain/contents.ts';
import { found, type Read } from '../domain/errors.ts';
import type { Missing } from '../domain/facts.ts';
import type { Sha } from '../domain/git.ts';
import type { GateRule } from '../domain/policy.ts';
import { allPass, type Judgement, type Stage } from '../domain/verdict.ts';
import { earlierHeads } from '../gates/approvals/given-for.ts';
import { judge, needsOf } from '../gates/judge.ts';
import { readBlob } from '../git/objects.ts';
import { readContents } from './contents.ts';
import { gatherFacts } from './gate-facts.ts';
import { missingFixes } from './missing-fixes.ts';
import { recordsOf } from './records.ts';
import { runCommand } from './run-command.ts';
import type { World } from './world.ts';

export interface StageSubject {
  readonly stage: Stage;
  readonly version: string;
  readonly sha: Sha;
  /** The changes under judgement, read only where a gate asks for them. */
  readonly changes: () => Promise<Read<readonly Change[]>>;
  /** Other rules than the policy's of that stage. */
  readonly rules?: readonly GateRule[];
}

/** Judges all gates of a stage at one SHA: the same judgement for `rel gate` and for the command that acts. */
export async function judgeStage(world: World, subject: StageSubject, now: number): Promise<Judgement> {
  const { stage, version, sha } = subject;
  const { policy, github } = world;
  const rules = subject.rules ?? policy.gates[stage];
  const judged = { stage, version, sha };
  const requests = needsOf(rules, judged, policy);
  const facts = await gatherFacts(requests, {
    policy,
    subject: judged,
    now,
    github,
    changes: subject.changes,
    contents: (changes, approvals) => contentsOf(world, changes, approvals),
    command: (request) => runCommand(world, request, judged),
    unsynced: (commit) => unsyncedFrom(world, commit),
    records: () => recordsOf(world, version),
    file: async (commit, path) => found(await readBlob(world.repo, commit, path)),
  });
  const verdicts = judge(rules, facts);
  return { stage, sha, passed: allPass(verdicts), verdicts };
}

/** What the PRs of the changes were at the heads that these approvals were given for. */
function contentsOf(
  world: World,
  changes: readonly Change[],
  approvals: readonly string[],
): Promise<Contents> {
  const pullRequests = new Map(changes.flatMap(({ pullRequest: pr }) => (pr === null ? [] : [[pr.url, pr]])));
  const asked = [...pullRequests.values()].map((pr) => ({
    pr,
    heads: earlierHeads(pr, approvals, world.policy),
  }));
  return readContents(world, asked);
}

/** Before there is a production branch nothing can be missing. */
async function unsyncedFrom(world: World, sha: Sha): Promise<Read<readonly Missing[]>> {
  const production = world.production.sha;
  if (production === null) return found([]);
  const missing = await missingFixes(world, production, sha);
  return found(missing.map((fix) => ({ sha: fix.sha, subject: fix.subject })));
}
