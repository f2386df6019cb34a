import type { Sha } from '../domain/git.ts';
import { lines } from './batch.ts';
import { readChanges } from './picks/changes.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';
import { requireFullHistory } from './shallow.ts';

/** The first-parent line that ends with `tip`, without what `exclude` holds. */
export interface Line {
  readonly tip: Sha;
  readonly exclude: Sha;
}

/** The commits of a line that touched a file, under whatever name it had, oldest first; and all of its names. */
export interface PathHistory {
  readonly commits: readonly Sha[];
  readonly paths: ReadonlySet<string>;
}

/**
 * What happened to these paths on a line. Where a commit made one of them by renaming another, that one's past counts,
 * too. A merge is what it changed against its first parent. Two processes for each renaming, and two more. Throws
 * RelError `shallow-clone`.
 */
export async function pathHistory(
  repo: Repository,
  line: Line,
  paths: readonly string[],
): Promise<PathHistory> {
  requireFullHistory(repo);
  const names = new Set(paths);
  for (;;) {
    const commits = await touching(repo, line, names);
    const earlier = await renamedFrom(repo, await adding(repo, commits, names), names);
    const unseen = earlier.filter((name) => !names.has(name));
    if (unseen.length === 0) return { commits, paths: names };
    for (const name of unseen) names.add(name);
  }
}

/** The commits of the line that changed one of the paths, oldest first. */
async function touching(
  repo: Repository,
  { tip, exclude }: Line,
  paths: ReadonlySet<string>,
): Promise<Sha[]> {
  const named = [...paths].filter((path) => !path.includes('\n'));
  if (named.length === 0) return [];
  const input = `${lines([tip, `^${exclude}`])}--\n${named.join('\n')}\n`;
  const { stdout } = await plumb(
    scratchOf(repo).empty,
    ['rev-list', '--first-parent', '--topo-order', '--reverse', '--stdin'],
    { input, env: { ...scratchOf(repo).env, GIT_LITERAL_PATHSPECS: '1' } },
  );
  return stdout.toString().split('\n').slice(0, -1);
}

/** The commits that made one of the paths. */
async function adding(repo: Repository, commits: readonly Sha[], paths: ReadonlySet<string>): Promise<Sha[]> {
  const bytes = new Set([...paths].map((path) => Buffer.from(path).toString('latin1')));
  const changes = await readChanges(repo, commits);
  const adds = (sha: Sha) => changes.get(sha)?.some((c) => c.before === null && bytes.has(c.path));
  return commits.filter(adds);
}

/** The names that these commits renamed to one of the paths. */
async function renamedFrom(
  repo: Repository,
  commits: readonly Sha[],
  paths: ReadonlySet<string>,
): Promise<string[]> {
  if (commits.length === 0) return [];
  const format = ['-r', '-z', '--name-status', '--find-renames', '--diff-filter=R', '--no-commit-id'];
  const { stdout } = await plumb(
    scratchOf(repo).empty,
    ['diff-tree', '--stdin', '--root', '--diff-merges=first-parent', ...format],
    { input: lines(commits), env: scratchOf(repo).env },
  );
  const fields = stdout.toString().split('\0').slice(0, -1);
  const renames = fields.flatMap((field, at) =>
    /^R\d+$/.test(field) ? [{ from: fields[at + 1] ?? '', to: fields[at + 2] ?? '' }] : [],
  );
  return renames.flatMap(({ from, to }) => (paths.has(to) ? [from] : []));
}
