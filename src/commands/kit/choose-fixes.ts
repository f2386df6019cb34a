import type { PickRequest } from '../../domain/pick-request.ts';
import type { Stamp } from '../../domain/plan.ts';
import { readChoices, type TargetChoices } from '../../facts/picks/pick-choices.ts';
import type { World } from '../../facts/world.ts';
import { clean } from '../../view/clean.ts';
import { choiceLine } from '../../view/pick-choices.ts';
import type { Invocation } from './command.ts';
import { checkList } from './confirm.ts';
import type { Io } from './io.ts';

/**
 * With --approved on a terminal: lets a person tick what is taken of the fixes that are selected for each train. What
 * is approved and clean is ticked beforehand, what may not be picked is shown with the reason. Without a terminal, with
 * --yes and for a dry run everything that is approved is taken, and nothing is asked.
 */
export async function chooseFixes(
  { io, globals }: Invocation,
  world: World,
  request: PickRequest,
  stamp: Stamp,
): Promise<PickRequest> {
  if (!request.approved || !io.canAsk || globals.yes || globals.dryRun) return request;
  const chosen: { target: string; pr: number }[] = [];
  for (const { branch, choices } of await readChoices(world, request, stamp)) {
    const ticked = await tick(io, { branch, choices }, request.sources);
    chosen.push(...ticked.map((pr) => ({ target: branch, pr })));
  }
  return { ...request, chosen };
}

/** The PRs that are ticked; where none can be, the list is shown and nothing asked. */
async function tick(io: Io, { branch, choices }: TargetChoices, named: readonly string[]): Promise<number[]> {
  // The library puts three columns before a line and two behind one that cannot be ticked.
  const width = Math.min(process.stderr.columns || 80, 120) - 6;
  const boxes = choices.map((choice) => ({
    label: choiceLine(choice, width, io.paintErr),
    short: `#${choice.pr}`,
    ticked: choice.state === 'clean' ? true : choice.state === 'conflict' ? false : null,
  }));
  if (boxes.every(({ ticked }) => ticked === null)) {
    const lines = boxes.map(({ label }) => `  - ${label}`);
    if (lines.length > 0) io.err(`${[`nothing to pick onto ${branch}:`, ...lines].join('\n')}\n`);
    return [];
  }
  const beside = named.length === 0 ? '' : `, beside ${named.join(', ')}`;
  const places = await checkList(clean(`Pick onto ${branch}${beside}:`), boxes);
  return places.flatMap((place) => choices[place]?.pr ?? []);
}
