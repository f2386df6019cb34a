import { isUtf8 } from 'node:buffer';
import { climbs } from '../attributes.ts';
import type { PathChange } from './changes.ts';
import type { TargetTree } from './target-tree.ts';
import { type Entry, foldersOf, splitPath } from './tree-format.ts';

/** A `.gitattributes` that has a say; null where that folder has none. */
export interface AttributeFile {
  readonly path: string;
  readonly blob: string | null;
}

/** Three versions of a file; what they make depends on them and on the attributes alone. */
export interface FileMerge {
  readonly path: string;
  readonly base: Entry;
  readonly ours: Entry;
  readonly theirs: Entry;
  readonly attributes: readonly AttributeFile[];
}

/** What a change does to a target path by path: what is known at once, and what has to be merged. */
export interface ChangePlan {
  readonly writes: readonly (readonly [path: string, entry: Entry | null])[];
  readonly merges: readonly FileMerge[];
}

/**
 * How a change comes onto the target if each path can be looked at by itself, which is where no rename can be involved;
 * null where one can, or where a file's mode or kind is in question: git has to merge the whole. Git sees a rename only
 * from a path that a side lacks to a path that a side has more than the base. So on the source's side there is none
 * unless the change both adds and deletes; on the target's side none counts unless it takes away a path that the change
 * touches, makes one that the change adds, or takes away the folder of such a one (a renamed directory, which git
 * takes for one only where the whole of it is gone). Any path that is not as it should be here ends in null.
 */
export function planChange(changes: readonly PathChange[], target: TargetTree): ChangePlan | null {
  const adds = changes.some(({ before }) => before === null);
  const deletes = changes.some(({ after }) => after === null);
  if (adds && deletes) return null;
  const writes: [string, Entry | null][] = [];
  const merges: FileMerge[] = [];
  for (const { path, before, after } of changes) {
    if (!isPlain(path) || !target.isReadable(path)) return null;
    const ours = target.entry(path);
    if (before === null) {
      if (ours !== null || !target.hasFolder(splitPath(path)[0]) || !isFile(after)) return null;
      writes.push([path, after]);
    } else if (ours === null || ours.mode !== before.mode || !isSameKind(before, after)) {
      return null;
    } else if (ours.sha === before.sha) {
      writes.push([path, after]);
    } else if (after === null) {
      return null;
    } else if (ours.sha !== after.sha || ours.mode !== after.mode) {
      if (!isRegular(ours)) return null;
      merges.push({ path, base: before, ours, theirs: after, attributes: attributesFor(path, target) });
    }
  }
  return { writes, merges };
}

const isRegular = (entry: Entry): boolean => entry.mode.startsWith('100');
const isLink = (entry: Entry): boolean => entry.mode === '120000';
const isFile = (entry: Entry | null): boolean => entry !== null && (isRegular(entry) || isLink(entry));
const isSameKind = (before: Entry, after: Entry | null): boolean =>
  isFile(before) && (after === null || (isRegular(before) ? isRegular(after) : isLink(after)));

/** A path that rel can name, and no tree can use to leave a folder. */
const isPlain = (path: string): boolean => isUtf8(Buffer.from(path, 'latin1')) && !climbs(path);

function attributesFor(path: string, target: TargetTree): AttributeFile[] {
  return foldersOf(path).map((folder) => {
    const file = folder === '' ? '.gitattributes' : `${folder}/.gitattributes`;
    const entry = target.entry(file);
    return { path: file, blob: entry !== null && isRegular(entry) ? entry.sha : null };
  });
}
