import type { Sha } from '../domain/git.ts';
import { plumbOnce } from './plumb-once.ts';
import type { Repository } from './repository.ts';

/** A file of a tree: its mode as git writes it, and its blob. */
export interface TreeEntry {
  readonly mode: string;
  readonly sha: Sha;
}

/** A path that differs between two trees; null where one of them has no file there. */
export interface TreeDifference {
  readonly path: string;
  readonly before: TreeEntry | null;
  readonly after: TreeEntry | null;
}

/** Where two commits' trees differ, no renames looked for. Paths are binary: one character a byte. One process. */
export async function treeDifferences(repo: Repository, before: Sha, after: Sha): Promise<TreeDifference[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', '--ignore-submodules=none'];
  const { stdout } = await plumbOnce(repo, [...args, before, after, '--']);
  const fields = stdout.toString('latin1').split('\0').slice(0, -1);
  const differences: TreeDifference[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [oldMode = '', newMode = '', oldSha = '', newSha = ''] = (fields[at] ?? '').slice(1).split(' ');
    const path = fields[at + 1] ?? '';
    differences.push({ path, before: entry(oldMode, oldSha), after: entry(newMode, newSha) });
  }
  return differences;
}

const entry = (mode: string, sha: Sha): TreeEntry | null => (mode === '000000' ? null : { mode, sha });
