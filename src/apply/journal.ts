import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import type { Repository } from '../git/repository.ts';
import { PlanSchema, type Step } from '../steps/registry.ts';
import { replaceDurably, syncFolder, writeDurably } from './durable.ts';

/** What has been written down about one step: `start` before it, one of the others after it. */
const Mark = z.object({
  step: z.number(),
  event: z.enum(['start', 'done', 'dropped']),
  /** With a step's first start: what it was about to overwrite, in the form of its kind. */
  before: z.unknown().optional(),
});
export type Mark = z.infer<typeof Mark>;

/** What ends the journal of an operation that has happened. */
const End = z.object({ ended: z.string().describe('ISO 8601, UTC, by the clock of this machine') });

/** The newest mark of the step at this place in the plan; undefined where it has not begun. */
export const lastMark = (marks: readonly Mark[], step: number): Mark['event'] | undefined =>
  marks.findLast((mark) => mark.step === step)?.event;

/** The plan of an operation, and what was written down while it was applied. */
export interface Applying {
  readonly plan: Plan<Step>;
  readonly marks: readonly Mark[];
  /** What this one takes back although it had not ended: it is pending again if this one does not happen. */
  readonly replaces?: Applying;
}

/** An operation that was begun and not ended. */
export interface Pending extends Applying {
  /** How many bytes of the file are whole lines. */
  readonly length: number;
}

/** Where a clone keeps rel's own files: shared by its linked worktrees, never in a working tree. */
export const stateFolder = (repo: Repository): string => join(repo.commonDir, 'rel');

/** Where the journals of operations that have happened are kept, below `stateFolder`. */
export const doneFolder = 'done';

const pendingFile = (repo: Repository): string => join(stateFolder(repo), 'journal.jsonl');

/**
 * The write-ahead record of a plan being applied: a line for the plan, then a line before and after each step, each
 * on disk (fsync) before anything else happens. It is whole from its first moment, since it gets its name by a rename.
 */
export class Journal {
  readonly #file: string;
  readonly #folder: string;
  readonly #id: string;
  readonly #replaces: Applying | undefined;

  private constructor(repo: Repository, { plan, replaces }: Applying) {
    this.#folder = stateFolder(repo);
    this.#file = pendingFile(repo);
    this.#id = plan.stamp.id;
    this.#replaces = replaces;
  }

  /**
   * Writes the plan down. The caller holds the lock and has made sure that nothing is pending but `replaces`, whose
   * journal goes into this one in the same moment.
   */
  static begin(repo: Repository, plan: Plan<Step>, replaces?: Applying): Journal {
    const begun: Applying = { plan, marks: [], ...(replaces === undefined ? {} : { replaces }) };
    const journal = new Journal(repo, begun);
    mkdirSync(journal.#folder, { recursive: true });
    replaceDurably(journal.#file, textOf(begun));
    return journal;
  }

  /** Goes on with the journal of an interrupted operation. */
  static resume(repo: Repository, pending: Pending): Journal {
    truncateSync(pendingFile(repo), pending.length);
    return new Journal(repo, pending);
  }

  mark(mark: Mark): void {
    writeDurably(this.#file, 'a', `${JSON.stringify(mark)}\n`);
  }

  /** The operation has happened: the record is kept under its id, one more for each time it was gone on with. */
  finish(): void {
    const kept = join(this.#folder, doneFolder);
    mkdirSync(kept, { recursive: true });
    writeDurably(this.#file, 'a', `${JSON.stringify({ ended: new Date().toISOString() })}\n`);
    const nameOf = (nth: number) => join(kept, `${this.#id}${nth === 1 ? '' : `-${nth}`}.jsonl`);
    let nth = 1;
    while (existsSync(nameOf(nth))) nth += 1;
    renameSync(this.#file, nameOf(nth));
    syncFolder(kept);
    syncFolder(this.#folder);
  }

  /** The operation has not happened: nothing of it remains, and what it would have taken back is pending again. */
  discard(): void {
    if (this.#replaces !== undefined) replaceDurably(this.#file, textOf(this.#replaces));
    else rmSync(this.#file, { force: true });
    syncFolder(this.#folder);
  }
}

/** The journal's lines. */
function textOf({ plan, marks, replaces }: Applying): string {
  const head = replaces === undefined ? plan : { ...plan, replaces: headOf(replaces) };
  return [head, ...marks].map((line) => `${JSON.stringify(line)}\n`).join('');
}

const headOf = ({ plan, marks }: Applying): Applying => ({ plan, marks });

/**
 * The interrupted operation of this clone, or null. A last line that was cut off by a crash is a step whose mark
 * never became durable, and is left out; a plan that was cut off is one of which no step has begun, and is none.
 *
 * @throws RelError `pending` where this rel cannot read it: another version wrote it, or the disk spoiled it.
 */
export function readPending(repo: Repository): Pending | null {
  const file = pendingFile(repo);
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole === '') return null;
  try {
    const { ended: _, ...applying } = parseJournal(whole);
    return { ...applying, length: Buffer.byteLength(whole) };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

const Replaced = z.object({ replaces: z.object({ plan: PlanSchema, marks: z.array(Mark) }).optional() });

/** What the whole lines of a journal say; `ended` is null where it does not say so. Throws where they are no journal. */
export function parseJournal(text: string): Applying & { readonly ended: string | null } {
  const [first = '', ...rest] = text.trimEnd().split('\n');
  const head: unknown = JSON.parse(first);
  const { replaces } = Replaced.parse(head);
  const lines = rest.map((line) => z.union([Mark, End]).parse(JSON.parse(line)));
  const ended = lines.flatMap((line) => ('ended' in line ? [line.ended] : [])).at(-1) ?? null;
  return {
    plan: PlanSchema.parse(head),
    marks: lines.flatMap((line) => ('ended' in line ? [] : [line])),
    ended,
    ...(replaces === undefined ? {} : { replaces }),
  };
}

const unreadable = (file: string, cause: unknown): RelError =>
  new RelError(
    {
      code: 'pending',
      message: `the journal of an interrupted operation cannot be read: ${file}`,
      why: 'another version of rel wrote it, or the disk spoiled it',
      remedy:
        'run: rel continue, in the version that began it; or compare it with what the remote has (git ls-remote), then delete it',
    },
    cause,
  );
