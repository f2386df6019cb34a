import type { Sha } from '../domain/git.ts';
import { GitFailure } from './failure.ts';
import { lackingObjects } from './lacking.ts';
import { isPartialClone } from './partial.ts';
import { plumb } from './process.ts';
import { remoteUrl, servedBy } from './remote-url.ts';
import type { Repository } from './repository.ts';

/** What is known of the blobs of a partial clone. */
interface Needs {
  readonly here: Set<Sha>;
  readonly noted: Set<Sha>;
  /** One after the other, so that nothing is fetched twice. */
  last: Promise<void>;
}

const needsOf = new WeakMap<Repository, Needs>();

function needs(repo: Repository): Needs {
  const known = needsOf.get(repo) ?? { here: new Set(), noted: new Set(), last: Promise.resolve() };
  needsOf.set(repo, known);
  return known;
}

/** Notes blobs that the run will read: in a partial clone they come with the first ones that must be fetched. */
export function noteBlobs(repo: Repository, blobs: readonly Sha[]): void {
  for (const sha of blobs) needs(repo).noted.add(sha);
}

/**
 * Sees to it that a partial clone has these blobs: by one fetch of all that are missing, the noted ones included, where
 * git itself would fetch one after the other. Costs nothing in any other clone. What cannot be fetched git asks for
 * again when it reads it, and then says why not.
 */
export function requireBlobs(repo: Repository, blobs: readonly Sha[]): Promise<void> {
  if (blobs.length === 0 || !isPartialClone(repo)) return Promise.resolve();
  const known = needs(repo);
  known.last = known.last.then(() => fetchLacking(repo, known, blobs));
  return known.last;
}

async function fetchLacking(repo: Repository, { here, noted }: Needs, blobs: readonly Sha[]): Promise<void> {
  const asked = [...new Set([...blobs, ...noted])].filter((sha) => !here.has(sha));
  const lacking = await lackingObjects(repo, asked);
  if (!blobs.some((sha) => lacking.includes(sha))) return;
  await fetchPromised(repo, lacking);
  for (const sha of asked) here.add(sha);
}

/** As git's own fetch of a missing object (promisor-remote.c): what is here already is not talked about. */
const promised = [
  ...['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', '--progress', '--no-tags', '--no-write-fetch-head'],
  ...['--refmap=', '--no-recurse-submodules', '--no-auto-maintenance', '--filter=blob:none', '--stdin'],
];

async function fetchPromised(repo: Repository, blobs: readonly Sha[]): Promise<void> {
  try {
    const remote = await promisorRemote(repo);
    if (remote === null) return;
    const served = servedBy(await remoteUrl(repo, remote), 'upload-pack');
    // Without a filter of its own git would write this one into the user's configuration.
    const known = ['-c', `remote.${remote}.partialCloneFilter=blob:none`];
    await plumb(repo.dir, [...known, ...promised, ...served, '--', remote], {
      input: `${blobs.join('\n')}\n`,
    });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
  }
}

async function promisorRemote(repo: Repository): Promise<string | null> {
  const args = ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$'];
  const { stdout } = await plumb(repo.dir, args, { accept: [0, 1] });
  const [, old, remote] =
    /^(?:extensions\.partialclone (.+)|remote\.(.+)\.promisor true)$/m.exec(stdout.toString()) ?? [];
  return old ?? remote ?? null;
}
