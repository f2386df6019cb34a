import type { Applied } from '../../apply/execute.ts';
import type { Judgement } from '../../domain/verdict.ts';
import type { Planned } from '../../plans/planned.ts';
import type { Paint } from '../../view/paint.ts';
import type { Prepared } from './operation.ts';

export interface SingleTarget {
  readonly planned: Planned;
  readonly warnings?: readonly string[];
  /** What was judged, whether it let the operation through or not. */
  readonly judgements?: readonly Judgement[];
  /** `done` is true where the plan has been carried out. */
  result(done: boolean): unknown;
  text(done: boolean, paint: Paint): string;
}

/** What an operation with one target answers. */
export function preparedOf({
  planned,
  warnings = [],
  judgements = [],
  result,
  text,
}: SingleTarget): Prepared {
  const done = (applied: Applied | null): boolean =>
    planned.kind === 'plan' && applied !== null && applied.failed.size === 0;
  return {
    plan: planned.kind === 'plan' ? planned.plan : null,
    trouble: planned.kind === 'stop' ? planned.trouble : null,
    warnings,
    judgements,
    result: (applied) => result(done(applied)),
    text: (applied, paint) => text(done(applied), paint),
  };
}
