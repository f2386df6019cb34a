import { mapping } from './data.ts';

/** Keys of semantic-release's configuration, which may have the same file name. */
const theirKeys = ['plugins', 'tagFormat', 'preset', 'extends', 'release', 'repositoryUrl', 'ci', 'dryRun'];

/** Whether this is semantic-release's file: no `version`, and a key or a form that only it has. */
export function isSemanticRelease(value: unknown): boolean {
  const top = mapping(value);
  if (Object.hasOwn(top, 'version')) return false;
  const { branches } = top;
  return (
    Array.isArray(branches) ||
    typeof branches === 'string' ||
    theirKeys.some((key) => Object.hasOwn(top, key))
  );
}
