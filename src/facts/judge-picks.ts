import type { PullRequest } from '../domain/change.ts';
import { found } from '../domain/errors.ts';
import type { GateRule } from '../domain/policy.ts';
import type { Judgement } from '../domain/verdict.ts';
import type { Refusal, Source } from '../plans/pick.ts';
import { judgeStage } from './judge-stage.ts';
import type { Target } from './targets.ts';
import type { World } from './world.ts';

/** The sources with the verdict on each, and what was judged. */
export interface JudgedSources {
  readonly sources: readonly Source[];
  readonly judgements: readonly Judgement[];
}

/**
 * Judges the gates of `pick` for every change by itself: `pick.requires` of the policy as an approvals gate, and the
 * policy's own. A commit without a PR is judged too: it has nobody's approval.
 */
export async function judgePicks(
  world: World,
  target: Target,
  sources: readonly Source[],
  pullRequests: ReadonlyMap<number, PullRequest>,
  now: number,
): Promise<JudgedSources> {
  const rules = pickRules(world);
  if (rules.length === 0) return { sources, judgements: [] };
  const judged: Source[] = [];
  const judgements = new Map<string, Judgement>();
  for (const source of sources) {
    const key = source.pr === null ? source.sha : `#${source.pr}`;
    const known = judgements.get(key);
    const judgement = known ?? (await judgeOne(world, target, source, pullRequests, rules, now));
    judgements.set(key, judgement);
    judged.push({ ...source, refused: judgement.passed ? null : refusalOf(judgement) });
  }
  return { sources: judged, judgements: [...judgements.values()] };
}

function pickRules({ policy }: World): GateRule[] {
  const { requires } = policy.pick;
  const approvals = { id: 'approvals', kind: 'approvals', requires, waivableBy: [] };
  return [...(requires.length === 0 ? [] : [approvals]), ...policy.gates.pick];
}

function judgeOne(
  world: World,
  target: Target,
  { pr, sha }: Source,
  pullRequests: ReadonlyMap<number, PullRequest>,
  rules: readonly GateRule[],
  now: number,
): Promise<Judgement> {
  const pullRequest = pr === null ? null : (pullRequests.get(pr) ?? null);
  const change = { commit: sha, subject: pullRequest?.title ?? sha, pullRequest };
  const version = target.version ?? target.branch;
  const changes = async () => found([change]);
  return judgeStage(world, { stage: 'pick', version, sha, changes, rules }, now);
}

function refusalOf({ verdicts }: Judgement): Refusal {
  const stopping = verdicts.filter((v) => v.verdict === 'fail' || v.verdict === 'unknown');
  const remedies = new Set(stopping.flatMap((v) => v.remedy ?? []));
  return {
    reason: stopping.map((v) => v.message).join('; '),
    remedy:
      [...remedies].join('; ') ||
      `mend the ${stopping.length === 1 ? 'gate' : 'gates'} ${stopping.map((v) => v.gate).join(', ')}`,
  };
}
