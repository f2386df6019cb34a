import { closedRef } from '../domain/closed-train.ts';
import type { Candidate, Train } from '../domain/facts.ts';
import type { RemoteRefs } from '../domain/git.ts';
import { matchPattern } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';
import { compareVersions } from './versions.ts';

/** A released version: its tag's short name and the commit the tag is on. */
export interface Released {
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
}

/** Every train that has a branch on the remote, oldest version first; released ones among them. */
export function trainsOf(refs: RemoteRefs, policy: Policy): Train[] {
  const released = new Map(releasesOf(refs, policy).map((r) => [r.version, r.commit]));
  const candidates = candidatesByVersion(refs, policy);
  const trains: Train[] = [];
  for (const ref of refs.values()) {
    const branch = shortName(ref.name, 'refs/heads/');
    if (branch === null) continue;
    for (const kind of ['rc', 'hotfix'] as const) {
      const version = matchPattern(policy.branches[kind], branch)?.version;
      if (version === undefined) continue;
      trains.push({
        version,
        kind,
        branch,
        tip: ref.sha,
        candidates: candidates.get(version) ?? [],
        released: released.get(version) ?? null,
        ...(refs.has(closedRef(branch)) ? { closed: true } : {}),
      });
    }
  }
  return trains.sort((a, b) => compareVersions(a.version, b.version));
}

/** The candidates of a version, by number ascending; whether its branch is there or not. */
export const candidatesOf = (refs: RemoteRefs, policy: Policy, version: string): readonly Candidate[] =>
  candidatesByVersion(refs, policy).get(version) ?? [];

/** The same of every version that has some: tens of thousands of refs are read once, and not once a train. */
function candidatesByVersion(refs: RemoteRefs, policy: Policy): Map<string, Candidate[]> {
  const all = new Map<string, Candidate[]>();
  for (const ref of refs.values()) {
    const tag = shortName(ref.name, 'refs/tags/');
    const { n, version } = (tag === null ? null : matchPattern(policy.tags.candidate, tag)) ?? {};
    if (tag === null || n === undefined || version === undefined) continue;
    const candidate = { n, tag, commit: ref.commit };
    const known = all.get(version);
    if (known === undefined) all.set(version, [candidate]);
    else known.push(candidate);
  }
  for (const candidates of all.values()) candidates.sort((a, b) => a.n - b.n);
  return all;
}

/** What has been released, by its tags, oldest version first. */
export function releasesOf(refs: RemoteRefs, policy: Policy): Released[] {
  const releases: Released[] = [];
  for (const ref of refs.values()) {
    const tag = shortName(ref.name, 'refs/tags/');
    const version = tag === null ? undefined : matchPattern(policy.tags.release, tag)?.version;
    if (tag !== null && version !== undefined) releases.push({ version, tag, commit: ref.commit });
  }
  return releases.sort((a, b) => compareVersions(a.version, b.version));
}

/** A train is live until its version is released, or the train is given up. */
export const isLive = ({ released, closed }: Train): boolean => released === null && closed !== true;

const shortName = (ref: string, prefix: string): string | null =>
  ref.startsWith(prefix) ? ref.slice(prefix.length) : null;
