import { type Command, Option } from 'commander';
import type { Applied } from '../apply/execute.ts';
import { ConflictWay } from '../domain/pick-request.ts';
import type { Stamp } from '../domain/plan.ts';
import { SyncResult } from '../domain/results.ts';
import { SyncDelivery, SyncRequest } from '../domain/sync-request.ts';
import { productionRelease } from '../facts/production-release.ts';
import { syncFindings, toldOf } from '../facts/sync/findings.ts';
import { type ForecastSync, forecastSync } from '../facts/sync/forecast-sync.ts';
import { leftOfPick } from '../plans/picks/pick-left.ts';
import { syncConflictWay } from '../plans/sync/conflict-way.ts';
import { type PlannedSync, planSyncTarget, syncResultAfter } from '../plans/sync/sync.ts';
import { checkReport } from '../plans/sync/sync-check.ts';
import { presentText, syncText } from '../view/sync.ts';
import { syncAnnotations, syncSummary } from '../view/sync-actions.ts';
import { collect, examples, type Invocation, type Report } from './kit/command.ts';
import { operate, worst } from './kit/operate.ts';
import { type Operation, type Prepared, requestOf } from './kit/operation.ts';
import { openWorld } from './kit/session.ts';
import { prepareSettle, settleOf } from './kit/settle.ts';

export const result = SyncResult;

export function configure(command: Command): void {
  command
    .option('--check', 'only report what is missing where; exit 3 if anything is')
    .option('--into <target>', 'only there: a branch or a train; may be repeated', collect)
    .option('--include-reverted', 'also what a target took back itself')
    .option('--settle <sha>', 'brings nothing: puts on record that this change need not come (with --into)')
    .option('--reason <text>', 'why it need not, for the record')
    .addOption(
      new Option('--deliver <way>', 'how it reaches a branch, instead of what the policy says').choices(
        SyncDelivery.options,
      ),
    )
    .addOption(
      new Option(
        '--on-conflict <way>',
        'what happens on a conflict, instead of what the policy says',
      ).choices(ConflictWay.options),
    );
  examples(command, [
    'rel sync-hotfix --check',
    'rel sync-hotfix --dry-run',
    'rel sync-hotfix --into 1.8 --on-conflict pull-request',
    'rel sync-hotfix --settle 1f2e3d4 --into devel --reason "rewritten in #310"',
  ]);
}

export const operation: Operation<SyncRequest> = {
  name: 'sync-hotfix',
  input: SyncRequest,
  unattended: (input) => ({ ...input, attended: false }),
  async prepare(world, input, stamp) {
    const { settle } = input;
    if (settle !== undefined)
      return prepareSettle(world, { ...input, settle }, { stamp, request: requestOf(operation, input) });
    const forecast = await forecastSync(world, { request: input, stamp });
    const { policy, github } = world;
    const release = await productionRelease(world);
    const request = requestOf(operation, input);
    const facts = {
      ...{ stamp, request, judgements: [], policy, github: github !== null },
      version: release?.version ?? world.production.branch,
      onConflict: syncConflictWay(input, policy),
      attended: input.attended,
    };
    return preparedSync(
      forecast,
      forecast.forecasts.map((one) => planSyncTarget(one, facts)),
      { input, stamp },
    );
  },
};

export async function run(invocation: Invocation): Promise<Report> {
  const { options, io, globals } = invocation;
  const into = Array.isArray(options.into) ? options.into.map(String) : [];
  const input = SyncRequest.parse({
    into,
    deliver: options.deliver ?? null,
    onConflict: options.onConflict ?? null,
    includeReverted: options.includeReverted === true,
    terminal: io.canAsk,
    // A saved plan is looked at where it is applied.
    attended: globals.planOut !== undefined || (io.canAsk && !globals.yes),
    resolutions: [],
    skips: [],
    ...(options.settle === undefined ? {} : { settle: settleOf(options, into) }),
  });
  const report =
    options.check === true ? await check(invocation, input) : await operate(invocation, operation, input);
  const found = SyncResult.safeParse(report.result).data;
  if (!globals.verbose || found === undefined) return report;
  return { ...report, text: (paint) => `${report.text(paint)}\n${presentText(found, paint)}` };
}

async function check(invocation: Invocation, { into }: SyncRequest): Promise<Report> {
  const world = await openWorld(invocation, { changes: false });
  const targets = (await syncFindings(world, into)).map((finding) => checkReport(toldOf(finding)));
  const found: SyncResult = { targets: targets.map((t) => t.result) };
  return {
    result: found,
    trouble: worst(targets.map((t) => t.trouble)),
    warnings: world.source.warnings,
    told: { annotations: syncAnnotations(found), summary: syncSummary(found) },
    text: (paint) => syncText(found, false, paint),
  };
}

function preparedSync(
  { warnings }: ForecastSync,
  planned: readonly PlannedSync[],
  { input, stamp }: { readonly input: SyncRequest; readonly stamp: Stamp },
): Prepared {
  const steps = planned.flatMap((target) => target.steps);
  const request = requestOf(operation, input);
  const notMade = (applied: Applied | null, branch: string): boolean => applied?.failed.has(branch) === true;
  const resultOf = (applied: Applied | null): SyncResult => ({
    targets: planned.map((target) =>
      syncResultAfter(target, notMade(applied, target.result.branch), applied?.pullRequests ?? []),
    ),
  });
  return {
    plan: steps.length === 0 ? null : { rel: 1, stamp, request, judgements: [], steps },
    trouble: worst(planned.flatMap((target) => target.troubles)),
    left: (applied) => {
      const picks = planned.flatMap((target) => target.picks ?? []);
      const left = leftOfPick(picks, input, (branch) => !notMade(applied, branch));
      return left && { ...left, request: requestOf(operation, left.request) };
    },
    warnings,
    result: resultOf,
    text: (applied, paint) => syncText(resultOf(applied), applied !== null, paint),
  };
}
