import type { Sha } from '../domain/git.ts';
import type { LedgerChange, LedgerCommit } from '../domain/ledger-history.ts';
import { lines } from './batch.ts';
import { requireLedgerCommit } from './ledger-tip.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { withoutIndex } from './without-index.ts';

/**
 * The commits of a ledger that `tip` has and none of `without` has, oldest first, each with what it changes. Two
 * processes however many there are. Throws GitFailure where an object is missing, and as `requireLedgerCommit` does.
 */
export async function readLedgerChain(
  repo: Repository,
  tip: Sha,
  without: readonly Sha[] = [],
): Promise<LedgerCommit[]> {
  await requireLedgerCommit(repo, tip);
  const { stdout } = await plumb(
    repo.dir,
    ['rev-list', '--topo-order', '--reverse', '--parents', '--timestamp', '--stdin'],
    { input: lines([tip, ...without.map((sha) => `^${sha}`)]) },
  );
  const commits = stdout
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((row) => {
      const [time, sha = '', ...parents] = row.split(' ');
      return { sha, parents, time: Number(time) };
    });
  const straight = commits.filter(({ parents }) => parents.length < 2).map(({ sha }) => sha);
  const changes = await readChanges(repo, straight);
  return commits.map((commit) => ({ ...commit, changes: changes.get(commit.sha) ?? [] }));
}

/** What each commit changes against its parent; one that changes nothing is not in the map. */
async function readChanges(repo: Repository, commits: readonly Sha[]): Promise<Map<Sha, LedgerChange[]>> {
  const changes = new Map<Sha, LedgerChange[]>();
  if (commits.length === 0) return changes;
  const flags = ['--stdin', '--root', '-r', '-z', '--no-renames', '--no-abbrev', '--no-ext-diff'];
  const { stdout } = await plumb(repo.dir, ['diff-tree', ...flags], {
    input: lines(commits),
    env: withoutIndex(repo),
  });
  const fields = stdout.toString().split('\0');
  let current: LedgerChange[] = [];
  for (let at = 0; at < fields.length - 1; at++) {
    const field = fields[at] ?? '';
    if (field.startsWith(':')) {
      at += 1;
      current.push(changeOf(field, fields[at] ?? ''));
    } else {
      current = [];
      changes.set(field, current);
    }
  }
  return changes;
}

/** `:MODE MODE SHA SHA STATUS` (git-diff-tree, "raw output format"). */
function changeOf(row: string, path: string): LedgerChange {
  const [, mode = '', before = '', after = '', status = ''] = row.slice(1).split(' ');
  const how = status === 'A' ? 'added' : status === 'D' ? 'removed' : 'changed';
  return { path, how, blob: how === 'removed' ? before : after, plain: mode === '100644' };
}
