import { resolve } from 'node:path';
import type { Applied } from '../../apply/execute.ts';
import { applyPlan, type Over, requireNothingPending } from '../../apply/operation.ts';
import { errorCodes, RelError, type Trouble } from '../../domain/errors.ts';
import type { Plan, Stamp } from '../../domain/plan.ts';
import { ledgerSigner } from '../../facts/ledger/signer.ts';
import type { World } from '../../facts/world.ts';
import { writeNamedFile } from '../../facts/written-file.ts';
import { openRepository } from '../../git/repository.ts';
import { kindOf, type Step } from '../../steps/registry.ts';
import type { StepContext } from '../../steps/step.ts';
import { clean } from '../../view/clean.ts';
import { planText } from '../../view/plan.ts';
import { troubleBeside } from '../../view/trouble.ts';
import type { Invocation, Report } from './command.ts';
import { confirm } from './confirm.ts';
import { nothingLeft, type Settled, settleConflict } from './conflict.ts';
import type { Operation, Prepared } from './operation.ts';
import { worldOf } from './session.ts';
import { prepareSigned } from './signing.ts';
import { makeStamp } from './stamp.ts';
import { workflowBar } from './workflow-bar.ts';

/** What a person makes of a command's input once the world is known. */
export type Choice<I> = (invocation: Invocation, world: World, input: I, stamp: Stamp) => Promise<I>;

/**
 * Runs a command that changes things: read, judge, plan; then show, ask and apply, unless it is a dry run. `choose` lets
 * a person settle what of the input only they can, before anything is planned.
 */
export async function operate<I>(
  invocation: Invocation,
  operation: Operation<I>,
  input: I,
  choose: Choice<I> = async (_invocation, _world, asked) => asked,
): Promise<Report> {
  const { globals, io } = invocation;
  const repo = await openRepository(globals.dir);
  if (!globals.dryRun) await requireNothingPending(repo);
  const { begins } = operation;
  const world = await worldOf(invocation, repo, { changes: !globals.dryRun, begins });
  const stamp = await makeStamp(world, io);
  const chosen = await choose(invocation, world, input, stamp);
  const prepared = await prepareSigned(invocation, world, operation, chosen, stamp);
  return carryOut(invocation, world, prepared, stamp);
}

export interface Carrying {
  /** Happens between the question and the first change. */
  readonly agreed?: () => Promise<void>;
  /** What it takes back. */
  readonly over?: Over;
}

/**
 * Shows what was prepared (a dry run); or asks, applies it, lays out the conflict that is left for a person, and
 * reports what came of it.
 */
export async function carryOut(
  invocation: Invocation,
  world: World,
  prepared: Prepared,
  stamp: Stamp,
  { agreed = async () => {}, over = {} }: Carrying = {},
): Promise<Report> {
  const { plan } = prepared;
  const barred = plan === null ? null : await workflowBar(invocation.io, world, plan);
  if (invocation.globals.dryRun) {
    const warnings = [...prepared.warnings, ...(barred === null ? [] : [troubleBeside(barred)])];
    const told = { ...prepared, warnings };
    return plan === null ? reportOf(told, null, world) : dryRun(invocation, told, plan, world);
  }
  if (barred !== null) throw new RelError(barred);
  if (plan !== null) await ask(invocation, prepared, plan);
  await agreed();
  const applied =
    plan === null ? null : await applyPlan(plan, contextOf(world, stamp), progressOf(invocation), over);
  const left = prepared.left?.(applied) ?? null;
  const settled = await settleConflict(invocation, world.repo, left, stamp);
  return reportOf(prepared, applied, world, settled);
}

/** What the steps may touch. */
export const contextOf = (world: World, stamp: Stamp): StepContext => ({
  repo: world.repo,
  remote: world.remote,
  github: world.github,
  stamp,
  ledgerSigner: () => ledgerSigner(world),
});

/** Shows each step as it starts, with -v. */
export function progressOf({ globals, io }: Invocation): (step: Step) => void {
  return (step) => {
    if (globals.verbose) for (const line of describe(step)) io.err(`${io.paintErr.dim(clean(line))}\n`);
  };
}

/** A step in a person's words, a line each. */
export const describe = (step: Step): readonly string[] => kindOf(step).describe(step);

async function dryRun(
  invocation: Invocation,
  prepared: Prepared,
  plan: Plan<Step>,
  world: World,
): Promise<Report> {
  const { planOut, dir } = invocation.globals;
  if (planOut !== undefined)
    writeNamedFile(resolve(dir, planOut), planOut, `${JSON.stringify(plan, null, 2)}\n`);
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

/** What a person is asked to resolve is said before other conflicts, and beside what is worse. */
function reportOf(
  prepared: Prepared,
  applied: Applied | null,
  world: World,
  { asked, warnings: settled }: Settled = nothingLeft,
): Report {
  const troubles = [prepared.trouble, ...troublesOf(applied)].filter((each) => each !== null);
  const trouble = worst([asked, ...troubles]);
  const also = asked === null || trouble === asked ? [] : [`${asked.message}\n${asked.remedy}`];
  const others = [...new Set(troubles)].filter((each) => each !== trouble).map(troubleBeside);
  return {
    result: prepared.result(applied),
    plan: prepared.plan,
    judgements: prepared.judgements ?? [],
    warnings: [
      ...world.source.warnings,
      ...prepared.warnings,
      ...(applied?.notes ?? []),
      ...settled,
      ...also,
      ...others,
    ],
    trouble,
    text: (paint) => prepared.text(applied, paint),
  };
}

/** All that did not happen of what was to be applied. */
export const troublesOf = (applied: Applied | null): readonly Trouble[] =>
  applied === null ? [] : [...applied.failed.values(), ...applied.leftOut];

/** The trouble with the highest exit code, the first of them. */
export function worst(troubles: readonly (Trouble | null)[]): Trouble | null {
  let found: Trouble | null = null;
  for (const trouble of troubles) {
    if (trouble !== null && (found === null || errorCodes[trouble.code] > errorCodes[found.code]))
      found = trouble;
  }
  return found;
}
