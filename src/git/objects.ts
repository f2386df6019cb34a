import type { Sha, Signature } from '../domain/git.ts';
import { readObjects } from './batch.ts';
import { type CommitData, formatSignature, parseCommit } from './commit-format.ts';
import { lackingObjects } from './lacking.ts';
import { newObject, storeObjects } from './pack.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { wasWritten } from './written.ts';

export { type CommitData, messageText } from './commit-format.ts';

export interface NewCommit {
  readonly tree: Sha;
  readonly parents: readonly Sha[];
  /** A Buffer is another commit's `rawAuthor`, taken over as it stands. */
  readonly author: Signature | Buffer;
  readonly committer: Signature;
  readonly encoding: string | null;
  /** Text is written as UTF-8; bytes stay what they are, in `encoding`. */
  readonly message: Buffer | string;
  /** Armoured, one character a byte, and made for the commit without it. Left out: not signed. */
  readonly signature?: string | undefined;
}

/** An annotated tag of a commit. */
export interface NewTag {
  readonly object: Sha;
  /** The short name: `v1.8.0-rc.1`. */
  readonly name: string;
  readonly tagger: Signature;
  readonly message: string;
  /** As that of a commit. */
  readonly signature?: string | undefined;
}

/** The commits among `shas` (whole SHAs) that are here; others are absent from the map. One process. */
export async function readCommits(repo: Repository, shas: readonly Sha[]): Promise<Map<Sha, CommitData>> {
  const wanted = [...new Set(shas)];
  const objects = await readObjects(repo, wanted);
  return new Map(
    objects.flatMap((object) =>
      object?.type === 'commit' ? [[object.sha, parseCommit(object.sha, object.bytes)]] : [],
    ),
  );
}

/** Writes a commit object; no ref points at it yet. Returns its SHA. One process. */
export async function writeCommit(repo: Repository, commit: NewCommit): Promise<Sha> {
  // Not by hash-object, which judges (git 2.40): an author that old tools wrote wrongly is taken over as it stands.
  const object = newObject(repo, 'commit', commitBytes(commit));
  await storeObjects(repo, [object]);
  return object.sha;
}

/** The bytes of a commit object. A signature stands last in its head, as `git commit -S` puts it. */
export function commitBytes(commit: NewCommit): Buffer {
  const { tree, parents, author, committer, encoding, message, signature } = commit;
  const head = (text: string) => Buffer.from(`${text}\n`);
  return Buffer.concat([
    head([`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`)].join('\n')),
    Buffer.from('author '),
    Buffer.isBuffer(author) ? author : Buffer.from(formatSignature(author)),
    head(`\ncommitter ${formatSignature(committer)}`),
    Buffer.from(encoding === null ? '' : `encoding ${encoding}\n`, 'latin1'),
    signature === undefined ? Buffer.of() : signatureHeader(tree, signature),
    Buffer.from('\n'),
    Buffer.from(message),
  ]);
}

/** One header over many lines, named after the kind of object names it was made over (gitformat-signature). */
function signatureHeader(tree: Sha, signature: string): Buffer {
  const name = tree.length === 40 ? 'gpgsig' : 'gpgsig-sha256';
  return Buffer.from(`${name} ${signature.trimEnd().replaceAll('\n', '\n ')}\n`, 'latin1');
}

/** The bytes of a tag object of a commit. A signature is the end of its message, as `git tag -s` puts it. */
export function tagBytes({ object, name, tagger, message, signature }: NewTag): Buffer {
  const head = [`object ${object}`, 'type commit', `tag ${name}`, `tagger ${formatSignature(tagger)}`];
  const body = message.endsWith('\n') ? message : `${message}\n`;
  return Buffer.concat([
    Buffer.from(`${head.join('\n')}\n\n${body}`),
    Buffer.from(signature ?? '', 'latin1'),
  ]);
}

/** Writes an annotated tag object of a commit; no ref points at it yet. Returns the tag's SHA. */
export async function writeTag(repo: Repository, tag: NewTag): Promise<Sha> {
  return plumbSha(repo, ['mktag'], tagBytes(tag));
}

/**
 * Which of `shas` are in the repository, of whatever type. One process, none where this run has written all of them;
 * a partial clone does not fetch any.
 */
export async function objectsExist(repo: Repository, shas: readonly Sha[]): Promise<Set<Sha>> {
  if (shas.every((sha) => wasWritten(repo, sha))) return new Set(shas);
  const lacking = new Set(await lackingObjects(repo, shas));
  return new Set(shas.filter((sha) => !lacking.has(sha)));
}

/** The text of the file `path` (from the root, `/` between parts) at `commit`; null where there is no such file. */
export async function readBlob(repo: Repository, commit: Sha, path: string): Promise<string | null> {
  const [object] = await readObjects(repo, [`${commit}:${path}`]);
  return object?.type === 'blob' ? object.bytes.toString('utf8') : null;
}

/**
 * The commit a person means by `text`: a SHA, whole or short, or a local name. Null where it names none, or more
 * than one. What looks like an option is a name like any other.
 */
export async function resolveCommit(repo: Repository, text: string): Promise<Sha | null> {
  if (text === '' || /[\n\0]/.test(text)) return null;
  const [object] = await readObjects(repo, [`${text}^{commit}`]);
  return object?.type === 'commit' ? object.sha : null;
}

async function plumbSha(repo: Repository, args: readonly string[], input: Buffer): Promise<Sha> {
  return (await plumb(repo.dir, args, { input })).stdout.toString().trim();
}
