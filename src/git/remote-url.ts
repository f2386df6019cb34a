import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { withoutSecrets } from './words.ts';

/**
 * On this machine git's own program serves a remote, whatever `remote.NAME.uploadpack` and `receivepack` say: what they
 * name runs here, and a clone may have been made by somebody else. Elsewhere they are how the user reaches a server.
 */
export const servedBy = (url: string | null, program: 'upload-pack' | 'receive-pack'): string[] =>
  isOnThisMachine(url) ? [`--${program}=git-${program}`] : [];

/** Whether git reads this remote as files: `file://`, or a path. */
export const isOnThisMachine = (url: string | null): boolean =>
  url !== null && (/^file:/i.test(url) || !/^[a-z][a-z0-9+.-]*:|^[^/]+:/i.test(url));

/** Asked for once in a run. */
const urls = new WeakMap<Repository, ReadonlyMap<string, string>>();

/** The URL the remote is read from, after the user's `insteadOf`, without credentials; null where it is unknown. */
export async function remoteUrl(repo: Repository, remote: string): Promise<string | null> {
  const known = urls.get(repo)?.get(remote);
  if (known !== undefined) return known;
  const args = ['remote', 'get-url', '--', remote];
  const { code, stdout } = await plumb(repo.dir, args, { accept: [0, 2, 128] });
  if (code !== 0) return null;
  const url = withoutSecrets(stdout.toString().trim());
  urls.set(repo, new Map([...(urls.get(repo) ?? []), [remote, url]]));
  return url;
}
