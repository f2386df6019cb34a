import { RelError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import type { Repository } from '../git/repository.ts';
import { kindOf, type Step } from '../steps/registry.ts';
import type { StepContext } from '../steps/step.ts';
import { type Applied, execute, type Progress } from './execute.ts';
import { Journal, type Pending, readPending } from './journal.ts';
import { alone } from './lock.ts';

/** Refuses to begin while an interrupted operation is pending in this clone (exit 7). */
export function requireNothingPending(repo: Repository): void {
  const pending = readPending(repo);
  if (pending === null) return;
  const { request, stamp } = pending.plan;
  throw new RelError({
    code: 'pending',
    message: `an interrupted \`rel ${request.command}\` of ${stamp.at} is pending in this clone`,
    why: 'it was stopped after it had begun, and what it left must be settled first',
    remedy: 'run: rel continue (to finish it) or rel abort (to forget it)',
  });
}

/** Applies a new plan: journal, steps, journal closed. Throws as `execute` does; the journal then stays. */
export function applyPlan(plan: Plan<Step>, context: StepContext, progress?: Progress): Promise<Applied> {
  return alone(context.repo, async () => {
    requireNothingPending(context.repo);
    const journal = Journal.begin(context.repo, plan);
    return settle(await execute(plan, context, journal, [], progress), plan, journal);
  });
}

/** Finishes the interrupted operation. */
export function continuePending(
  pending: Pending,
  context: StepContext,
  progress?: Progress,
): Promise<Applied> {
  return alone(context.repo, async () => {
    const journal = Journal.resume(context.repo, pending);
    const applied = await execute(pending.plan, context, journal, pending.marks, progress);
    return settle(applied, pending.plan, journal);
  });
}

/**
 * Forgets the interrupted operation, where its commit point has not been reached. Throws `pending` where a push has
 * happened: then it can only be finished.
 */
export function abortPending(pending: Pending, context: StepContext): Promise<void> {
  return alone(context.repo, async () => {
    for (const [index, step] of pending.plan.steps.entries()) {
      const last = pending.marks.findLast((mark) => mark.step === index)?.event;
      if (kindOf(step).phase !== 'push' || last === undefined || last === 'dropped') continue;
      if (last === 'done' || (await kindOf(step).done(step, context))) throw alreadyHappened(step.target);
    }
    Journal.resume(context.repo, pending).discard();
  });
}

/** A plan of which no target happened leaves no trace; any other one is kept under its id. */
function settle(applied: Applied, plan: Plan<Step>, journal: Journal): Applied {
  const targets = new Set(plan.steps.map((step) => step.target));
  if ([...targets].every((target) => applied.failed.has(target))) journal.discard();
  else journal.finish();
  return applied;
}

const alreadyHappened = (target: string): RelError =>
  new RelError({
    code: 'pending',
    message: `${target}: the push has happened, so the operation cannot be aborted`,
    remedy: 'run: rel continue',
  });
