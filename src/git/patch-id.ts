import type { Sha } from '../domain/git.ts';
import { lines } from './batch.ts';
import { requireChangedBlobs } from './picks/pick-blobs.ts';
import { pipePlumbing } from './process.ts';
import { isAtLeast, type Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';
import { requireFullHistory } from './shallow.ts';

const ofCommits = ['diff-tree', '--stdin', '--root', '--diff-merges=first-parent'];

/**
 * The stable patch-id of what each commit changed, a merge against its first parent. Commits that change nothing
 * are absent. Two processes however many commits. No configuration or attribute of the user's counts: it runs in
 * the scratch, and every default is said. Throws RelError `shallow-clone`.
 */
export async function patchIds(repo: Repository, commits: readonly Sha[]): Promise<Map<Sha, string>> {
  requireFullHistory(repo);
  if (commits.length === 0) return new Map();
  await requireChangedBlobs(repo, commits);
  const args = [...ofCommits, ...format(repo)];
  return new Map((await identify(repo, args, lines(commits))).map(([id, commit]) => [commit, id]));
}

/** The patch-ids that commits taking back each of these would have; otherwise as `patchIds`. */
export async function inversePatchIds(repo: Repository, commits: readonly Sha[]): Promise<Map<Sha, string>> {
  requireFullHistory(repo);
  if (commits.length === 0) return new Map();
  await requireChangedBlobs(repo, commits);
  // -R swaps the prefixes, too, and they count.
  const args = [...ofCommits, '-R', ...format(repo), '--src-prefix=b/', '--dst-prefix=a/'];
  return new Map((await identify(repo, args, lines(commits))).map(([id, commit]) => [commit, id]));
}

/** The patch-ids of the lines that each commit adds and takes away, whatever surrounds them; otherwise as `patchIds`. */
export async function linePatchIds(repo: Repository, commits: readonly Sha[]): Promise<Map<Sha, string>> {
  requireFullHistory(repo);
  if (commits.length === 0) return new Map();
  await requireChangedBlobs(repo, commits);
  const args = [...ofCommits, ...format(repo), '-U0'];
  return new Map((await identify(repo, args, lines(commits))).map(([id, commit]) => [commit, id]));
}

/** What several commits changed together: from before the first of them to the last. */
export interface Span {
  readonly from: Sha;
  readonly to: Sha;
  readonly commits: readonly Sha[];
}

/**
 * The stable patch-id of everything between the two ends of each span, in their order; null where nothing is. No two
 * spans may end alike, or it throws. Two processes however many spans.
 */
export async function spanPatchIds(repo: Repository, spans: readonly Span[]): Promise<(string | null)[]> {
  if (new Set(spans.map(({ to }) => to)).size < spans.length) throw new Error('Two spans end alike.');
  if (spans.length === 0) return [];
  await requireChangedBlobs(
    repo,
    spans.flatMap(({ commits }) => commits),
  );
  // A second commit on a line stands in for the parents of the first.
  const input = lines(spans.map(({ from, to }) => `${to} ${from}`));
  const rows = await identify(repo, [...ofCommits, ...format(repo)], input);
  const byEnd = new Map(rows.map(([id, to]) => [to, id]));
  return spans.map(({ to }) => byEnd.get(to) ?? null);
}

/** The stable patch-id of everything between two commits' trees; null where they are the same. */
export async function diffPatchId(repo: Repository, base: Sha, tip: Sha): Promise<string | null> {
  const [first] = await identify(repo, ['diff-tree', ...format(repo), base, tip], '');
  return first?.[0] ?? null;
}

/**
 * Whole object names, since `patch-id` knows a binary file's content by them (from git 2.39; before it only by the
 * data itself).
 */
function format(repo: Repository): string[] {
  return [
    ...['-r', '-p', '-U3', '--full-index', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-color'],
    ...['--diff-algorithm=myers', '--indent-heuristic', '--inter-hunk-context=0', '--submodule=short'],
    ...['--src-prefix=a/', '--dst-prefix=b/', ...(isAtLeast(repo.version, [2, 39]) ? [] : ['--binary'])],
  ];
}

async function identify(repo: Repository, args: readonly string[], input: string) {
  const scratch = scratchOf(repo);
  const diff = { args: ['-c', 'diff.suppressBlankEmpty=false', ...args], input };
  const ids = await pipePlumbing(scratch.empty, diff, { args: ['patch-id', '--stable'] }, scratch.env);
  const rows = ids.toString().split('\n').slice(0, -1);
  return rows.map((row): [id: string, commit: Sha] => {
    const [id = '', commit = ''] = row.split(' ');
    return [id, commit];
  });
}
