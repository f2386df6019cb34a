import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Where a call without `-C` starts: the current folder; or, where git started rel by an alias and went to the top of the
 * working tree first, the folder that the person stands in (git says which in GIT_PREFIX).
 */
export function startFolder(): string {
  const [cwd, prefix] = [process.cwd(), process.env.GIT_PREFIX ?? ''];
  const folder = resolve(cwd, prefix);
  return prefix !== '' && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? folder : cwd;
}

/**
 * The repository that GIT_DIR names where a call that starts in `dir` says no other: git sets it for aliases and hooks,
 * and for `git --git-dir=X rel`. Null where it is not set, or where another folder was named with `-C`.
 */
export function namedGitDir(dir: string): string | null {
  const named = process.env.GIT_DIR ?? '';
  return named === '' || dir !== startFolder() ? null : realPath(resolve(named));
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
