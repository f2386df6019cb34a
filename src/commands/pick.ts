import { type Command, Option } from 'commander';
import type { Applied } from '../apply/execute.ts';
import { RelError } from '../domain/errors.ts';
import { ConflictWay, Delivery, PickRequest } from '../domain/pick-request.ts';
import type { Stamp } from '../domain/plan.ts';
import { PickResult, type PickTarget } from '../domain/results.ts';
import { forecastPick, type PickForecast } from '../facts/picks/pick-targets.ts';
import type { World } from '../facts/world.ts';
import type { PlannedTarget } from '../plans/picks/forecast.ts';
import { leftOfPick } from '../plans/picks/pick-left.ts';
import { planTogether, togetherName } from '../plans/picks/pick-together.ts';
import { conflictWay } from '../plans/picks/pick-ways.ts';
import { planTarget, withOpened } from '../plans/requests/pick-requests.ts';
import { pickText } from '../view/pick.ts';
import { chooseFixes } from './kit/choose-fixes.ts';
import { collect, examples, type Invocation, type Report } from './kit/command.ts';
import { operate, worst } from './kit/operate.ts';
import { type Operation, type Prepared, requestOf } from './kit/operation.ts';

export const result = PickResult;

export function configure(command: Command): void {
  command
    .argument('[source...]', 'PR numbers or commits; a merge is picked against its first parent')
    .option('--into <target>', 'a live train or a branch; may be repeated', collect)
    .option('--approved', 'everything the policy selects for the train that is merged and approved')
    .option('--with-prerequisites', 'also what a conflicting one needs first, through the same gates')
    .option('--include-reverted', 'also what was reverted later on the branch it landed on')
    .option('--all-or-nothing', 'one push for all targets, or none where one of them does not get all')
    .addOption(
      new Option('--deliver <way>', 'how picks reach the target, instead of what the policy says').choices(
        Delivery.options,
      ),
    )
    .addOption(
      new Option(
        '--on-conflict <way>',
        'what happens on a conflict, instead of what the policy says',
      ).choices(ConflictWay.options),
    );
  examples(command, [
    'rel pick 231',
    'rel pick 231 240 --into 1.8 --into 1.7',
    'rel pick 235 --into 1.8 --with-prerequisites',
    'rel pick --approved --dry-run',
  ]);
}

export const operation: Operation<PickRequest> = {
  name: 'pick',
  input: PickRequest,
  unattended: (input) => ({ ...input, attended: false }),
  async prepare(world, input, stamp) {
    const forecast = await forecastPick(world, input, stamp);
    return prepared(forecast, planAll(world, forecast, stamp), stamp);
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const { options, args, io, globals } = invocation;
  const input: PickRequest = PickRequest.parse({
    sources: args,
    into: options.into ?? [],
    approved: options.approved === true,
    deliver: options.deliver ?? null,
    onConflict: options.onConflict ?? null,
    allOrNothing: options.allOrNothing === true,
    withPrerequisites: options.withPrerequisites === true,
    includeReverted: options.includeReverted === true,
    terminal: io.canAsk,
    // A saved plan is looked at where it is applied.
    attended: globals.planOut !== undefined || (io.canAsk && !globals.yes),
    resolutions: [],
    skips: [],
  });
  if (input.sources.length === 0 && !input.approved) {
    throw new RelError({
      code: 'usage',
      message: 'nothing to pick was named',
      remedy: 'name PRs or commits (rel pick 231), or use --approved',
    });
  }
  return operate(invocation, operation, input, chooseFixes);
}

/** A target that was not pushed: what would have been picked there is nowhere. */
const unpushed = (result: PickTarget): PickTarget => ({
  ...result,
  after: result.before,
  picks: result.picks.map((pick) => {
    if (pick.outcome !== 'picked') return pick;
    const { commit: _, proof: __, ...asked } = pick;
    return { ...asked, outcome: 'refused', reason: 'it was not pushed' };
  }),
});

function planAll({ policy, github }: World, { request, targets }: PickForecast, stamp: Stamp) {
  const facts = {
    stamp,
    request: requestOf(operation, request),
    judgements: [],
    policy,
    github: github !== null,
    onConflict: conflictWay(request, policy),
    attended: request.attended,
  };
  const planned = targets.map((target) => planTarget(target, facts));
  return request.allOrNothing && planned.length > 1 ? planTogether(planned) : planned;
}

function prepared(
  { request, warnings }: PickForecast,
  planned: readonly PlannedTarget[],
  stamp: Stamp,
): Prepared {
  const steps = planned.flatMap((target) => target.steps);
  const judgements = planned.flatMap((target) => target.judgements);
  const together = togetherName(planned);
  const notMade = (applied: Applied | null, branch: string): boolean =>
    applied !== null && (applied.failed.has(branch) || applied.failed.has(together));
  const resultOf = (applied: Applied | null): PickResult => ({
    targets: planned.map(({ result }) =>
      notMade(applied, result.branch) ? unpushed(result) : withOpened(result, applied?.pullRequests ?? []),
    ),
    judgements,
  });
  return {
    plan:
      steps.length === 0
        ? null
        : { rel: 1, stamp, request: requestOf(operation, request), judgements, steps },
    trouble: worst(planned.flatMap((target) => target.troubles)),
    left: (applied) => {
      const left = leftOfPick(planned, request, (branch) => !notMade(applied, branch));
      return left && { ...left, request: requestOf(operation, left.request) };
    },
    warnings,
    judgements,
    result: resultOf,
    text: (applied, paint) => pickText(resultOf(applied), applied !== null, paint),
  };
}
