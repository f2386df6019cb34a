import { plumb } from './process.ts';
import type { Repository } from './repository.ts';

export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Reads many objects through one `git cat-file --batch`. `names` are SHAs or `COMMIT:PATH`; the answer has one place
 * for each, null where there is no such object (or the short name is ambiguous). No process where `names` is empty.
 */
export async function readObjects(repo: Repository, names: readonly string[]): Promise<(GitObject | null)[]> {
  if (names.length === 0) return [];
  const { stdout } = await plumb(repo.dir, ['cat-file', '--batch'], { input: lines(names) });
  const objects: (GitObject | null)[] = [];
  for (let at = 0; objects.length < names.length; ) {
    const end = stdout.indexOf('\n', at);
    const header = stdout.toString('utf8', at, end === -1 ? stdout.length : end);
    const [, sha = '', type = '', size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? [];
    const start = end + 1;
    const stop = start + Number(size ?? 0);
    objects.push(size === undefined ? null : { sha, type, bytes: stdout.subarray(start, stop) });
    at = size === undefined ? start : stop + 1;
    if (end === -1) break;
  }
  return objects;
}

/** Names to `git cat-file --batch` or its kin: one a line, so a name with a line break is refused. */
export function lines(names: readonly string[]): string {
  const broken = names.find((name) => /[\n\0]/.test(name));
  if (broken !== undefined) throw new Error(`Not an object name: ${JSON.stringify(broken)}`);
  return `${names.join('\n')}\n`;
}
