import type { PickChoice } from '../../domain/pick-choice.ts';
import type { PickRequest } from '../../domain/pick-request.ts';
import type { Stamp } from '../../domain/plan.ts';
import { pickChoices } from '../../plans/picks/pick-choices.ts';
import { selectedFixes } from '../sources/approved-sources.ts';
import { readTargets } from '../targets.ts';
import type { World } from '../world.ts';
import { forecastPick } from './pick-targets.ts';

/** The fixes that are selected for one target. */
export interface TargetChoices {
  readonly branch: string;
  readonly choices: readonly PickChoice[];
}

/**
 * What `rel pick --approved` may take onto each of its targets, judged and tried in memory; targets that no train runs
 * on have nothing selected for them and are left out.
 *
 * @throws RelError as `forecastPick` does.
 */
export async function readChoices(
  world: World,
  request: PickRequest,
  stamp: Stamp,
): Promise<TargetChoices[]> {
  const all: TargetChoices[] = [];
  for (const { branch, version } of await readTargets(world, request.into)) {
    if (version === null) continue;
    const selected = await selectedFixes(world, version);
    const merged = selected.filter((pr) => pr.state === 'MERGED').map((pr) => `#${pr.number}`);
    // Named one by one, what is not approved is refused with the reason instead of left out.
    const named = { ...request, approved: false, sources: [...request.sources, ...merged], into: [branch] };
    const { targets } = await forecastPick(world, named, stamp);
    const forecasts = targets.flatMap((target) => target.forecasts);
    all.push({ branch, choices: pickChoices(selected, forecasts) });
  }
  return all;
}
