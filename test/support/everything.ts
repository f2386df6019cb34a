import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { git } from './git-history.ts';

/** Every folder, link and file below `dir` with a digest of its bytes, by path; what `except` fits is left out. */
export function filesBelow(dir: string, except: RegExp): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
      .filter(({ path }) => !except.test(relative(dir, path)))
      .map(({ entry, path }) => [relative(dir, path), entry.isDirectory() ? 'folder' : digest(path, entry)]),
  );
}

/** Every object that a ref or a reflog holds on to. */
export const reachable = (dir: string): string[] =>
  git(dir, ['rev-list', '--all', '--reflog', '--objects', '--no-object-names']).trim().split('\n').sort();

function digest(path: string, entry: { isSymbolicLink(): boolean }): string {
  const bytes = entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
  return createHash('sha256').update(bytes).digest('hex');
}
