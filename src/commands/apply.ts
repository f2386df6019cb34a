import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import * as z from 'zod';
import { requireNothingPending } from '../apply/operation.ts';
import { RelError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import { Judgement } from '../domain/verdict.ts';
import { readNamedFile } from '../facts/named-file.ts';
import { openRepository } from '../git/repository.ts';
import { PlanSchema, type Step } from '../steps/registry.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { carryOut } from './kit/operate.ts';
import type { AnyOperation, Prepared } from './kit/operation.ts';
import { operationOf } from './kit/operation-of.ts';
import { ofProduct, worldOf } from './kit/session.ts';
import { prepareSaved } from './kit/signing.ts';
import { makeStamp } from './kit/stamp.ts';

export const result = z.unknown();

export function configure(command: Command): void {
  command.argument('<file>', 'a plan saved with --dry-run --plan-out');
  examples(command, ['rel cut-rc --dry-run --plan-out cut.json', 'rel apply cut.json']);
}

/**
 * Plans the same request again, with the saved stamp, and runs it only where that gives the very plan that was
 * saved: so the gates are judged anew, and a file that somebody has edited does nothing.
 */
export async function run(invocation: Invocation): Promise<Report> {
  const [file = ''] = invocation.args;
  const repo = await openRepository(invocation.globals.dir);
  if (!invocation.globals.dryRun) await requireNothingPending(repo);
  const saved = readPlan(invocation, file);
  const operation = await requireOperation(saved.request.command);
  const input = operation.input.safeParse(saved.request.input);
  if (!input.success) throw notAPlan(file, input.error);
  const world = await worldOf(ofProduct(invocation, saved.stamp), repo, { changes: true });
  const { actor } = await makeStamp(world, invocation.io);
  if (!isDeepStrictEqual(actor, saved.stamp.actor)) throw otherActor(saved, actor.login);
  const here = willLook(invocation) ? input.data : (operation.unattended?.(input.data) ?? input.data);
  const prepared: Prepared = await prepareSaved(world, operation, here, saved);
  const unseen = prepared.trouble?.code === 'review-needed';
  if (prepared.plan === null || unseen) return nothingDone(prepared);
  if (!isDeepStrictEqual(plain(prepared.plan.steps), plain(saved.steps))) {
    throw moved(file, prepared.plan, saved);
  }
  // Who looks at it differs from place to place; the request on record is the saved one.
  const plan = { ...prepared.plan, request: saved.request };
  return carryOut(invocation, world, { ...prepared, plan }, saved.stamp);
}

/** Whether a person sees the plan before it is carried out. */
const willLook = ({ globals, io }: Invocation): boolean => io.canAsk && !globals.yes;

/** Refused, or all of it is done already. */
const nothingDone = (prepared: Prepared): Report => ({
  result: prepared.result(null),
  trouble: prepared.trouble,
  warnings: prepared.warnings,
  text: (paint) => prepared.text(null, paint),
});

/**
 * The steps as JSON tells them, undefined fields left out. The gates are judged anew, and have to say the same; what
 * they looked at is put on record as it is by now.
 */
const plain = (steps: unknown): unknown =>
  JSON.parse(JSON.stringify(steps ?? null), (key, value) =>
    key === 'judgements' ? z.array(Judgement).parse(value).map(withoutFacts) : value,
  );

const withoutFacts = ({ rules: _rules, facts: _facts, ...judgement }: Judgement) => judgement;

function readPlan({ globals }: Invocation, file: string): Plan<Step> {
  try {
    return PlanSchema.parse(JSON.parse(readNamedFile(resolve(globals.dir, file), file)));
  } catch (cause) {
    if (cause instanceof RelError) throw cause;
    throw notAPlan(file, cause);
  }
}

const notAPlan = (file: string, cause: unknown): RelError =>
  new RelError(
    {
      code: 'file-unreadable',
      message: `${file} is not a plan that rel saved`,
      remedy: 'save one with: rel COMMAND --dry-run --plan-out FILE',
    },
    cause,
  );

/** The operation that a plan was made by. Throws `file-unreadable` where no command of that name makes plans. */
async function requireOperation(name: string): Promise<AnyOperation> {
  const operation = await operationOf(name);
  if (operation !== null) return operation;
  throw new RelError({
    code: 'file-unreadable',
    message: `the plan is of \`rel ${name}\`, which makes no plans`,
    remedy: 'save one with: rel cut-rc --dry-run --plan-out FILE',
  });
}

function moved(file: string, now: Plan<Step>, saved: Plan<Step>): RelError {
  const differs = saved.steps.findIndex(
    (step, index) => !isDeepStrictEqual(plain(now.steps[index]), plain(step)),
  );
  return new RelError({
    code: 'moved',
    message: `${file} no longer fits: the world has moved since it was saved; nothing was changed`,
    why: `step ${differs + 1} (${saved.steps[differs]?.kind ?? 'one more'}) would now be another`,
    remedy: `plan again: run the same \`rel ${saved.request.command}\` with --dry-run --plan-out ${file}`,
  });
}

const otherActor = (saved: Plan<Step>, login: string): RelError =>
  new RelError({
    code: 'usage',
    message: `the plan was made by ${saved.stamp.actor.login}, and you are ${login}`,
    why: 'the ledger records who acts',
    remedy: `plan it yourself: run the same \`rel ${saved.request.command}\` with --dry-run --plan-out FILE`,
  });
