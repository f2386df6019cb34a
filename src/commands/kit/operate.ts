import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Applied } from '../../apply/execute.ts';
import { applyPlan, requireNothingPending } from '../../apply/operation.ts';
import { errorCodes, RelError, type Trouble } from '../../domain/errors.ts';
import type { Plan, Stamp } from '../../domain/plan.ts';
import type { World } from '../../facts/world.ts';
import { openRepository } from '../../git/repository.ts';
import { kindOf, type Step } from '../../steps/registry.ts';
import type { StepContext } from '../../steps/step.ts';
import { planText } from '../../view/plan.ts';
import type { Invocation, Report } from './command.ts';
import { confirm } from './confirm.ts';
import type { Operation, Prepared } from './operation.ts';
import { worldOf } from './session.ts';
import { makeStamp } from './stamp.ts';

/** Runs a command that changes things: read, judge, plan; then show, ask and apply, unless it is a dry run. */
export async function operate<I>(invocation: Invocation, operation: Operation<I>, input: I): Promise<Report> {
  const { globals, io } = invocation;
  const repo = await openRepository(globals.dir);
  if (!globals.dryRun) await requireNothingPending(repo);
  const world = await worldOf(invocation, repo, !globals.dryRun);
  const prepared = await operation.prepare(world, input, await makeStamp(world, io));
  if (prepared.plan === null) return reportOf(prepared, null, world);
  return carryOut(invocation, world, prepared, prepared.plan);
}

/** Shows a prepared plan (a dry run), or asks, applies it and reports what came of it. */
export async function carryOut(
  invocation: Invocation,
  world: World,
  prepared: Prepared,
  plan: Plan<Step>,
): Promise<Report> {
  if (invocation.globals.dryRun) return dryRun(invocation, prepared, plan, world);
  await ask(invocation, prepared, plan);
  const applied = await applyPlan(plan, contextOf(world, plan.stamp), progressOf(invocation));
  return reportOf(prepared, applied, world);
}

/** What the steps may touch. */
export const contextOf = (world: World, stamp: Stamp): StepContext => ({
  repo: world.repo,
  remote: world.remote,
  github: world.github,
  stamp,
});

/** Shows each step as it starts, with -v. */
export function progressOf({ globals, io }: Invocation): (step: Step) => void {
  return (step) => {
    if (globals.verbose) for (const line of describe(step)) io.err(`${io.paintErr.dim(line)}\n`);
  };
}

/** A step in a person's words, a line each. */
export const describe = (step: Step): readonly string[] => kindOf(step).describe(step);

function dryRun(invocation: Invocation, prepared: Prepared, plan: Plan<Step>, world: World): Report {
  const { planOut, dir } = invocation.globals;
  if (planOut !== undefined)
    writeFileAtomic.sync(resolve(dir, planOut), `${JSON.stringify(plan, null, 2)}\n`);
  const saved = planOut === undefined ? [] : [`saved: run exactly this with: rel apply ${planOut}`];
  return {
    ...reportOf(prepared, null, world),
    plan,
    text: (paint) =>
      [
        prepared.text(null, paint),
        planText(plan.steps.map(describe), paint),
        'dry run: nothing was changed',
        ...saved,
      ].join('\n'),
  };
}

async function ask({ globals, io }: Invocation, prepared: Prepared, plan: Plan<Step>): Promise<void> {
  if (globals.yes || !io.canAsk) return;
  const lines = plan.steps.map(describe);
  io.err(`${prepared.text(null, io.paintErr)}\n${planText(lines, io.paintErr)}\n`);
  if (await confirm('Do it?')) return;
  throw new RelError({
    code: 'interrupted',
    message: 'cancelled; nothing was changed',
    remedy: 'run it again',
  });
}

function reportOf(prepared: Prepared, applied: Applied | null, world: World): Report {
  return {
    result: prepared.result(applied),
    plan: prepared.plan,
    warnings: [...world.source.warnings, ...prepared.warnings, ...(applied?.notes ?? [])],
    trouble: worst([prepared.trouble, ...(applied?.failed.values() ?? [])]),
    text: (paint) => prepared.text(applied, paint),
  };
}

/** The trouble with the highest exit code, the first of them. */
export function worst(troubles: readonly (Trouble | null)[]): Trouble | null {
  let found: Trouble | null = null;
  for (const trouble of troubles) {
    if (trouble !== null && (found === null || errorCodes[trouble.code] > errorCodes[found.code]))
      found = trouble;
  }
  return found;
}
