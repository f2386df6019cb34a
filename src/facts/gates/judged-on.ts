import type { GateFacts } from '../../domain/facts.ts';
import type { GateRule } from '../../domain/policy.ts';
import type { Judgement } from '../../domain/verdict.ts';

/** What a judgement rests on, whole: it is written down only where the judgement goes on record. */
export interface JudgedOn {
  readonly rules: readonly GateRule[];
  readonly facts: GateFacts;
}

const known = new WeakMap<Judgement, JudgedOn>();

export const rememberJudgedOn = (judgement: Judgement, on: JudgedOn): void => void known.set(judgement, on);

/** What this run has judged it on; undefined for a judgement that was read from somewhere. */
export const judgedOn = (judgement: Judgement): JudgedOn | undefined => known.get(judgement);
