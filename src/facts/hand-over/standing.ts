import type { Train } from '../../domain/facts.ts';
import type { HandOverPoint } from '../../domain/hand-over.ts';
import type { GateRule } from '../../domain/policy.ts';
import type { Judgement, Verdict } from '../../domain/verdict.ts';
import { needRules, pointRule } from '../../gates/hand-over/needs.ts';
import type { PointStanding } from '../../plans/hand-over.ts';
import { changesReader } from '../changes.ts';
import { judgeStage } from '../gates/judge-stage.ts';
import { judgeForRecord } from '../gates/record-judgements.ts';
import type { World } from '../world.ts';
import { candidateOf, type HandedOver } from './subject.ts';

/** How every point of the policy stands with a version, in their order. `now`: milliseconds since 1970. */
export async function pointStandings(world: World, on: HandedOver, now: number): Promise<PointStanding[]> {
  const { handOver, gates } = world.policy;
  const each = handOver.map((point) => ({ point, rules: [pointRule(point), ...needRules(point, gates)] }));
  if (each.length === 0) return [];
  const { verdicts } = await judgeRules(
    world,
    on,
    each.flatMap(({ rules }) => rules),
    now,
  );
  let from = 0;
  return each.flatMap(({ point, rules }) => {
    const [standing, ...needs] = verdicts.slice(from, from + rules.length);
    from += rules.length;
    return standing === undefined ? [] : [{ point, standing, needs }];
  });
}

/** How one point stands, as the verdict of a gate on it alone. */
export async function pointStanding(
  world: World,
  on: HandedOver,
  point: HandOverPoint,
  now: number,
): Promise<Verdict> {
  const [standing] = (await judgeRules(world, on, [pointRule(point)], now)).verdicts;
  if (standing === undefined) throw new Error(`nothing was judged of ${point.id}`);
  return standing;
}

/** What a point needs, judged for the record; null where it needs nothing. */
export async function judgeNeeds(
  world: World,
  on: HandedOver,
  point: HandOverPoint,
  now: number,
): Promise<Judgement | null> {
  const rules = needRules(point, world.policy.gates);
  return rules.length === 0 ? null : judgeForRecord(world, subjectOf(world, on, rules), now);
}

const judgeRules = (world: World, on: HandedOver, rules: readonly GateRule[], now: number) =>
  judgeStage(world, subjectOf(world, on, rules), now);

const subjectOf = (world: World, { stage, version, sha }: HandedOver, rules: readonly GateRule[]) => ({
  ...{ stage, version, sha, rules },
  changes: changesReader(world, version, sha),
});

/** How every point stands with the newest candidate of a train; none where its branch has moved past it. */
export async function trainStandings(world: World, train: Train, now: number): Promise<PointStanding[]> {
  const on = candidateOf(train);
  return on === null || on.sha !== train.tip ? [] : pointStandings(world, on, now);
}
