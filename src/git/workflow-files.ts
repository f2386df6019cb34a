import type { Sha } from '../domain/git.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';

/**
 * The workflow files of GitHub Actions that commits change which lead to `tips` and which the remote has not: `there` is
 * what it has. What a merge only brings together, it has already.
 */
export async function newWorkflowFiles(
  repo: Repository,
  tips: readonly Sha[],
  there: readonly Sha[],
): Promise<string[]> {
  const args = ['log', '--no-merges', '--format=', '--name-only', '-z', '--ignore-missing', '--stdin'];
  const input = [...tips, ...there.map((sha) => `^${sha}`), '--', '.github/workflows', ''].join('\n');
  const { stdout } = await plumb(repo.dir, args, { input });
  return [
    ...new Set(
      stdout
        .toString()
        .split('\0')
        .map((path) => path.trim()),
    ),
  ]
    .filter((path) => path !== '')
    .sort();
}

/** Whether git sends this token to that address by a header of its configuration, as actions/checkout leaves it there. */
export async function sendsToken(repo: Repository, url: string, token: string): Promise<boolean> {
  if (!/^https?:/.test(url)) return false;
  const args = ['config', '--get-urlmatch', 'http.extraheader', url];
  const { stdout } = await plumb(repo.dir, args, { accept: [0, 1] });
  const basic = /^authorization:\s*basic\s+(\S+)/im.exec(stdout.toString())?.[1];
  return (
    basic !== undefined && Buffer.from(basic, 'base64').toString().split(':').slice(1).join(':') === token
  );
}
