import { holdTrouble } from '../../domain/hold.ts';
import type { PlannedTarget, TargetForecast } from './forecast.ts';
import { holdBack } from './pick.ts';

/**
 * What was planned for a target, unless its train is on hold: then each row tells what would come of it, and nothing is
 * made or left for a person. Where nothing is to be made anyway, it is as it was.
 */
export function unlessHeld(planned: PlannedTarget, { version, hold = null }: TargetForecast): PlannedTarget {
  if (hold === null || version === null || (planned.clean && planned.steps.length === 0)) return planned;
  const held = holdBack(planned, `it applies, but ${version} is on hold`);
  return { ...held, open: null, troubles: [holdTrouble(version, hold, 'nothing was picked onto it')] };
}
