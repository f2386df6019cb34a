import { RelError } from '../domain/errors.ts';
import type { RefName, RemoteRef, RemoteRefs, Sha } from '../domain/git.ts';
import { GitFailure } from './failure.ts';
import { objectsExist } from './objects.ts';
import { type PlumbResult, plumb } from './process.ts';
import { noRefs, noRemote, unreachable } from './remote-trouble.ts';
import { pushUrl, remoteUrl, servedBy } from './remote-url.ts';
import type { Repository } from './repository.ts';

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
 * such remote, `remote-unreachable` where it does not answer or refuses (fact 30), or is no git server.
 */
export async function readRemote(repo: Repository, remote: string): Promise<RemoteReading> {
  const url = await remoteUrl(repo, remote);
  if (url === null) throw noRemote(remote);
  return list(repo, { remote, url, at: remote, shown: remote });
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
  return list(repo, {
    remote,
    url: to,
    at: pushedTo,
    shown: `${remote} (where it is pushed to, ${to})`,
    env,
  });
}

/** A remote that is in the environment of one call only. */
const pushedTo = 'rel-pushed-to';

/** A remote to be listed: `at` is its name for git, `shown` that for people. */
interface Listed {
  readonly remote: string;
  readonly url: string;
  readonly at: string;
  readonly shown: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function list(repo: Repository, { remote, url, at, shown, env = {} }: Listed): Promise<RemoteReading> {
  const ask = async (more: Readonly<Record<string, string>> = {}): Promise<PlumbResult> => {
    const listing = ['ls-remote', '--symref', ...servedBy(url, 'upload-pack'), '--', at];
    const answer = await plumb(repo.dir, listing, { env: { ...env, ...more } }).catch((e: unknown) => e);
    if (answer instanceof GitFailure) throw unreachable(shown, answer);
    if (answer instanceof Error) throw answer;
    return answer as PlumbResult;
  };
  const reading = listed(repo, remote, await ask());
  if (reading.refs.size === 0 && /^https?:/i.test(url)) {
    // Only a git server says its words in packets, which end with one that says so.
    const { stderr, stdout } = await ask({ GIT_TRACE_PACKET: '1' });
    if (!/ packet: +\S+< (?:version [12]|# service=git-upload-pack)$/m.test(stderr)) throw noRefs(remote);
    return { url, ...listed(repo, remote, { stdout }) };
  }
  return { url, ...reading };
}

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

/** Throws RelError `no-remote` where clone and remote name their objects otherwise: git fetches nothing there. */
function listed(repo: Repository, remote: string, { stdout }: Pick<PlumbResult, 'stdout'>) {
  const reading = parseListing(stdout.toString());
  const [first] = reading.refs.values();
  if (first === undefined || (first.sha.length === 64) === (repo.objectFormat === 'sha256')) return reading;
  const [theirs, ours] = first.sha.length === 64 ? ['SHA-256', 'SHA-1'] : ['SHA-1', 'SHA-256'];
  throw new RelError({
    code: 'no-remote',
    message: `the remote ${remote} names its objects by ${theirs}, and this clone by ${ours}`,
    why: 'git brings nothing from the one to the other',
    remedy: 'clone the remote anew, and run it there',
  });
}

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
