import type { Sha } from '../domain/git.ts';
import { lines, readObjects } from './batch.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { requireFullHistory } from './shallow.ts';

/** Whether any commit of this history is a merge. Throws RelError `shallow-clone`. */
export async function hasMerges(repo: Repository, tip: Sha): Promise<boolean> {
  requireFullHistory(repo);
  const args = ['rev-list', '--min-parents=2', '--max-count=1', tip];
  return (await plumb(repo.dir, args)).stdout.length > 0;
}

/** The most commits that are looked at for a signature. */
const mostRead = 2000;

/** Whether any commit of this history has no signature; null where all that were looked at have one, and there are more. */
export async function hasUnsigned(repo: Repository, tip: Sha): Promise<boolean | null> {
  requireFullHistory(repo);
  const { stdout } = await plumb(repo.dir, ['rev-list', `--max-count=${mostRead}`, tip]);
  const shas = stdout.toString().split('\n').filter(Boolean);
  const objects = await readObjects(repo, shas);
  const unsigned = objects.some((object) => object !== null && !/^gpgsig/m.test(headerOf(object.bytes)));
  return unsigned || shas.length < mostRead ? unsigned : null;
}

const headerOf = (bytes: Buffer): string => {
  const end = bytes.indexOf('\n\n');
  return bytes.subarray(0, end === -1 ? bytes.length : end).toString('latin1');
};

/** The paths that each commit changes, by its SHA; none of a merge. One process. */
export async function changedPaths(repo: Repository, commits: readonly Sha[]): Promise<Map<Sha, string[]>> {
  const found = new Map<Sha, string[]>();
  if (commits.length === 0) return found;
  const args = ['diff-tree', '--stdin', '--root', '-r', '-z', '--name-only', '--no-renames'];
  const { stdout } = await plumb(repo.dir, args, { input: lines(commits) });
  let paths: string[] = [];
  for (const text of stdout.toString().split('\0').filter(Boolean)) {
    const sha = commits.find((one) => text.trimEnd() === one);
    if (sha === undefined) paths.push(text);
    else {
      paths = [];
      found.set(sha, paths);
    }
  }
  return found;
}

/** The paths below a folder in which two commits differ. */
export async function differingPaths(
  repo: Repository,
  from: Sha,
  to: Sha,
  folder: string,
): Promise<string[]> {
  const args = [
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-renames',
    from,
    to,
    '--',
    `:(top,literal)${folder}`,
  ];
  return (await plumb(repo.dir, args)).stdout.toString().split('\0').filter(Boolean);
}
