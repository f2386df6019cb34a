import { RelError } from '../domain/errors.ts';
import type { RemoteRefs } from '../domain/git.ts';
import type { Policy } from '../domain/policy.ts';
import { readPushed } from '../git/remote.ts';
import { pushUrl, remoteUrl } from '../git/remote-url.ts';
import type { Repository } from '../git/repository.ts';
import { pushPlaces, remoteSettings } from '../git/which-remote.ts';
import { slugFromUrl } from '../github/slug.ts';

/**
 * That the repository the policy names is not another remote than the one trains run on: a clone of a fork would be
 * judged by the PRs of one repository and release the branches of another. No process where the two agree.
 *
 * @throws RelError `no-remote`, with the command that chooses the right one.
 */
export async function requirePolicysRemote(
  repo: Repository,
  { remote, url, policy }: { readonly remote: string; readonly url: string; readonly policy: Policy },
): Promise<void> {
  const [wanted, here] = [policy.repository?.toLowerCase(), slugOf(url)];
  if (wanted === undefined || here === null || here === wanted) return;
  const { urls } = await remoteSettings(repo);
  for (const name of urls.keys()) {
    const other = name === remote ? null : await remoteUrl(repo, name);
    if (other === null || slugOf(other) !== wanted) continue;
    throw new RelError({
      code: 'no-remote',
      message: `the policy is of ${wanted}, and the remote ${remote} is ${here}`,
      why: `${wanted} is the remote ${name}: rel would ask the one about PRs and push to the other`,
      remedy: `run: git config rel.remote ${name}`,
    });
  }
}

/** OWNER/NAME in small letters, as GitHub compares them; null for what is no such URL. */
function slugOf(url: string): string | null {
  const slug = slugFromUrl(url);
  return slug === null ? null : `${slug.owner}/${slug.name}`.toLowerCase();
}

/**
 * That the remote is pushed to where it is read: a run that reads one repository and writes another could not tell what
 * became of its push. The same HOST/OWNER/NAME by two protocols is one repository, and so are two places with the very
 * same refs (a host by two names). No process but the question for the URLs where there is one URL.
 *
 * @throws RelError `no-remote` where there are several places to push to, or another repository than is read;
 *   `remote-unreachable` where that cannot be looked at.
 */
export async function requireOneRepository(
  repo: Repository,
  remote: string,
  refs: RemoteRefs,
): Promise<void> {
  const places = await pushPlaces(repo, remote);
  if (places > 1) throw severalPlaces(remote, places);
  const [from, to] = [await remoteUrl(repo, remote), await pushUrl(repo, remote)];
  if (from === null || to === null || from === to || isSameHosted(from, to)) return;
  const pushed = await readPushed(repo, remote);
  if (!holdsTheSame(refs, pushed.refs)) throw anotherRepository(remote, from, to);
}

function isSameHosted(from: string, to: string): boolean {
  const [one, other] = [slugFromUrl(from), slugFromUrl(to)];
  return one !== null && other !== null && one.host === other.host && slugOf(from) === slugOf(to);
}

/** Branches, tags and what rel keeps there; a host may hide other refs from one of two ways to it. */
function holdsTheSame(one: RemoteRefs, other: RemoteRefs): boolean {
  const rows = (refs: RemoteRefs) =>
    [...refs.values()]
      .filter(({ name }) => /^refs\/(?:heads|tags|rel)\//.test(name))
      .map(({ name, sha }) => `${name} ${sha}`)
      .sort()
      .join('\n');
  return rows(one) !== '' && rows(one) === rows(other);
}

const severalPlaces = (remote: string, places: number): RelError =>
  new RelError({
    code: 'no-remote',
    message: `the remote ${remote} pushes to ${places} places, and no push to several is whole or not at all`,
    why: 'each of them could refuse alone, and rel would not know what has happened',
    remedy: `leave one: git config --get-all remote.${remote}.pushurl (or url); or a remote of its own: git config rel.remote NAME`,
  });

const anotherRepository = (remote: string, from: string, to: string): RelError =>
  new RelError({
    code: 'no-remote',
    message: `the remote ${remote} is read from one repository and pushed to another`,
    why: `read from ${from}, pushed to ${to} (remote.${remote}.pushurl or url.*.pushInsteadOf), whose refs differ`,
    remedy: `run: git remote set-url --push ${remote} ${from}; or choose another remote: git config rel.remote NAME`,
  });
