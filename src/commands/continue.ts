import type { Command } from 'commander';
import * as z from 'zod';
import { stepsLeft } from '../apply/execute.ts';
import { lastMark, type Pending } from '../apply/journal.ts';
import { continuePending } from '../apply/operation.ts';
import { type Paused, readPaused } from '../apply/pause.ts';
import { again, RelError } from '../domain/errors.ts';
import { PickResult, PickTarget, SyncTarget } from '../domain/results.ts';
import type { Repository } from '../git/repository.ts';
import { planText } from '../view/plan.ts';
import { troubleBeside } from '../view/trouble.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { contextOf, describe, progressOf, troublesOf, worst } from './kit/operate.ts';
import { type Open, openPending } from './kit/pending.ts';
import { resume } from './kit/resume.ts';
import { ofProduct, worldOf } from './kit/session.ts';
import { continuePromotion } from './kit/waiting-promotion.ts';

/** What a pick or a sync came to that waited for a person. */
const Resumed = PickResult.partial().extend({
  targets: z.union([z.array(PickTarget), z.array(SyncTarget)]).optional(),
});

/** The result of the pick or sync, too, where one waited for a person. */
export const result = Resumed.extend({ continued: z.string(), id: z.string() });

export function configure(command: Command): void {
  command.option('--skip', 'leave out the change that conflicts, with all of its PR');
  examples(command, ['rel continue', 'rel continue --skip']);
}

/** Finishes what was interrupted, and goes on with what waits for a person: in this clone, or for a PR to be merged. */
export async function run(asked: Invocation): Promise<Report> {
  const open = await openPending(asked).catch(nothingHere);
  if (open instanceof RelError) {
    const promoted = asked.options.skip === true ? null : await continuePromotion(asked);
    if (promoted === null) throw open;
    return promoted;
  }
  const report = await proceed(open, asked.options.skip === true);
  return { ...report, warnings: [...(report.warnings ?? []), ...open.warnings] };
}

/** Nothing is open in this clone: said only if nothing waits elsewhere either. */
function nothingHere(error: unknown): RelError {
  if (error instanceof RelError && error.code === 'nothing-pending') return error;
  throw error;
}

async function proceed({ invocation, repo, pending, paused }: Open, skip: boolean): Promise<Report> {
  if (pending === null) return goOn(invocation, repo, paused, skip);
  if (skip) throw nothingToSkip();
  const finished = await finish(invocation, repo, pending);
  const waits = invocation.globals.dryRun || (finished.trouble ?? null) !== null ? null : readPaused(repo);
  return waits === null ? finished : goOn(invocation, repo, waits, false);
}

async function goOn(
  invocation: Invocation,
  repo: Repository,
  paused: Paused,
  skip: boolean,
): Promise<Report> {
  const report = await resume(invocation, repo, paused, skip);
  const told = Resumed.parse(report.result);
  return { ...report, result: { continued: paused.request.command, id: paused.stamp.id, ...told } };
}

/** Finishes what the journal holds; the gates were judged when it began, and its push holds every ref to that. */
async function finish(invocation: Invocation, repo: Repository, pending: Pending): Promise<Report> {
  const { stamp, request } = pending.plan;
  const base = { result: { continued: request.command, id: stamp.id }, plan: pending.plan };
  if (invocation.globals.dryRun) {
    const left = stepsLeft(pending.plan, pending.marks).map(describe);
    return { ...base, text: (paint) => `${planText(left, paint)}\ndry run: nothing was changed` };
  }
  const world = await worldOf(ofProduct(invocation, stamp), repo, { changes: true });
  requireOwnLedger(pending, world.policy.ledger.ref);
  const applied = await continuePending(pending, contextOf(world, stamp), progressOf(invocation));
  const troubles = troublesOf(applied).map((each) => ({
    ...each,
    // What was gone on with is settled by now, this way or the other.
    remedy: each.remedy.replaceAll(again, `run \`rel ${request.command}\` again, as it was run at first`),
  }));
  const trouble = worst(troubles);
  return {
    ...base,
    warnings: [...applied.notes, ...troubles.filter((each) => each !== trouble).map(troubleBeside)],
    trouble,
    text: () => (trouble === null ? `finished: rel ${request.command}` : ''),
  };
}

/** What is not pushed yet goes on record where the policy has it: a journal is a file of this clone. */
function requireOwnLedger({ plan, marks }: Pending, ref: string): void {
  const elsewhere = plan.steps.find(
    (step, at) => step.kind === 'push' && step.ledger.ref !== ref && lastMark(marks, at) !== 'done',
  );
  if (elsewhere === undefined) return;
  throw new RelError({
    code: 'pending',
    message: 'the interrupted operation would go on record elsewhere than the policy says',
    why: `the policy's ledger is ${ref}`,
    remedy: 'run: rel abort (to forget it), or rel undo where it has pushed; and then the command again',
  });
}

const nothingToSkip = (): RelError =>
  new RelError({
    code: 'usage',
    message: 'there is nothing to leave out: an interrupted operation is to be finished first',
    remedy: 'run: rel continue (to finish it) or rel abort (to forget it)',
  });
