import { RelError, type Trouble } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import { kindOf, type Step } from '../steps/registry.ts';
import type { RequestedPullRequest, StepContext, StepOutcome } from '../steps/step.ts';
import { type Journal, lastMark, type Mark } from './journal.ts';

/** How the operation ended, a target at a time: a target whose push did not happen has changed nothing at all. */
export interface Applied {
  readonly failed: ReadonlyMap<string, Trouble>;
  /** What a person should know although it worked (a rule that was bypassed). */
  readonly notes: readonly string[];
  /** What GitHub will never take, after a push that has happened: it was done without. */
  readonly leftOut: readonly Trouble[];
  /** The PRs that were opened, or found as they were. */
  readonly pullRequests: readonly RequestedPullRequest[];
}

/** Told of each step as it starts. */
export type Progress = (step: Step) => void;

/**
 * Runs the steps that the marks do not show as ended, in order, each written down before and after. A target whose
 * push is refused or comes too late drops the rest of its steps; the other targets go on.
 *
 * @throws RelError where the remote or GitHub cannot be reached: the journal then stays, and `rel continue` goes on.
 */
export async function execute(
  plan: Plan<Step>,
  context: StepContext,
  journal: Journal,
  marks: readonly Mark[] = [],
  progress: Progress = () => {},
): Promise<Applied> {
  const failed = new Map<string, Trouble>();
  const notes: string[] = [];
  const leftOut: Trouble[] = [];
  const pullRequests: RequestedPullRequest[] = [];
  const settled = settledTargets(plan, marks);
  for (const [index, step] of plan.steps.entries()) {
    const last = lastMark(marks, index);
    if (last === 'done' && (settled.has(step.target) || kindOf(step).phase !== 'objects')) continue;
    if (last === 'dropped') {
      failed.set(step.target, notDone(step.target));
      continue;
    }
    if (failed.has(step.target)) {
      journal.mark({ step: index, event: 'dropped' });
      continue;
    }
    progress(step);
    const outcome = await runOnce(step, index, context, journal, last === 'start').catch(orWithout);
    if (outcome.kind === 'left-out') leftOut.push(withoutIt(outcome.trouble));
    else if (outcome.kind === 'done') {
      notes.push(...outcome.notes);
      if (outcome.pullRequest !== undefined) pullRequests.push(outcome.pullRequest);
    } else failed.set(step.target, troubleOf(outcome, step.target));
    const dropped = outcome.kind === 'moved' || outcome.kind === 'refused';
    journal.mark({ step: index, event: dropped ? 'dropped' : 'done' });
  }
  return { failed, notes, leftOut, pullRequests };
}

/** A refusal that will never be another one must not keep the journal open for ever. */
function orWithout(error: unknown): { readonly kind: 'left-out'; readonly trouble: Trouble } {
  if (error instanceof RelError && error.lasting) return { kind: 'left-out', trouble: error.trouble };
  throw error;
}

const withoutIt = (trouble: Trouble): Trouble => ({
  ...trouble,
  why: [trouble.why, 'the push has happened, and this was left out'].filter(Boolean).join('; '),
});

/** The steps that are not ended, in order: what `rel continue` would do. */
export const stepsLeft = (plan: Plan<Step>, marks: readonly Mark[]): readonly Step[] =>
  plan.steps.filter((_, index) => [undefined, 'start'].includes(lastMark(marks, index)));

/** The targets whose push is decided. Before that, objects may be gone again: nothing has kept them from gc. */
const settledTargets = (plan: Plan<Step>, marks: readonly Mark[]): Set<string> =>
  new Set(
    plan.steps.flatMap((step, index) => {
      const last = lastMark(marks, index);
      return kindOf(step).phase === 'push' && (last === 'done' || last === 'dropped') ? [step.target] : [];
    }),
  );

async function runOnce(
  step: Step,
  index: number,
  context: StepContext,
  journal: Journal,
  startedBefore: boolean,
): Promise<StepOutcome> {
  const kind = kindOf(step);
  if (startedBefore && (await kind.done(step, context))) return { kind: 'done', notes: [] };
  if (startedBefore || kind.before === undefined) {
    // What was there before it is on record since its first start, and only that is what nobody had touched yet.
    journal.mark({ step: index, event: 'start' });
    return kind.run(step, context);
  }
  const before = await kind.before.read(step, context);
  journal.mark({ step: index, event: 'start', before });
  return kind.run(step, context, before);
}

/** A target that an earlier run of this journal gave up. */
const notDone = (target: string): Trouble => ({
  code: 'moved',
  message: `${target}: the push did not happen; nothing was changed there`,
  remedy: 'run the command again: it will look at the new state',
});

function troubleOf(outcome: Exclude<StepOutcome, { kind: 'done' }>, target: string): Trouble {
  if (outcome.kind === 'refused') return outcome.trouble;
  return {
    code: 'moved',
    message: `${target}: the remote moved while this was prepared; nothing was changed`,
    why: `moved: ${outcome.refs.join(', ')}`,
    remedy: 'run the command again: it will look at the new state',
  };
}
