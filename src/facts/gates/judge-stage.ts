import { found } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { GateRule } from '../../domain/policy.ts';
import { allPass, type Judgement, type Stage } from '../../domain/verdict.ts';
import { judge, needsOf } from '../../gates/judge.ts';
import { fileAt } from '../../git/file-at.ts';
import type { ChangesReader } from '../changes.ts';
import { isOwnTip } from '../product-paths.ts';
import { fetchWhatIsThere } from '../sources/fetch-what-is-there.ts';
import { unsyncedOf } from '../sync/lacked.ts';
import type { World } from '../world.ts';
import { type AlteredReader, alteredReader } from './altered.ts';
import { type ContentsReader, contentsReader, pullRequestsIn } from './contents-reader.ts';
import { readFeatureBranches } from './feature-branches.ts';
import { forecastMerges } from './forecast-merge.ts';
import { gatherFacts } from './gate-facts.ts';
import { heldBySigned } from './held.ts';
import { rememberJudgedOn } from './judged-on.ts';
import { landingPlaces } from './landing-places.ts';
import { recordsOf, uncountedOf } from './records.ts';
import { runCommand } from './run-command.ts';

export interface StageSubject {
  readonly stage: Stage;
  readonly version: string;
  readonly sha: Sha;
  /** The changes under judgement, read only where a gate asks for them. */
  readonly changes: ChangesReader;
  /** What the changes' PRs were earlier, where it is read for more than them at once. */
  readonly contents?: ContentsReader;
  /** Which changes are not as their PRs have them, where it is read for more than them at once. */
  readonly altered?: AlteredReader;
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
    fetch: (commits) => fetchWhatIsThere(world, commits),
    contents: (changes, approvals) => {
      const read = subject.contents ?? contentsReader(world, pullRequestsIn(changes));
      return read(approvals);
    },
    altered: (changes) => (subject.altered ?? alteredReader(world, changes))(changes),
    held: (changes, records) => heldBySigned(world, changes, records),
    command: (request) => runCommand(world, request, judged),
    unsynced: async (commit) => found(await unsyncedOf(world, version, commit)),
    records: () => recordsOf(world, version),
    featureBranches: (match) => ownFeatureBranches(world, match),
    merges: async (asked) => {
      const places = await landingPlaces(world, version, asked);
      const { commits, read } = await forecastMerges(world, asked.sha, places);
      return { commits, read: async () => found(await read()) };
    },
    file: (commit, path) => fileAt(world.repo, commit, path),
  });
  const onRecord = requests.some(({ kind }) => kind === 'records');
  const verdicts = judge(rules, facts, onRecord ? await uncountedOf(world, version) : []);
  const judgement = { stage, sha, passed: allPass(verdicts), verdicts };
  rememberJudgedOn(judgement, { rules, facts });
  return judgement;
}

/** The feature branches that change something of the product; of one that landed nobody needs to know any more. */
async function ownFeatureBranches(world: World, match: string): ReturnType<typeof readFeatureBranches> {
  const awaited = await readFeatureBranches(world, match);
  const read = async () => {
    const all = await awaited.read();
    if (!all.ok) return all;
    const own = await Promise.all(all.value.map(({ tip }) => isOwnTip(world, world.develop.sha, tip)));
    return found(all.value.filter(({ state }, at) => state === 'landed' || own[at]));
  };
  return { ...awaited, read };
}
