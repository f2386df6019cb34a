import type { TrainStatus } from '../domain/results.ts';
import type { TrainForecast } from '../domain/train-forecast.ts';
import { clean } from './clean.ts';
import type { Paint } from './paint.ts';
import { withProduct } from './product-option.ts';

/** What would come of a train once it is released, a line a branch; then what it lacks itself. */
export function forecastLines({ forecast, lacks = 0, product }: TrainStatus, paint: Paint): string[] {
  const lines = forecast.map(
    (one, at) => `${at === 0 ? 'forecast:' : '         '} ${forecastText(one, paint)}`,
  );
  if (lacks === 0) return lines;
  const sync = product === undefined ? 'rel sync-hotfix' : withProduct('rel sync-hotfix', product);
  const what = lacks === 1 ? 'one change' : `${lacks} changes`;
  return [...lines, `${paint.bad(`lacks ${what} of production`)}: ${sync}`];
}

function forecastText(one: TrainForecast, paint: Paint): string {
  const into = one.by === 'picks' ? `picked onto ${one.into}` : `into ${one.into}`;
  return `${into}: ${outcomeText(one, paint)}`;
}

function outcomeText(one: TrainForecast, paint: Paint): string {
  switch (one.outcome) {
    case 'no-branch':
      return paint.doubtful('there is no such branch');
    case 'unreadable':
      return paint.doubtful(`not known: ${clean(one.why ?? '')}`);
    case 'conflict':
      return paint.bad(`conflicts in ${listed((one.paths ?? []).map(clean))}`);
    case 'clean':
      return `${paint.good('clean')}${breaksText(one, paint)}`;
  }
}

function breaksText({ breaks = [], tried = 0, open = 0, why }: TrainForecast, paint: Paint): string {
  if (why !== undefined) return `; the open PRs against it could not be read: ${clean(why)}`;
  const some = tried < open ? ` (${tried} of ${open} open PRs tried)` : '';
  if (breaks.length === 0) return some;
  return `, ${paint.doubtful(`would break ${listed(breaks.map(({ pr }) => `#${pr}`))}`)}${some}`;
}

/** The first five, and how many more there are. */
const listed = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
