import type { Sha } from '../domain/git.ts';
import { lines } from './batch.ts';
import { plumbOnce } from './plumb-once.ts';
import type { Repository } from './repository.ts';
import { requireFullHistory } from './shallow.ts';

/** Commits reachable from `include` and not from `exclude`. */
export interface CommitRange {
  readonly include: readonly Sha[];
  readonly exclude?: readonly Sha[];
  readonly firstParent?: boolean;
  readonly noMerges?: boolean;
  /** Only so many, the newest ones. */
  readonly newest?: number;
}

/**
 * Whether `descendant` holds `ancestor` (a commit holds itself). Throws RelError `shallow-clone`, and GitFailure
 * where a commit is missing: git's 128 is no "no" (fact 37).
 */
export async function isAncestor(repo: Repository, ancestor: Sha, descendant: Sha): Promise<boolean> {
  requireFullHistory(repo);
  const args = ['merge-base', '--is-ancestor', ancestor, descendant];
  return (await plumbOnce(repo, args, { accept: [0, 1] })).code === 0;
}

/**
 * The best common ancestor of all these commits (of one: itself), the first of them where there are several; null for
 * unrelated histories.
 */
export async function mergeBase(repo: Repository, ...commits: [Sha, ...Sha[]]): Promise<Sha | null> {
  requireFullHistory(repo);
  const unique = [...new Set(commits)];
  if (unique.length === 1) return commits[0];
  const { code, stdout } = await plumbOnce(repo, ['merge-base', '--octopus', ...unique], { accept: [0, 1] });
  return code === 0 ? stdout.toString().trim() : null;
}

/** Those of the commits that have any history in common with `tip`. One process. */
export async function relatedTo(repo: Repository, tip: Sha, commits: readonly Sha[]): Promise<Set<Sha>> {
  const graph = await readGraph(repo, { include: commits, exclude: [tip] });
  const related = new Set<Sha>();
  // A parent that is not of the range is one that the tip holds.
  for (const [sha, parents] of graph) {
    if (parents.some((parent) => !graph.has(parent) || related.has(parent))) related.add(sha);
  }
  return new Set(commits.filter((sha) => !graph.has(sha) || related.has(sha)));
}

/** The commits of a range in landing order: oldest first, no commit before its parents. */
export async function listCommits(repo: Repository, range: CommitRange): Promise<Sha[]> {
  requireFullHistory(repo);
  const { include, exclude = [], firstParent = false, noMerges = false, newest } = range;
  if (include.length === 0) return [];
  const flags = [
    ...(firstParent ? ['--first-parent'] : []),
    ...(noMerges ? ['--no-merges'] : []),
    ...(newest === undefined ? [] : [`--max-count=${newest}`]),
  ];
  const { stdout } = await plumbOnce(repo, ['rev-list', '--topo-order', '--reverse', ...flags, '--stdin'], {
    input: lines([...include, ...exclude.map((sha) => `^${sha}`)]),
  });
  return stdout.toString().split('\n').slice(0, -1);
}

/**
 * The commits of a range that change one of the paths (from the root, `/` between parts), whatever line they are on;
 * the merges of such commits need not be among them. Throws where a path holds a line break.
 */
export async function listTouching(
  repo: Repository,
  { include, exclude = [] }: CommitRange,
  paths: readonly string[],
): Promise<Sha[]> {
  requireFullHistory(repo);
  if (include.length === 0 || paths.length === 0) return [];
  const range = lines([...include, ...exclude.map((sha) => `^${sha}`)]);
  const args = ['--literal-pathspecs', 'rev-list', '--topo-order', '--reverse', '--full-history', '--stdin'];
  const { stdout } = await plumbOnce(repo, args, { input: `${range}--\n${lines(paths)}` });
  return stdout.toString().split('\n').slice(0, -1);
}

/** A range as a graph: each commit with its parents, oldest first, no commit before its parents. */
export async function readGraph(repo: Repository, range: CommitRange): Promise<Map<Sha, readonly Sha[]>> {
  requireFullHistory(repo);
  const { include, exclude = [] } = range;
  if (include.length === 0) return new Map();
  const { stdout } = await plumbOnce(
    repo,
    ['rev-list', '--topo-order', '--reverse', '--parents', '--stdin'],
    {
      input: lines([...include, ...exclude.map((sha) => `^${sha}`)]),
    },
  );
  const rows = stdout.toString().split('\n').slice(0, -1);
  return new Map(
    rows.map((row) => {
      const [sha = '', ...parents] = row.split(' ');
      return [sha, parents];
    }),
  );
}

export { diffPatchId, patchIds } from './patch-id.ts';
