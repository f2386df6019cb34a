import type { Trouble } from '../domain/errors.ts';
import type { Plan, Request, Stamp } from '../domain/plan.ts';
import type { Judgement } from '../domain/verdict.ts';
import type { Step } from '../steps/registry.ts';

/** What a planner answers: a plan, nothing to do (and why), or what stands in the way. */
export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan<Step> }
  | { readonly kind: 'nothing'; readonly message: string }
  | { readonly kind: 'stop'; readonly trouble: Trouble };

/** What every planner is given beside its facts. */
export interface Basis {
  readonly stamp: Stamp;
  readonly request: Request;
  readonly judgements: readonly Judgement[];
}

/** The plan of these steps; `basis` may hold a planner's other facts, which are no part of it. */
export const planOf = ({ stamp, request, judgements }: Basis, steps: readonly Step[]): Planned => ({
  kind: 'plan',
  plan: { rel: 1, stamp, request, judgements, steps },
});

export const stop = (trouble: Trouble): Planned => ({ kind: 'stop', trouble });
export const nothing = (message: string): Planned => ({ kind: 'nothing', message });

/** The trouble of a stage whose gates did not all pass, with every one that stops and the first remedy. */
export function gateTrouble(judgement: Judgement, again: string): Trouble {
  const stopping = judgement.verdicts.filter((v) => v.verdict === 'fail' || v.verdict === 'unknown');
  const names = stopping.map((v) => v.gate).join(', ');
  return {
    code: 'gate-failed',
    message: `${judgement.stage}: ${stopping.length === 1 ? 'gate' : 'gates'} ${names} did not pass; nothing was changed`,
    why: stopping.map((v) => `${v.gate}: ${v.message}`).join('\n'),
    remedy: then(stopping.find((v) => v.remedy !== null)?.remedy ?? 'see the verdicts', again),
  };
}

/** The remedy, and the command to run after it; a remedy that says to run it again already is told which one. */
function then(remedy: string, command: string): string {
  const words = 'run the same command again';
  return remedy.endsWith(words)
    ? `${remedy.slice(0, -words.length)}run: ${command}`
    : `${remedy}; then run: ${command}`;
}
