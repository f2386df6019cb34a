import type { BrokenPullRequest, Into } from '../../domain/merge-forecast.ts';
import type { Evidence } from '../../domain/verdict.ts';

/** The first few, and how many more there are. */
const atMost = (most: number, names: readonly string[]): string =>
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

const isPicked = ({ by }: Into): boolean => by === 'picks';
const isMerged = (into: Into): boolean => !isPicked(into);
const names = (all: readonly Into[]): string => all.map(({ branch }) => branch).join(' and ');

/** What the commit does: `merges`, `can be picked` or both. */
export const howAll = (all: readonly Into[]): string =>
  [...(all.some(isMerged) ? ['merges'] : []), ...(all.some(isPicked) ? ['can be picked'] : [])].join(' and ');

/** `abc merges into devel without conflict; its picks apply to rc/1.8.0`. */
export function cleanWords(sha: string, all: readonly Into[]): string {
  const [merged, picked] = [all.filter(isMerged), all.filter(isPicked)];
  const merges = `${sha} merges into ${names(merged)} without conflict`;
  if (picked.length === 0)
    return merged.length > 0
      ? merges
      : `no live RC comes after this version: there is none to pick ${sha} onto`;
  return merged.length > 0
    ? `${merges}; its picks apply to ${names(picked)}`
    : `the picks of ${sha} apply to ${names(picked)}`;
}

type Conflict = Into & { readonly paths: readonly string[] };

/** `abc conflicts with devel (a.ts) and with rc/1.8.0, picked (b.ts)`. */
export function conflictWords(sha: string, conflicts: readonly Conflict[]): string {
  const where = conflicts.map(
    (one) => `${one.branch}${isPicked(one) ? ', picked' : ''} (${atMost(3, one.paths)})`,
  );
  return `${sha} conflicts with ${where.join(' and with ')}`;
}

/** What a person can do: what is merged is resolved beforehand, what is picked comes as a PR of the sync. */
export function conflictRemedy(conflicts: readonly Conflict[]): string {
  const [merged, picked] = [conflicts.filter(isMerged), conflicts.filter(isPicked)];
  const merge = `merge ${names(merged)} here, resolve it, and judge that commit`;
  const pick = `change it so that it applies to ${names(picked)}, or waive this gate: rel sync-hotfix then brings the conflict as a PR`;
  return [...(merged.length > 0 ? [merge] : []), ...(picked.length > 0 ? [pick] : [])].join('; ');
}
