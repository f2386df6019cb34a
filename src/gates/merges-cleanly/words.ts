import type { BrokenPullRequest } from '../../domain/merge-forecast.ts';
import type { Evidence } from '../../domain/verdict.ts';

/** The first few, and how many more there are. */
export const atMost = (most: number, names: readonly string[]): string =>
  names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

/** `#12 in src/a.ts, #13 in src/b.ts`. */
export const brokenWords = (broken: readonly BrokenPullRequest[]): string =>
  atMost(
    5,
    broken.map(({ number, paths }) => `#${number} in ${atMost(2, paths)}`),
  );

export const brokenEvidence = (pr: BrokenPullRequest, branch: string): Evidence => ({
  what: `#${pr.number} ${pr.title}: would conflict with ${branch} in ${pr.paths.join(', ')}`,
  ...(pr.author === null ? {} : { who: pr.author }),
  sha: pr.headSha,
  url: pr.url,
});
