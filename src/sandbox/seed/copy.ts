import semver from 'semver';
import { matchPattern } from '../../domain/pattern.ts';
import { GitFailed } from '../github/origin-run.ts';
import { git, gitLines, tryGit } from './git.ts';

/**
 * Copies a repository (its git folder) into the new bare repository `bare`: all branches and tags, and what the source
 * has seen of its own origin, where a branch is missing or behind. The source is only read; nothing is shared with it.
 */
export async function copyBranches(source: string, bare: string): Promise<void> {
  await git('.', ['clone', '--quiet', '--bare', '--no-local', '--template=', '--', source, bare]);
  // The copy must never be able to reach what it was copied from.
  await git(bare, ['remote', 'remove', 'origin']);
  const seen = ['refs/remotes/origin/*:refs/heads/*', '^refs/remotes/origin/HEAD'];
  const args = ['fetch', '--quiet', '--no-tags', '--', source, ...seen];
  const fetched = await tryGit(bare, args);
  // 1: some branches are ahead of what was seen of origin, or went another way. Then the local one counts.
  if (fetched.code > 1) throw new GitFailed(args, fetched);
}

/** The source's default branch, by what it knows of its origin's, its own, and the usual names; null without any. */
export async function defaultBranchOf(
  source: string,
  bare: string,
  branches: readonly string[],
): Promise<string | null> {
  const heads = await Promise.all([
    tryGit('.', [`--git-dir=${source}`, 'symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD']),
    tryGit(bare, ['symbolic-ref', '--quiet', 'HEAD']),
  ]);
  const told = heads.map(({ stdout }) =>
    stdout
      .toString()
      .trim()
      .replace(/^refs\/(remotes\/origin|heads)\//, ''),
  );
  return [...told, 'main', 'master', ...branches].find((name) => branches.includes(name)) ?? null;
}

/** What production is where no branch says it: the newest release tag, or else the default branch. A full ref name. */
export async function productionOf(bare: string, defaultBranch: string): Promise<string> {
  const tags = await gitLines(bare, ['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/tags']);
  const versions = tags.flatMap((tag) => matchPattern('v{version}', tag)?.version ?? []);
  const newest = versions.sort(semver.rcompare)[0];
  return newest === undefined ? `refs/heads/${defaultBranch}` : `refs/tags/v${newest}`;
}
