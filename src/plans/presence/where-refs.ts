import type { RemoteRefs, Sha } from '../../domain/git.ts';
import { matchPattern } from '../../domain/pattern.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PlaceKind } from '../../domain/where.ts';
import { isLive, releasesOf, trainsOf } from '../trains.ts';
import { compareVersions } from '../versions.ts';

/** A branch or tag that may hold a change. */
export interface PlaceRef {
  /** The short name. */
  readonly name: string;
  readonly kind: PlaceKind;
  readonly commit: Sha;
}

/**
 * Where a change is looked for: develop, production and the branches of live trains (with `all` every branch), then
 * the candidates and the releases, each by version; those of each product behind another's.
 */
export function placeRefs(refs: RemoteRefs, policies: readonly Policy[], all: boolean): PlaceRef[] {
  const live = policies.flatMap((policy) => trainsOf(refs, policy).filter(isLive));
  const lines = policies.flatMap(({ branches }) => [branches.develop, branches.production]);
  const first = [...lines, ...live.map(({ branch }) => branch)];
  const every = [...refs.keys()].flatMap((name) => (name.startsWith(heads) ? name.slice(heads.length) : []));
  const branches = [...new Set([...first, ...(all ? every.sort() : [])])];
  return [
    ...branches.flatMap((name): PlaceRef[] => {
      const ref = refs.get(`${heads}${name}`);
      return ref === undefined ? [] : [{ name, kind: 'branch', commit: ref.commit }];
    }),
    ...policies.flatMap((policy) => candidates(refs, policy)),
    ...policies.flatMap((policy) =>
      releasesOf(refs, policy).map(({ tag, commit }): PlaceRef => ({ name: tag, kind: 'release', commit })),
    ),
  ];
}

const heads = 'refs/heads/';
const tags = 'refs/tags/';

/** Every candidate there ever was, by version and number. */
function candidates(refs: RemoteRefs, policy: Policy): PlaceRef[] {
  const found = [...refs.values()].flatMap(({ name, commit }) => {
    const tag = name.startsWith(tags) ? name.slice(tags.length) : null;
    const fields = tag === null ? null : matchPattern(policy.tags.candidate, tag);
    if (tag === null || fields?.version === undefined || fields.n === undefined) return [];
    return [{ tag, commit, version: fields.version, n: fields.n }];
  });
  found.sort((a, b) => compareVersions(a.version, b.version) || a.n - b.n);
  return found.map(({ tag, commit }) => ({ name: tag, kind: 'candidate', commit }));
}
