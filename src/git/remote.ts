import { accessRemedy } from '../domain/access-words.ts';
import { again, RelError } from '../domain/errors.ts';
import type { RefName, RemoteRef, RemoteRefs, Sha } from '../domain/git.ts';
import { shellWord } from '../domain/shell-word.ts';
import { damage } from './damage.ts';
import { GitFailure } from './failure.ts';
import { objectsExist } from './objects.ts';
import { type PlumbResult, plumb } from './process.ts';
import { accessRefused } from './refusal.ts';
import { pushUrl, remoteUrl, servedBy } from './remote-url.ts';
import type { Repository } from './repository.ts';
import { cleanLines, gitSays } from './words.ts';

export { remoteUrl } from './remote-url.ts';
export { requireFullHistory } from './shallow.ts';

/** The remote as one reading of it. */
export interface RemoteReading {
  /** Without credentials. */
  readonly url: string;
  readonly refs: RemoteRefs;
  /** The branch its HEAD points at, as a full ref name; null where it is detached or not born. */
  readonly head: RefName | null;
}

/**
 * Reads all refs of a configured remote by one `git ls-remote`. Throws RelError `no-remote` where the clone has no
 * such remote, `remote-unreachable` where it does not answer or refuses (fact 30).
 */
export async function readRemote(repo: Repository, remote: string): Promise<RemoteReading> {
  const url = await remoteUrl(repo, remote);
  if (url === null) throw noRemote(remote);
  const listing = ['ls-remote', '--symref', ...servedBy(url, 'upload-pack'), '--', remote];
  const answer = await plumb(repo.dir, listing).catch((error: unknown) => error);
  if (answer instanceof GitFailure) throw unreachable(remote, answer);
  if (answer instanceof Error) throw answer;
  return { url, ...listed(repo, { remote, url }, answer as PlumbResult) };
}

/**
 * The same of where the remote is pushed to (`pushurl`, `pushInsteadOf`), which is as a rule where it is read. The URL
 * goes to git in the environment, since it may hold a password.
 */
export async function readPushed(repo: Repository, remote: string): Promise<RemoteReading> {
  const [from, to] = [await remoteUrl(repo, remote), await pushUrl(repo, remote)];
  if (to === null || to === from) return readRemote(repo, remote);
  const { stdout } = await plumb(repo.dir, ['remote', 'get-url', '--push', '--', remote]);
  const count = Number(process.env.GIT_CONFIG_COUNT ?? 0);
  const env = {
    GIT_CONFIG_COUNT: `${count + 1}`,
    [`GIT_CONFIG_KEY_${count}`]: `remote.${pushedTo}.url`,
    [`GIT_CONFIG_VALUE_${count}`]: stdout.toString().replace(/\n$/, ''),
  };
  const listing = ['ls-remote', '--symref', ...servedBy(to, 'upload-pack'), '--', pushedTo];
  const answer = await plumb(repo.dir, listing, { env }).catch((error: unknown) => error);
  if (answer instanceof GitFailure) throw unreachable(`${remote} (where it is pushed to, ${to})`, answer);
  if (answer instanceof Error) throw answer;
  return { url: to, ...listed(repo, { remote, url: to }, answer as PlumbResult) };
}

/** A remote that is in the environment of one call only. */
const pushedTo = 'rel-pushed-to';

/**
 * Sees to it that the objects `shas` are here, with all they need: by one fetch of those that are missing, or no
 * fetch at all. Writes no ref, no FETCH_HEAD and no tag. Throws RelError `remote-unreachable`.
 */
export async function fetchObjects(repo: Repository, remote: string, shas: readonly Sha[]): Promise<void> {
  const here = await objectsExist(repo, shas);
  await fetchAll(
    repo,
    remote,
    [...new Set(shas)].filter((sha) => !here.has(sha)),
  );
}

/** The same for refs by name (`refs/pull/7/head`), whatever they point at now. */
export async function fetchRefs(repo: Repository, remote: string, refs: readonly RefName[]): Promise<void> {
  await fetchAll(repo, remote, refs);
}

/**
 * `--stdin` (git 2.29) keeps a thousand names out of argv; the empty `--refmap` keeps tracking refs as they are. Progress is
 * a sign of life (silence.ts), which nobody is shown.
 */
