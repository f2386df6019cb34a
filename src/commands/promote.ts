import type { Command } from 'commander';
import * as z from 'zod';
import type { Sha } from '../domain/git.ts';
import { PromoteResult } from '../domain/results.ts';
import { findTrain } from '../facts/find-train.ts';
import { readHold } from '../facts/hold.ts';
import { promoteFacts } from '../facts/promote/promote-facts.ts';
import { unlessOnHold } from '../plans/on-hold.ts';
import { unrecorded } from '../plans/promote/candidate.ts';
import { lostFixesWarnings } from '../plans/promote/lost-fixes.ts';
import { planPromote } from '../plans/promote.ts';
import { promoteText } from '../view/promote.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = PromoteResult;

const Input = z.object({ version: z.string().optional() });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command.argument('[version]', 'the train; may be left out when only one is live');
  examples(command, ['rel gate promote 1.8.0', 'rel promote 1.8.0 --dry-run', 'rel promote 1.8.0']);
}

export const operation: Operation<Input> = {
  name: 'promote',
  input: Input,
  async prepare(world, input, stamp) {
    const train = findTrain(world, input.version, 'rel promote');
    const request = requestOf(operation, { version: train.version });
    const facts = await promoteFacts(world, train, { stamp, request }, Date.now());
    const { judgements, tag } = facts;
    const planned = unlessOnHold(train.version, await readHold(world, train), planPromote(facts));
    const resultOf = (done: boolean): PromoteResult => ({
      version: train.version,
      tag: tag.name,
      sha: train.candidates.at(-1)?.commit ?? null,
      main: done ? mainOf(planned) : world.production.sha,
      done,
      judgement: judgements[0] ?? null,
    });
    return preparedOf({
      planned,
      judgements,
      warnings:
        train.released === null
          ? [...unrecorded(train, facts.recorded), ...lostFixesWarnings(facts), ...facts.notesWarnings]
          : [],
      result: resultOf,
      text: (done, paint) => promoteText(resultOf(done), world.policy.branches.production, planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  return operate(invocation, operation, version === undefined ? {} : { version });
}

function mainOf(planned: ReturnType<typeof planPromote>): Sha | null {
  if (planned.kind !== 'plan') return null;
  const push = planned.plan.steps.find((step) => step.kind === 'push');
  const entries = push?.kind === 'push' ? push.ledger.entries : [];
  return entries.find((entry) => entry.kind === 'promote')?.main ?? null;
}
