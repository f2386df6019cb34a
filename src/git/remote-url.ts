import { keepSecret } from '../domain/secrets.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { remoteSettings } from './which-remote.ts';
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
  const { urls: written, rewritten } = await remoteSettings(repo);
  const url = rewritten ? undefined : written.get(remote);
  return url ? withoutSecrets(url) : urlOf(repo, ['remote', 'get-url', '--', remote]);
}

/** The URL the remote is pushed to (`pushurl`, `pushInsteadOf`), otherwise as `remoteUrl`; as a rule it is the same. */
export async function pushUrl(repo: Repository, remote: string): Promise<string | null> {
  const apart = (await remoteSettings(repo)).pushedApart(remote);
  return apart ? urlOf(repo, ['remote', 'get-url', '--push', '--', remote]) : remoteUrl(repo, remote);
}

async function urlOf(repo: Repository, args: readonly string[]): Promise<string | null> {
  const key = args.join(' ');
  const known = urls.get(repo)?.get(key);
  if (known !== undefined) return known;
  const { code, stdout } = await plumb(repo.dir, args, { accept: [0, 2, 128] });
  if (code !== 0) return null;
  const said = stdout.toString().trim();
  const url = withoutSecrets(said);
  const [, user = '', password = user] = /^[a-z][a-z0-9+.-]*:\/\/([^/@:]*)(?::([^/@]*))?@/i.exec(said) ?? [];
  if (/^https?:/i.test(said)) keepSecret(password);
  urls.set(repo, new Map([...(urls.get(repo) ?? []), [key, url]]));
  return url;
}
