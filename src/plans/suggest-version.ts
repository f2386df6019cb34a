import type { Change, PullRequest } from '../domain/change.ts';
import type { Policy } from '../domain/policy.ts';
import { type ReleaseType, releaseTypeOf } from '../domain/release-type.ts';
import { nextVersion } from './versions.ts';

/** What the next release is, and what says so: a PR by its label, or nothing but the policy's default. */
export interface SuggestedType {
  readonly type: ReleaseType;
  /** For people: `#241 has the label feature`. */
  readonly why: string;
}

/** A version to cut, and why it is that one. */
export interface SuggestedVersion extends SuggestedType {
  readonly version: string;
}

/** Whether any label says what the next version is, so that PRs need be read at all. */
export const asksForLabels = ({ versions }: Pick<Policy, 'versions'>): boolean =>
  versions.major.length + versions.minor.length > 0;

/**
 * What the next release is by the labels of what it brings: major before minor, and the PR that landed first with the
 * label that the policy names first. `changes` in landing order; null where there is no GitHub that has labels.
 */
export function suggestType(
  changes: readonly Change[] | null,
  policy: Pick<Policy, 'versions'>,
): SuggestedType {
  const { versions } = policy;
  const byDefault = (why: string): SuggestedType => ({ type: versions.default, why });
  if (!asksForLabels(policy)) return byDefault('the policy says so: versions.default');
  if (changes === null) return byDefault('without GitHub there are no labels, and versions.default is that');
  const pullRequests = changes.flatMap(({ pullRequest }) => pullRequest ?? []);
  for (const type of ['major', 'minor'] as const) {
    const first = labelled(pullRequests, versions[type]);
    if (first !== null) return { type, why: `#${first.pr} has the label ${first.label}` };
  }
  return byDefault('no PR has a label of versions.major or versions.minor, and versions.default is that');
}

/** The next version of the suggested type after all that are taken. */
export const suggestVersion = (suggested: SuggestedType, taken: readonly string[]): SuggestedVersion => ({
  version: nextVersion(suggested.type, taken),
  ...suggested,
});

/** What is to be said of a version that somebody chose smaller than the labels ask for; null where it is not. */
export function tooSmall(version: string, suggested: SuggestedType): string | null {
  const type = releaseTypeOf(version);
  if (type === null || sizes.indexOf(type) >= sizes.indexOf(suggested.type)) return null;
  return `${version} is a ${type} version, and ${suggested.why}, which makes it a ${suggested.type} one`;
}

const sizes: readonly ReleaseType[] = ['patch', 'minor', 'major'];

/** GitHub takes labels that differ only in their case for the same. */
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function labelled(
  pullRequests: readonly PullRequest[],
  labels: readonly string[],
): { readonly pr: number; readonly label: string } | null {
  for (const label of labels) {
    const found = pullRequests.find((pr) => pr.labels.some((one) => isSame(one, label)));
    if (found !== undefined) return { pr: found.number, label };
  }
  return null;
}
