/** A person in a commit; `date` is ISO 8601 in UTC with seconds (`2026-11-21T10:00:00Z`). */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export interface CommitData {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
  readonly signature: string | null;
}

export interface ObjectData {
  readonly sha: string;
  readonly type: string;
  readonly body: Buffer;
}

/** The objects in what `cat-file --batch` printed; names it did not find are left out. */
export function readBatch(output: Buffer): ObjectData[] {
  const objects: ObjectData[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    const [sha = '', type = '', size = ''] = output.subarray(at, end).toString().split(' ');
    at = end + 1;
    if (!/^\d+$/.test(size)) continue;
    objects.push({ sha, type, body: output.subarray(at, at + Number(size)) });
    at += Number(size) + 1;
  }
  return objects;
}

/** Seconds since 1970 as GitHub writes times. */
export const isoTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');

function readPerson(line: string): Person {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<([^>]*)> (\d+)/.exec(line) ?? [];
  return { name, email, date: isoTime(Number(seconds)) };
}

/** The headers and the message of a commit or tag object; a header's continuation lines are joined by newlines. */
function readHeaders(body: string): { headers: [string, string][]; message: string } {
  const split = body.indexOf('\n\n');
  const headers: [string, string][] = [];
  for (const line of body.slice(0, split).split('\n')) {
    const last = headers.at(-1);
    const space = line.indexOf(' ');
    if (line.startsWith(' ') && last !== undefined) last[1] += `\n${line.slice(1)}`;
    else headers.push([line.slice(0, space), line.slice(space + 1)]);
  }
  return { headers, message: body.slice(split + 2) };
}

/** A commit object in our words; the message is without its last line break, as GitHub shows it. */
export function readCommit({ sha, body }: ObjectData): CommitData {
  const { headers, message } = readHeaders(body.toString());
  const all = (name: string) => headers.filter(([key]) => key === name).map(([, value]) => value);
  return {
    sha,
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: readPerson(all('author')[0] ?? ''),
    committer: readPerson(all('committer')[0] ?? ''),
    message: message.replace(/\n+$/, ''),
    signature: all('gpgsig')[0] ?? null,
  };
}

/** An annotated tag object in our words. */
export function readTag({ sha, body }: ObjectData) {
  const { headers, message } = readHeaders(body.toString());
  const first = (name: string) => headers.find(([key]) => key === name)?.[1] ?? '';
  return {
    sha,
    object: first('object'),
    type: first('type'),
    tag: first('tag'),
    tagger: readPerson(first('tagger')),
    message: message.replace(/\n+$/, ''),
  };
}
