import type { Sha, Signature } from '../domain/git.ts';

/** A commit as git keeps it. */
export interface CommitData {
  readonly sha: Sha;
  readonly tree: Sha;
  readonly parents: readonly Sha[];
  readonly author: Signature;
  readonly committer: Signature;
  /** The `encoding` header: what `message` and the names are in; null is UTF-8. */
  readonly encoding: string | null;
  /** The author as the object holds it, byte for byte: what a pick copies. */
  readonly rawAuthor: Buffer;
  /** Raw bytes, in `encoding`. */
  readonly message: Buffer;
}

/** Reads a commit object's bytes. Headers that are not named in CommitData (signatures, merge tags) are skipped. */
export function parseCommit(sha: Sha, bytes: Buffer): CommitData {
  const blank = bytes.indexOf('\n\n');
  const head = (blank === -1 ? bytes : bytes.subarray(0, blank)).toString('latin1');
  const headers = head.split('\n').filter((line) => !line.startsWith(' '));
  const all = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const encoding = all('encoding')[0] ?? null;
  const signature = (name: string) =>
    parseSignature(decode(Buffer.from(all(name)[0] ?? '', 'latin1'), encoding));
  return {
    sha,
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: signature('author'),
    committer: signature('committer'),
    encoding,
    rawAuthor: Buffer.from(all('author')[0] ?? '', 'latin1'),
    message: blank === -1 ? Buffer.alloc(0) : bytes.subarray(blank + 2),
  };
}

/** A commit's message as text, whatever its encoding: for showing and for reading trailers. */
export function messageText(commit: CommitData): string {
  return decode(commit.message, commit.encoding);
}

/** `NAME <EMAIL> SECONDS ZONE`; what old tools wrote wrongly is read as far as it goes, its time as the epoch. */
export function parseSignature(line: string): Signature {
  const [, name = '', email = '', rest = ''] = /^(.*?) ?<([^>]*)>(.*)$/.exec(line) ?? [];
  return { name, email, when: /(\d+ [+-]\d{4})$/.exec(rest)?.[1] ?? '0 +0000' };
}

/** The other way. Throws where a name or address would break out of its line. */
export function formatSignature({ name, email, when }: Signature): string {
  if (/[<>\n\0]/.test(name + email) || !/^\d+ [+-]\d{4}$/.test(when)) {
    throw new Error(`Not a signature git could keep: ${JSON.stringify({ name, email, when })}`);
  }
  return `${name} <${email}> ${when}`;
}

function decode(bytes: Buffer, encoding: string | null): string {
  try {
    return new TextDecoder(encoding ?? 'utf-8', { ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1'); // a name no decoder knows: at least the ASCII of it can be read
  }
}
