import type { Plan } from '../../domain/plan.ts';
import type { Push } from '../../steps/push.ts';
import { kindOf, type Step } from '../../steps/registry.ts';

/** What was written down of an operation: its plan, and the marks of its steps. */
export interface Written {
  readonly plan: Plan<Step>;
  readonly marks: readonly {
    readonly step: number;
    readonly event: 'start' | 'done' | 'dropped';
    readonly before?: unknown;
  }[];
}

/** What an operation did, or may have done, in the order of its plan. */
export interface Happened {
  readonly pushes: readonly Push[];
  /** What came after the pushes, with what was there before it; undefined where that was not written down. */
  readonly effects: readonly { readonly step: Step; readonly before: unknown }[];
}

/**
 * What has happened of an operation. A step that was begun counts as done: it may be. Of a push that was begun `landed`
 * says whether it has happened.
 */
export async function happenedIn(
  parts: readonly Written[],
  landed: (push: Push) => Promise<boolean>,
): Promise<Happened> {
  const pushes: Push[] = [];
  const effects: Happened['effects'][number][] = [];
  for (const { plan, marks } of parts) {
    for (const [index, step] of plan.steps.entries()) {
      const own = marks.filter((mark) => mark.step === index);
      const last = own.at(-1)?.event;
      if (last === undefined || last === 'dropped') continue;
      if (step.kind === 'push') {
        if (last === 'done' || (await landed(step))) pushes.push(step);
      } else if (kindOf(step).phase === 'effects') {
        effects.push({ step, before: beforeOf(step, own.find(({ event }) => event === 'start')?.before) });
      }
    }
  }
  return { pushes, effects };
}

/** As the kind of the step has it; undefined where it has another form, or none. */
function beforeOf(step: Step, written: unknown): unknown {
  const read = kindOf(step).before?.schema.safeParse(written);
  return read?.success === true ? read.data : undefined;
}