const quietFetch = [
  ...['fetch', '--progress', '--no-write-fetch-head', '--refmap=', '--no-tags', '--no-prune'],
  ...[
    '--no-prune-tags',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    '--no-write-commit-graph',
    '--stdin',
  ],
];

async function fetchAll(repo: Repository, remote: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  try {
    const served = servedBy(await remoteUrl(repo, remote), 'upload-pack');
    await plumb(repo.dir, [...quietFetch, ...served, '--', remote], { input: `${names.join('\n')}\n` });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    if ((await remoteUrl(repo, remote)) === null) throw noRemote(remote);
    throw unreachable(remote, error);
  }
}

/**
 * Throws RelError `no-remote` where clone and remote name their objects otherwise: git fetches nothing there; and
 * `remote-unreachable` where nothing comes over HTTP.
 */
function listed(
  repo: Repository,
  { remote, url }: { readonly remote: string; readonly url: string },
  { stdout }: PlumbResult,
) {
  const reading = parseListing(stdout.toString());
  const [first] = reading.refs.values();
  if (first === undefined && /^https?:/i.test(url)) throw noRefs(remote);
  if (first === undefined || (first.sha.length === 64) === (repo.objectFormat === 'sha256')) return reading;
  const [theirs, ours] = first.sha.length === 64 ? ['SHA-256', 'SHA-1'] : ['SHA-1', 'SHA-256'];
  throw new RelError({
    code: 'no-remote',
    message: `the remote ${remote} names its objects by ${theirs}, and this clone by ${ours}`,
    why: 'git brings nothing from the one to the other',
    remedy: 'clone the remote anew, and run it there',
  });
}

/** Git reads a list of no refs out of any page of HTML; who took that for the remote would take all of it for gone. */
const noRefs = (remote: string): RelError =>
  new RelError({
    code: 'remote-unreachable',
    message: `the remote ${remote} shows no branch and no tag`,
    why: 'it is empty, or what answered is no git server (a page to sign in to a network, a proxy)',
    remedy: `run: git ls-remote ${remote}, and when that shows its branches ${again}`,
  });

function parseListing(listing: string): Pick<RemoteReading, 'refs' | 'head'> {
  const refs = new Map<RefName, RemoteRef>();
  let head: RefName | null = null;
  for (const line of listing.split('\n')) {
    const [value = '', name = ''] = line.split('\t');
    const peeled = name.endsWith('^{}') ? refs.get(name.slice(0, -3)) : undefined;
    if (value.startsWith('ref: ') && name === 'HEAD') head = value.slice('ref: '.length);
    else if (peeled !== undefined) refs.set(peeled.name, { ...peeled, commit: value });
    else if (name.startsWith('refs/')) refs.set(name, { name, sha: value, commit: value });
  }
  return { refs, head };
}

function noRemote(remote: string): RelError {
  return new RelError({
    code: 'no-remote',
    message: `this clone has no remote named ${cleanLines(remote).join(' ')}`,
    remedy: `run: git remote add ${cleanLines(remote).join(' ')} URL`,
  });
}

function unreachable(remote: string, failure: GitFailure): RelError {
  const damaged = damage(failure.stderr);
  if (damaged !== null) return damaged;
  const refused = accessRefused(failure.stderr);
  const distrusted = /dubious ownership in repository at '(.+)'/.exec(failure.stderr)?.[1];
  if (distrusted !== undefined) return untrusted(remote, distrusted, failure);
  return new RelError(
    {
      code: 'remote-unreachable',
      message:
        refused === null ? `the remote ${remote} did not answer` : `the remote ${remote} refused access`,
      why: refused ?? gitSays(failure.stderr),
      remedy:
        refused === null
          ? `run: git ls-remote ${remote}, and when that works ${again}`
          : `${accessRemedy(refused) ?? 'use an account that may read the repository'}; then ${again}`,
    },
    failure,
  );
}

const untrusted = (remote: string, path: string, failure: GitFailure): RelError =>
  new RelError(
    {
      code: 'remote-unreachable',
      message: `git does not trust the remote ${remote}`,
      why: `it belongs to another user of this machine: ${cleanLines(path).join(' ')}`,
      remedy: `if you trust it, run: git config --global --add safe.directory ${shellWord(cleanLines(path).join(' '))}`,
    },
    failure,
  );
