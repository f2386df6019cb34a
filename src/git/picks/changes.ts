import type { Sha } from '../../domain/git.ts';
import { lines } from '../batch.ts';
import { plumb } from '../process.ts';
import type { Repository } from '../repository.ts';
import { scratchOf } from '../scratch.ts';
import type { Entry } from './tree-format.ts';

/** What a commit did to one path; `before` is null for an added one, `after` for a deleted one. */
export interface PathChange {
  readonly path: string;
  readonly before: Entry | null;
  readonly after: Entry | null;
}

const known = new WeakMap<Repository, Map<Sha, readonly PathChange[]>>();

/**
 * What each commit changed, a merge against its first parent, no renames looked for; nothing is an empty list. One
 * process for all that were not asked for before. Throws GitFailure where a commit or its first parent is not here.
 */
export async function readChanges(
  repo: Repository,
  commits: readonly Sha[],
): Promise<ReadonlyMap<Sha, readonly PathChange[]>> {
  const all = known.get(repo) ?? new Map<Sha, readonly PathChange[]>();
  known.set(repo, all);
  const missing = [...new Set(commits)].filter((sha) => !all.has(sha));
  if (missing.length > 0) {
    const format = ['-r', '-z', '--raw', '--no-renames', '--no-abbrev', '--ignore-submodules=none'];
    const args = ['diff-tree', '--stdin', '--root', '--diff-merges=first-parent', ...format];
    const scratch = scratchOf(repo);
    const { stdout } = await plumb(scratch.empty, args, { input: lines(missing), env: scratch.env });
    const read = parseChanges(stdout.toString('latin1'));
    for (const sha of missing) all.set(sha, read.get(sha) ?? []);
  }
  return all;
}

/** Reads `COMMIT, (:MODE MODE SHA SHA STATUS, PATH)...`, each ended by NUL. */
function parseChanges(output: string): Map<Sha, PathChange[]> {
  const all = new Map<Sha, PathChange[]>();
  let changes: PathChange[] = [];
  const fields = output.split('\0').slice(0, -1);
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? '';
    if (!field.startsWith(':')) {
      changes = [];
      all.set(field, changes);
      continue;
    }
    const [oldMode = '', newMode = '', oldSha = '', newSha = ''] = field.slice(1).split(' ');
    at += 1;
    changes.push({ path: fields[at] ?? '', before: side(oldMode, oldSha), after: side(newMode, newSha) });
  }
  return all;
}

const side = (mode: string, sha: Sha): Entry | null => (mode === '000000' ? null : { mode, sha });
