import type { FilePatch, Patch } from '../../../domain/patch.ts';
import { hunksOf } from './hunks.ts';

/**
 * Whether two changes have the same `git patch-id --stable`: the same files with the same lines, context included,
 * whatever the line numbers, the whitespace and the order of the files. A binary file's content counts by its blobs, as
 * with git from 2.39. Unlike there (2.39) the path counts of a file that comes after a binary one, too.
 */
export function isSamePatch(some: Patch, other: Patch): boolean {
  return canonical(some) === canonical(other);
}

const canonical = (patch: Patch): string => patch.map(canonicalFile).sort().join('\n');

function canonicalFile(file: FilePatch): string {
  const { head, before, after } = file;
  const counted = head.flatMap((line): string[] => {
    if (line.startsWith('index ')) return [];
    return [line.startsWith('Binary files ') ? `${before?.sha}${after?.sha}` : line];
  });
  const lines = hunksOf(file).flatMap((hunk) => hunk.lines);
  return [...counted, ...lines].join('').replace(/[ \t\r\n]+/g, '');
}
