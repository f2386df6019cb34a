import type { MergeForecast } from '../domain/merge-forecast.ts';
import type { TrainForecast } from '../domain/train-forecast.ts';

/** Forecasts as rows of a result; `github`: whether there is one, so that nobody is told of PRs that cannot be. */
export const forecastRows = (forecasts: readonly MergeForecast[], github: boolean): TrainForecast[] =>
  forecasts.map((forecast) => ({
    ...{ into: forecast.branch, by: forecast.by ?? 'merge', outcome: forecast.outcome },
    ...(forecast.outcome === 'clean' && !github ? {} : detailsOf(forecast)),
  }));

function detailsOf(forecast: MergeForecast): Partial<TrainForecast> {
  switch (forecast.outcome) {
    case 'no-branch':
      return {};
    case 'unreadable':
      return { why: forecast.why };
    case 'conflict':
      return { paths: [...forecast.paths] };
    case 'clean':
      return breaksOf(forecast);
  }
}

function breaksOf({ breaks }: Extract<MergeForecast, { outcome: 'clean' }>): Partial<TrainForecast> {
  if (!breaks.ok) return { why: breaks.why };
  const { broken, tried, total } = breaks.value;
  const rows = broken.map(({ number, title, url, paths }) => ({ pr: number, title, url, paths: [...paths] }));
  return { breaks: rows, tried, open: total };
}
