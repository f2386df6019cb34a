import type { Command } from 'commander';
import * as z from 'zod';
import { found, RelError } from '../../domain/errors.ts';
import { holdOf } from '../../domain/hold.ts';
import type { HoldResult } from '../../domain/record-results.ts';
import { findTrain } from '../../facts/find-train.ts';
import { holdsOneOf } from '../../facts/gates/role-holders.ts';
import { versionEntries } from '../../facts/ledger/entries.ts';
import { planHold } from '../../plans/records/hold.ts';
import { holdText } from '../../view/hold.ts';
import { examples, type Invocation, type Report } from './command.ts';
import { operate } from './operate.ts';
import { type Operation, requestOf } from './operation.ts';
import { preparedOf } from './prepared.ts';

const Input = z.object({ version: z.string().optional(), reason: z.string() });
type Input = z.infer<typeof Input>;

/** The arguments of `rel hold` and `rel resume`. */
export function configureHold(command: Command, lines: readonly string[]): void {
  command
    .argument('[version]', 'the train; may be left out when only one is live')
    .requiredOption('--reason <text>', 'why, for the record');
  examples(command, lines);
}

/** `rel hold` and `rel resume`: the same record, and the same people. */
export function holdOperation(kind: 'hold' | 'resume'): Operation<Input> {
  const operation: Operation<Input> = {
    name: kind,
    input: Input,
    async prepare(world, { version: asked, reason }, stamp) {
      const train = findTrain(world, asked, `rel ${kind} --reason TEXT`);
      const { version } = train;
      const { holdBy } = world.policy.trains;
      const who = stamp.actor.login;
      const hold = holdOf(await versionEntries(world, version));
      const planned = planHold({
        stamp,
        request: requestOf(operation, { version, reason }),
        judgements: [],
        policy: world.policy,
        train,
        kind,
        hold,
        reason,
        holds: holdBy.length === 0 ? found(true) : await holdsOneOf(world, who, holdBy),
      });
      const held = { by: who, since: hold?.since ?? stamp.at, reason };
      const resultOf = (done: boolean): HoldResult => {
        return { version, hold: done ? (kind === 'hold' ? held : null) : hold, done };
      };
      return preparedOf({
        planned,
        result: resultOf,
        text: (done, paint) => holdText({ version, kind, reason, done }, planned, paint),
      });
    },
  };
  return operation;
}

/** Runs one of them. Throws `usage` for a reason that says nothing. */
export function runHold(invocation: Invocation, operation: Operation<Input>): Promise<Report> {
  const [version] = invocation.args;
  const reason = reasonOf(invocation);
  return operate(invocation, operation, version === undefined ? { reason } : { version, reason });
}

/** What --reason says. Throws `usage` where that is nothing. */
export function reasonOf({ options }: Invocation): string {
  const reason = String(options.reason).trim();
  if (reason !== '') return reason;
  throw new RelError({
    code: 'usage',
    message: '--reason is empty',
    remedy: 'say why, for the record: --reason TEXT',
  });
}
