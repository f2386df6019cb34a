import type { Command } from 'commander';
import * as z from 'zod';
import type { Applied } from '../apply/execute.ts';
import type { Sha } from '../domain/git.ts';
import { PromoteResult } from '../domain/results.ts';
import { findTrain } from '../facts/find-train.ts';
import { readHold } from '../facts/hold.ts';
import { promoteFacts } from '../facts/promote/promote-facts.ts';
import { unlessOnHold } from '../plans/on-hold.ts';
import type { Planned } from '../plans/planned.ts';
import { unrecorded } from '../plans/promote/candidate.ts';
import { lostFixesWarnings } from '../plans/promote/lost-fixes.ts';
import { milestoneWarnings } from '../plans/promote/milestones.ts';
import type { ProductionRequest } from '../plans/promote/production-request.ts';
import { planPromote } from '../plans/promote.ts';
import { promoteText } from '../view/promote.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';

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
    const { delivery } = facts;
    const resultOf = (applied: Applied | null): PromoteResult => {
      const done = isDone(planned, applied);
      return {
        version: train.version,
        tag: tag.name,
        sha: train.candidates.at(-1)?.commit ?? null,
        main: done ? mainOf(planned) : world.production.sha,
        done,
        judgement: judgements[0] ?? null,
        ...(delivery === null ? {} : { pullRequest: requestedAt(delivery, applied) }),
      };
    };
    return {
      plan: planned.kind === 'plan' ? planned.plan : null,
      trouble: planned.kind === 'stop' ? planned.trouble : null,
      judgements,
      warnings:
        train.released === null
          ? [
              ...unrecorded(train, facts.recorded),
              ...lostFixesWarnings(facts),
              ...facts.notesWarnings,
              ...(planned.kind === 'plan' && delivery === null ? milestoneWarnings(facts) : []),
            ]
          : [],
      result: resultOf,
      text: (applied, paint) =>
        promoteText(resultOf(applied), world.policy.branches.production, planned, paint),
    };
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  return operate(invocation, operation, version === undefined ? {} : { version });
}

/** Released: a plan that only opens a PR releases nothing yet. */
const isDone = (planned: Planned, applied: Applied | null): boolean =>
  mainOf(planned) !== null && applied !== null && applied.failed.size === 0;

/** The PR by which it gets into production, as far as it is open by now. */
function requestedAt(
  delivery: ProductionRequest,
  applied: Applied | null,
): NonNullable<PromoteResult['pullRequest']> {
  const { head } = delivery;
  const opened = applied?.pullRequests.find((request) => request.head === head);
  const known =
    delivery.kind === 'waits' ? delivery.open : delivery.kind === 'rewritten' ? delivery.merged : null;
  return { head, number: opened?.number ?? known?.number ?? null, url: opened?.url ?? known?.url ?? null };
}

function mainOf(planned: Planned): Sha | null {
  if (planned.kind !== 'plan') return null;
  const push = planned.plan.steps.find((step) => step.kind === 'push');
  const entries = push?.kind === 'push' ? push.ledger.entries : [];
  return entries.find((entry) => entry.kind === 'promote')?.main ?? null;
}
