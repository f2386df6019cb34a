import type { FilePatch, Patch } from '../../domain/patch.ts';

/**
 * Whether two changes have the same `git patch-id --stable`: the same files with the same lines, context included,
 * whatever the line numbers, the whitespace and the order of the files. A binary file's content counts by its blobs, as
 * with git from 2.39.
 */
export function isSamePatch(some: Patch, other: Patch): boolean {
  return canonical(some) === canonical(other);
}

const canonical = (patch: Patch): string => patch.map(canonicalFile).sort().join('\n');

function canonicalFile({ text, before, after }: FilePatch): string {
  const counted = text.split('\n').flatMap((line): string[] => {
    if (line.startsWith('@@ -') || line.startsWith('index ') || line.startsWith('\\')) return [];
    if (line.startsWith('Binary files ')) return [`${before?.sha}${after?.sha}`];
    return [line.replace(/[ \t\r]+/g, '')];
  });
  return counted.join('');
}
