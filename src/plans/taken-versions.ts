import { closedBranch } from '../domain/closed-train.ts';
import type { RemoteRefs } from '../domain/git.ts';
import { matchPattern } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';

/**
 * Every version that is out, on its way, or used up: those of releases, of candidates, of branches of trains, and of
 * trains that were given up, whether their branch is there or not.
 */
export function takenVersions(
  refs: RemoteRefs,
  { branches, tags }: Pick<Policy, 'branches' | 'tags'>,
): string[] {
  const taken = new Set<string>();
  for (const name of refs.keys()) {
    const branch = name.startsWith(heads) ? name.slice(heads.length) : closedBranch(name);
    const tag = name.startsWith(tagged) ? name.slice(tagged.length) : null;
    const version =
      versionIn(branch, [branches.rc, branches.hotfix]) ?? versionIn(tag, [tags.candidate, tags.release]);
    if (version !== undefined) taken.add(version);
  }
  return [...taken];
}

const heads = 'refs/heads/';
const tagged = 'refs/tags/';

/** The version in a name of one of these forms. */
function versionIn(name: string | null, patterns: readonly string[]): string | undefined {
  if (name === null) return undefined;
  return patterns.flatMap((pattern) => matchPattern(pattern, name)?.version ?? [])[0];
}
