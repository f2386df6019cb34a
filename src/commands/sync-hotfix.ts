import type { Command } from 'commander';
import * as z from 'zod';
import type { Applied } from '../apply/execute.ts';
import type { Stamp } from '../domain/plan.ts';
import { SyncResult } from '../domain/results.ts';
import { forecastSync } from '../facts/sync/forecast-sync.ts';
import { type PlannedSync, planSyncTarget } from '../plans/sync/sync.ts';
import { checkReport } from '../plans/sync/sync-check.ts';
import { syncTrouble } from '../plans/sync/sync-trouble.ts';
import { syncText } from '../view/sync.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate, worst } from './kit/operate.ts';
import { type Operation, type Prepared, requestOf } from './kit/operation.ts';
import { openWorld } from './kit/session.ts';
import { makeStamp } from './kit/stamp.ts';

export const result = SyncResult;

const Input = z.object({});
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command.option('--check', 'only report what is missing where; exit 3 if anything is');
  examples(command, ['rel sync-hotfix --check', 'rel sync-hotfix --dry-run', 'rel sync-hotfix']);
}

export const operation: Operation<Input> = {
  name: 'sync-hotfix',
  input: Input,
  async prepare(world, _input, stamp) {
    const forecasts = await forecastSync(world, stamp);
    const { policy, github } = world;
    const version = world.released.at(-1)?.version ?? world.production.branch;
    const request = requestOf(operation, {});
    const facts = { stamp, request, judgements: [], policy, github: github !== null, version };
    return preparedSync(
      forecasts.map((forecast) => planSyncTarget(forecast, facts)),
      stamp,
    );
  },
};

export async function run(invocation: Invocation): Promise<Report> {
  if (invocation.options.check !== true) return operate(invocation, operation, {});
  const world = await openWorld(invocation, { changes: false });
  const stamp = await makeStamp(world, invocation.io, 'looking');
  const targets = (await forecastSync(world, stamp)).map(checkReport);
  const found: SyncResult = { targets: targets.map((t) => t.result) };
  return {
    result: found,
    trouble: worst(targets.map((t) => t.trouble)),
    warnings: world.source.warnings,
    text: (paint) => syncText(found, false, paint),
  };
}

function preparedSync(planned: readonly PlannedSync[], stamp: Stamp): Prepared {
  const steps = planned.flatMap((target) => target.steps);
  const resultOf = (applied: Applied | null): SyncResult => ({
    targets: planned.map(({ result }) => {
      const { after: _, ...undone } = result;
      return applied?.failed.has(result.branch) ? { ...undone, outcome: 'missing' } : result;
    }),
  });
  return {
    plan:
      steps.length === 0 ? null : { rel: 1, stamp, request: requestOf(operation, {}), judgements: [], steps },
    trouble: worst(planned.map((target) => syncTrouble(target.result))),
    warnings: [],
    result: resultOf,
    text: (applied, paint) => syncText(resultOf(applied), applied !== null, paint),
  };
}
