import type { Socket } from 'node:net';
import { GitFailure } from './failure.ts';
import { type Child, startPlumbing } from './process.ts';
import type { Repository } from './repository.ts';

export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** `info` leaves the content out. */
export type Extent = 'contents' | 'info';

interface Question {
  readonly extent: Extent;
  readonly resolve: (object: GitObject | null) => void;
  readonly reject: (error: Error) => void;
}

/** How long an idle reader waits for the next question, in milliseconds. */
const patience = 1000;

/**
 * One `git cat-file --batch-command` that stays, since a process a question costs more than the answer. It sees objects
 * that were written after it started. While nothing is asked it keeps nothing alive: not the event loop, and not
 * itself for long.
 */
class ObjectReader {
  readonly #child: Child;
  readonly #stderr: Buffer[] = [];
  #questions: Question[] = [];
  #chunks: Buffer[] = [];
  #length = 0;
  /** Bytes to wait for before it is worth reading again. */
  #wanted = 0;
  #timer: NodeJS.Timeout | undefined;
  ended = false;

  constructor(repo: Repository) {
    this.#child = startPlumbing(repo.dir, ['cat-file', '--batch-command']);
    this.#child.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#child.stderr.on('data', (bytes: Buffer) => this.#stderr.push(bytes));
    this.#child.stdin.on('error', () => undefined);
    this.#child.on('error', () => this.#end(-1));
    this.#child.on('close', (code) => this.#end(code ?? -1));
  }

  read(names: readonly string[], extent: Extent): Promise<(GitObject | null)[]> {
    clearTimeout(this.#timer);
    this.#hold(true);
    const answers = names.map(() => {
      return new Promise<GitObject | null>((resolve, reject) =>
        this.#questions.push({ extent, resolve, reject }),
      );
    });
    this.#child.stdin.write(names.map((name) => `${extent} ${name}\n`).join(''));
    return Promise.all(answers);
  }

  #receive(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    if (this.#length < this.#wanted) return;
    let rest: Buffer = this.#chunks.length === 1 ? bytes : Buffer.concat(this.#chunks);
    for (;;) {
      const parsed = parseAnswer(rest, this.#questions[0]?.extent ?? 'info');
      if (typeof parsed === 'number') {
        this.#wanted = parsed;
        break;
      }
      rest = rest.subarray(parsed.length);
      this.#questions.shift()?.resolve(parsed.object);
    }
    this.#chunks = [rest];
    this.#length = rest.length;
    if (this.#questions.length === 0) this.#rest();
  }

  #rest(): void {
    this.#hold(false);
    this.#timer = setTimeout(() => {
      this.ended = true;
      this.#child.stdin.end();
    }, patience).unref();
  }

  #end(code: number): void {
    this.ended = true;
    const failure = new GitFailure(
      ['cat-file', '--batch-command'],
      code,
      Buffer.concat(this.#stderr).toString(),
    );
    for (const question of this.#questions) question.reject(failure);
    this.#questions = [];
  }

  /** Whether the process and its pipes keep the event loop alive; Node's pipes to a child are sockets. */
  #hold(alive: boolean): void {
    const method = alive ? 'ref' : 'unref';
    this.#child[method]();
    for (const pipe of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) {
      (pipe as unknown as Socket)[method]();
    }
  }
}

/** The first answer of what `cat-file` printed, or how many bytes it takes until that can be read. */
function parseAnswer(bytes: Buffer, extent: Extent): { object: GitObject | null; length: number } | number {
  const end = bytes.indexOf('\n');
  if (end === -1) return bytes.length + 1;
  const header = bytes.toString('utf8', 0, end);
  const [, sha, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? [];
  if (sha === undefined || type === undefined) return { object: null, length: end + 1 };
  if (extent === 'info') return { object: { sha, type, bytes: Buffer.of() }, length: end + 1 };
  const [start, stop] = [end + 1, end + 1 + Number(size)];
  if (bytes.length < stop + 1) return stop + 1;
  return { object: { sha, type, bytes: bytes.subarray(start, stop) }, length: stop + 1 };
}

const readers = new WeakMap<Repository, ObjectReader>();

/** Asks the repository's reader; no name may have a line break. Throws GitFailure where git ends. */
export function askReader(
  repo: Repository,
  names: readonly string[],
  extent: Extent,
): Promise<(GitObject | null)[]> {
  const known = readers.get(repo);
  const reader = known === undefined || known.ended ? new ObjectReader(repo) : known;
  readers.set(repo, reader);
  return reader.read(names, extent);
}
