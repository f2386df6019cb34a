import type { RefName, RemoteRefs } from '../domain/git.ts';

/** A ref that is a folder of the wanted one, or that the wanted one would be a folder of; null: it can be made. */
export function clashingRef(refs: RemoteRefs, wanted: RefName): RefName | null {
  for (const name of refs.keys()) {
    if (wanted.startsWith(`${name}/`) || name.startsWith(`${wanted}/`)) return name;
  }
  return null;
}
