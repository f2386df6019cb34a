import type { Change, PullRequest } from '../../domain/change.ts';
import { found } from '../../domain/errors.ts';
import type { GateRule } from '../../domain/policy.ts';
import type { Judgement } from '../../domain/verdict.ts';
import type { Refusal, Source } from '../../plans/picks/forecast.ts';
import { type AlteredReader, alteredReader } from '../gates/altered.ts';
import { type ContentsReader, contentsReader } from '../gates/contents-reader.ts';
import { judgeStage } from '../gates/judge-stage.ts';
import { readTicketsAhead } from '../gates/tickets.ts';
import type { Target } from '../targets.ts';
import type { World } from '../world.ts';

/** The sources with the verdict on each, and what was judged. */
export interface JudgedSources {
  readonly sources: readonly Source[];
  readonly judgements: readonly Judgement[];
}

/**
 * Judges the gates of `pick` for every change by itself: `pick.requires` of the policy as an approvals gate, and the
 * policy's own. A commit without a PR is judged too: it has nobody's approval. `contents` answers for all of the PRs.
 */
export async function judgePicks(
  world: World,
  target: Target,
  sources: readonly Source[],
  pullRequests: ReadonlyMap<number, PullRequest>,
  now: number,
  contents: ContentsReader = contentsReader(world, pullRequests.values()),
): Promise<JudgedSources> {
  const rules = pickRules(world);
  if (rules.length === 0) return { sources, judgements: [] };
  await readTicketsAhead(
    world,
    sources.map(({ pr }) => pr),
  );
  const altered = alteredReader(
    world,
    sources.map((source) => changeOf(source, pullRequests)),
  );
  const judged: Source[] = [];
  const judgements = new Map<string, Judgement>();
  for (const source of sources) {
    const key = source.pr === null ? source.sha : `#${source.pr}`;
    const known = judgements.get(key);
    const judgement =
      known ?? (await judgeOne(source, { world, target, pullRequests, rules, now, contents, altered }));
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

interface Scene {
  readonly world: World;
  readonly target: Target;
  readonly pullRequests: ReadonlyMap<number, PullRequest>;
  readonly rules: readonly GateRule[];
  readonly now: number;
  readonly contents: ContentsReader;
  readonly altered: AlteredReader;
}

function judgeOne(source: Source, scene: Scene): Promise<Judgement> {
  const { world, target, pullRequests, rules, now, contents, altered } = scene;
  const change = changeOf(source, pullRequests);
  const version = target.version ?? target.branch;
  const changes = async () => found([change]);
  const subject = { stage: 'pick', version, sha: source.sha, changes, contents, altered, rules } as const;
  return judgeStage(world, subject, now);
}

function changeOf({ pr, sha }: Source, pullRequests: ReadonlyMap<number, PullRequest>): Change {
  const pullRequest = pr === null ? null : (pullRequests.get(pr) ?? null);
  return { commit: sha, subject: pullRequest?.title ?? sha, pullRequest };
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
