import type { Command } from 'commander';
import * as z from 'zod';
import { found } from '../domain/errors.ts';
import { CloseResult } from '../domain/record-results.ts';
import { fixesOfTrain } from '../facts/close/fixes-of-train.ts';
import { openRequestWarnings } from '../facts/close/open-requests.ts';
import { findAnyTrain } from '../facts/find-train.ts';
import { holdsOneOf } from '../facts/gates/role-holders.ts';
import { planClose } from '../plans/close.ts';
import { isLive } from '../plans/trains.ts';
import { compareVersions } from '../plans/versions.ts';
import { closeText } from '../view/close.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { reasonOf } from './kit/hold-operation.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = CloseResult;

const Input = z.object({ version: z.string().optional(), reason: z.string(), drop: z.boolean() });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('[version]', 'the train; may be left out when only one is live')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--drop', 'let go what no other branch has; it is on record as dropped');
  examples(command, [
    'rel close 1.9.0 --reason "merged into 1.10" --dry-run',
    'rel close 1.9.0 --reason "the feature was withdrawn" --drop',
  ]);
}

export const operation: Operation<Input> = {
  name: 'close',
  input: Input,
  async prepare(world, { version: asked, reason, drop }, stamp) {
    const train = findAnyTrain(world, asked, 'rel close --reason TEXT');
    const { version, branch, tip } = train;
    const { closeBy } = world.policy.trains;
    const who = stamp.actor.login;
    const live = isLive(train);
    const fixes = live ? await fixesOfTrain(world, train) : [];
    const later = world.live.find((one) => one.kind === 'rc' && compareVersions(one.version, version) > 0);
    const planned = planClose({
      stamp,
      request: requestOf(operation, { version, reason, drop }),
      judgements: [],
      policy: world.policy,
      train,
      reason,
      drop,
      fixes,
      next: later?.version ?? world.develop.branch,
      holds: closeBy.length === 0 ? found(true) : await holdsOneOf(world, who, closeBy),
      github: world.github !== null,
    });
    const resultOf = (done: boolean): CloseResult => ({ version, branch, tip, fixes, done });
    return preparedOf({
      planned,
      warnings: planned.kind === 'plan' ? await openRequestWarnings(world, train) : [],
      result: resultOf,
      text: (done, paint) => closeText(resultOf(done), planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  const input = { reason: reasonOf(invocation), drop: invocation.options.drop === true };
  return operate(invocation, operation, version === undefined ? input : { ...input, version });
}
