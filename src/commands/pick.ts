import type { Command } from 'commander';
import * as z from 'zod';
import type { Applied } from '../apply/execute.ts';
import { RelError, type Trouble } from '../domain/errors.ts';
import type { Stamp } from '../domain/plan.ts';
import { PickResult } from '../domain/results.ts';
import { selectedFixes } from '../facts/approved-sources.ts';
import { forecastPicks, treeOf } from '../facts/forecast-picks.ts';
import { judgePicks } from '../facts/judge-picks.ts';
import { readSources, type Sources, sourcesNamed } from '../facts/sources.ts';
import { readTargets, type Target } from '../facts/targets.ts';
import type { World } from '../facts/world.ts';
import { type PlannedTarget, planPickTarget, type Source } from '../plans/pick.ts';
import { pickText } from '../view/pick.ts';
import { collect, examples, type Invocation, type Report } from './kit/command.ts';
import { operate, worst } from './kit/operate.ts';
import { type Operation, type Prepared, requestOf } from './kit/operation.ts';

export const result = PickResult;

const Input = z.object({ sources: z.array(z.string()), into: z.array(z.string()), approved: z.boolean() });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('[source...]', 'PR numbers or commits; a merge is picked against its first parent')
    .option('--into <target>', 'a live train or a branch; may be repeated', collect)
    .option('--approved', 'everything the policy selects for the train that is merged and approved');
  examples(command, [
    'rel pick 231',
    'rel pick 231 240 --into 1.8 --into 1.7',
    'rel pick --approved --dry-run',
  ]);
}

export const operation: Operation<Input> = {
  name: 'pick',
  input: Input,
  async prepare(world, input, stamp) {
    const targets = await readTargets(world, input.into);
    const asked = await Promise.all(targets.map((target) => askedFor(world, target, input)));
    const tips = targets.map((target) => target.tip);
    const all = await readSources(world, [...new Set([...input.sources, ...asked.flat()])], tips);
    const named = input.sources.map((text) => all.names.get(text) ?? text);
    const resolved: Input = { ...input, sources: named, into: targets.map((target) => target.branch) };
    const planned: PlannedTarget[] = [];
    for (const [index, target] of targets.entries()) {
      const commits = sourcesNamed(all, asked[index] ?? []);
      planned.push(await planTarget(world, target, { ...all, commits }, resolved, stamp));
    }
    return preparedPick(planned, resolved, stamp);
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const { into, approved } = invocation.options;
  const input = Input.parse({ sources: invocation.args, into: into ?? [], approved: approved === true });
  if (input.sources.length === 0 && !input.approved) {
    throw new RelError({
      code: 'usage',
      message: 'nothing to pick was named',
      remedy: 'name PRs or commits (rel pick 231), or use --approved',
    });
  }
  return operate(invocation, operation, input);
}

/** What is asked for on one target: what was named, and with --approved what is selected for its version. */
async function askedFor(world: World, target: Target, input: Input): Promise<string[]> {
  if (!input.approved || target.version === null) return input.sources;
  const fixes = await selectedFixes(world, target.version);
  const merged = fixes.filter((pr) => pr.state === 'MERGED').map((pr) => `#${pr.number}`);
  return [...new Set([...input.sources, ...merged])];
}

async function planTarget(
  world: World,
  target: Target,
  { commits, pullRequests }: Sources,
  input: Input,
  stamp: Stamp,
): Promise<PlannedTarget> {
  const judged = await judgePicks(world, target, commits, pullRequests, Date.now());
  const sources = input.approved ? judged.sources.filter((s) => wanted(s, input)) : judged.sources;
  const forecasts = await forecastPicks(world.repo, { tip: target.tip, sources, committer: stamp.committer });
  const forecast = {
    branch: target.branch,
    version: target.version,
    before: target.tip,
    treeBefore: await treeOf(world.repo, target.tip),
    forecasts,
    judgements: judged.judgements,
  };
  const request = requestOf(operation, input);
  const { policy, github } = world;
  return planPickTarget(forecast, { stamp, request, judgements: [], policy, github: github !== null });
}

/** With --approved what is not approved is left out; what was named stays in and is refused. */
const wanted = (source: Source, input: Input): boolean =>
  source.refused === null || input.sources.includes(source.pr === null ? source.sha : `#${source.pr}`);

function preparedPick(planned: readonly PlannedTarget[], input: Input, stamp: Stamp): Prepared {
  const steps = planned.flatMap((target) => target.steps);
  const judgements = planned.flatMap((target) => target.judgements);
  const troubles: (Trouble | null)[] = planned.flatMap((target) => target.troubles);
  const resultOf = (applied: Applied | null): PickResult => ({
    targets: planned.map(({ result }) =>
      applied?.failed.has(result.branch) ? { ...result, after: result.before } : result,
    ),
    judgements,
  });
  return {
    plan:
      steps.length === 0 ? null : { rel: 1, stamp, request: requestOf(operation, input), judgements, steps },
    trouble: worst(troubles),
    warnings: [],
    result: resultOf,
    text: (applied, paint) => pickText(resultOf(applied), applied !== null, paint),
  };
}
