import type { Train } from '../domain/facts.ts';
import type { MergeForecast } from '../domain/merge-forecast.ts';
import { isLive } from '../plans/trains.ts';
import { forecastMerges } from './gates/forecast-merge.ts';
import { landingPlaces } from './gates/landing-places.ts';
import { fetchWhatIsThere } from './sources/fetch-what-is-there.ts';
import type { World } from './world.ts';

/**
 * What would come of a train as it stands once it is released: of a hotfix on the develop branch and on each live RC
 * that comes after, of an RC on production. Nothing for what is not live any more, or where there is no production.
 */
export async function forecastTrain(world: World, train: Train): Promise<MergeForecast[]> {
  const { version, tip, kind } = train;
  const { branch, sha } = world.production;
  if (!isLive(train) || (kind === 'rc' && sha === null)) return [];
  const asked = kind === 'rc' ? { into: [branch] } : { into: [world.develop.branch], rcs: true as const };
  const { commits, read } = await forecastMerges(world, tip, await landingPlaces(world, version, asked));
  await fetchWhatIsThere(world, commits);
  return read();
}
