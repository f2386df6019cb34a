import { found, type Read, unreadable } from '../domain/errors.ts';
import type { RefName, Sha } from '../domain/git.ts';
import { plumb } from './process.ts';
import { accessRefused } from './refusal.ts';
import { pushUrl, servedBy } from './remote-url.ts';
import type { Repository } from './repository.ts';
import { gitSays } from './words.ts';

/**
 * Whether the remote lets these credentials push at all: a push of a ref to where it is already, as `--dry-run`, for which
 * the server is asked as for any push and told to do nothing. Rules of branches are not asked: they are the server's.
 */
export async function rehearsePush(
  repo: Repository,
  remote: string,
  { ref, sha }: { readonly ref: RefName; readonly sha: Sha },
): Promise<Read<true>> {
  const args = [
    ...['push', '--dry-run', '--porcelain', '--no-signed', '--no-follow-tags', '--recurse-submodules=no'],
    ...servedBy(await pushUrl(repo, remote), 'receive-pack'),
    ...['--', remote, `${sha}:${ref}`],
  ];
  const { code, stderr } = await plumb(repo.dir, args, { accept: [0, 1, 128] });
  // 1: the ref has moved since it was read, which says all the same that it may be pushed.
  if (code !== 128) return found(true);
  return unreadable(accessRefused(stderr) ?? gitSays(stderr));
}
