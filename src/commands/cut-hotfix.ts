import type { Command } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { short } from '../domain/git.ts';
import { lineOf } from '../domain/line.ts';
import { fillPattern } from '../domain/pattern.ts';
import { CutHotfixResult } from '../domain/results.ts';
import { productionRelease } from '../facts/production-release.ts';
import { unreleasedOnProduction } from '../facts/since-release.ts';
import type { World } from '../facts/world.ts';
import { type ChosenHotfix, chooseHotfix, overtakenBy } from '../plans/choose-hotfix.ts';
import { planCutHotfix } from '../plans/cut-hotfix.ts';
import { cutHotfixText } from '../view/cut-hotfix.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = CutHotfixResult;

const Input = z.object({ version: z.string().optional(), line: z.string().optional() });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('[version]', 'the version, for example 1.7.3; left out: the next patch of the line')
    .option(
      '--line <line>',
      "an older line of the policy's `lines`, for example 1.6, instead of production's own",
    );
  examples(command, ['rel cut-hotfix --dry-run', 'rel cut-hotfix', 'rel cut-hotfix --line 1.6']);
}

export const operation: Operation<Input> = {
  name: 'cut-hotfix',
  input: Input,
  begins: true,
  async prepare(world, input, stamp) {
    const { policy, refs, trains, released } = world;
    const release = await productionRelease(world);
    const production = { ...world.production, release };
    const chosen = chooseHotfix(input, { policy, refs, trains, released, production });
    if (chosen.kind === 'stop') throw new RelError(chosen.trouble);
    // The next version would be another one by the time a saved plan is applied.
    const asked = chosen.kind === 'new' ? { version: chosen.version } : input;
    const request = requestOf(operation, asked);
    const github = world.github !== null;
    const planned = planCutHotfix({ stamp, request, judgements: [], policy, chosen, refs, github });
    const resultOf = (done: boolean): CutHotfixResult => cutOf(world, chosen, done);
    return preparedOf({
      planned,
      warnings: chosen.kind === 'new' ? await surprises(world, chosen) : [],
      result: resultOf,
      text: (done, paint) => cutHotfixText(resultOf(done), planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  const { line } = invocation.options;
  const given = { ...(version === undefined ? {} : { version }), ...(line === undefined ? {} : { line }) };
  return operate(invocation, operation, Input.parse(given));
}

function cutOf({ policy }: World, chosen: ChosenHotfix, done: boolean): CutHotfixResult {
  const { version } = chosen.kind === 'new' ? chosen : chosen.train;
  const branch = fillPattern(policy.branches.hotfix, { version });
  const sha = chosen.kind === 'new' ? chosen.sha : chosen.train.tip;
  const from = chosen.kind === 'new' ? chosen.from : null;
  return { version, branch, sha, line: lineOf(version), from, done };
}

/** What goes along with the fix, and what it keeps from being released: nobody should learn that from the release. */
async function surprises(
  world: World,
  { version, from }: Extract<ChosenHotfix, { kind: 'new' }>,
): Promise<string[]> {
  const { production, trains } = world;
  const unreleased = from === production.branch ? await unreleasedOnProduction(world) : [];
  return [
    ...unreleased.map(
      ({ sha, subject }) =>
        `${version} brings along what is on ${from} and in no release: ${short(sha)} ${subject}`,
    ),
    ...overtakenBy(version, trains).map(
      (train) => `once ${version} is out, ${train.version} (${train.branch}) can no longer be released`,
    ),
  ];
}
