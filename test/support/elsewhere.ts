import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, temporaryFolder } from './git-history.ts';

/** A clone of somebody else's with a working tree, where plain git does what a person would do. */
export function cloneElsewhere(origin: string, branch: string) {
  const dir = temporaryFolder();
  git(dir, ['clone', '--quiet', '--shared', '--branch', branch, origin, '.']);
  return {
    dir,
    git: (...args: string[]): string => git(dir, args).trimEnd(),
    /** Commits these files on top; gives the commit. */
    commit(files: Readonly<Record<string, string>>, message: string): string {
      for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text);
      git(dir, ['add', '--all']);
      git(dir, ['commit', '--quiet', '--allow-empty', '-m', message]);
      return git(dir, ['rev-parse', 'HEAD']).trim();
    },
    /** Pushes what is checked out, to the branch or to another. */
    push(to = branch): void {
      git(dir, ['push', '--quiet', 'origin', `HEAD:refs/heads/${to}`]);
    },
  };
}

/** What a pick must keep of its source, and the tree it must come to. */
const form = '--format=%T%n%an <%ae> %ai%n%B%x00';

/** The commits of a range, oldest first: tree, author, date and message, without the trailer that rel adds. */
export const commitsOf = (dir: string, range: string): string[] =>
  git(dir, ['log', '--reverse', '--topo-order', form, range])
    .replaceAll(/^Pull-Request: #\d+\n/gm, '')
    .split('\0')
    .map((commit) => commit.trim())
    .filter(Boolean);

/** What `git cherry-pick -x` makes of these arguments on top of `onto`. */
export function cherryPicked(origin: string, onto: string, picks: readonly (readonly string[])[]): string[] {
  const clone = cloneElsewhere(origin, 'devel');
  clone.git('checkout', '--quiet', '--detach', onto);
  for (const args of picks) clone.git('cherry-pick', '-x', ...args);
  return commitsOf(clone.dir, `${onto}..HEAD`);
}
