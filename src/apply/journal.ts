import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import type { Repository } from '../git/repository.ts';
import { PlanSchema, type Step } from '../steps/registry.ts';
import { replaceDurably, syncFolder, writeDurably } from './durable.ts';

/** What has been written down about one step: `start` before it, one of the others after it. */
const Mark = z.object({ step: z.number(), event: z.enum(['start', 'done', 'dropped']) });
export type Mark = z.infer<typeof Mark>;

/** The newest mark of the step at this place in the plan; undefined where it has not begun. */
export const lastMark = (marks: readonly Mark[], step: number): Mark['event'] | undefined =>
  marks.findLast((mark) => mark.step === step)?.event;

/** An operation that was begun and not ended. */
export interface Pending {
  readonly plan: Plan<Step>;
  readonly marks: readonly Mark[];
  /** How many bytes of the file are whole lines. */
  readonly length: number;
}

/** Where a clone keeps rel's own files: shared by its linked worktrees, never in a working tree. */
export const stateFolder = (repo: Repository): string => join(repo.commonDir, 'rel');

const pendingFile = (repo: Repository): string => join(stateFolder(repo), 'journal.jsonl');

/**
 * The write-ahead record of a plan being applied: a line for the plan, then a line before and after each step, each
 * on disk (fsync) before anything else happens. It is whole from its first moment, since it gets its name by a rename.
 */
export class Journal {
  readonly #file: string;
  readonly #folder: string;
  readonly #id: string;

  private constructor(repo: Repository, id: string) {
    this.#folder = stateFolder(repo);
    this.#file = pendingFile(repo);
    this.#id = id;
  }

  /** Writes the plan down. The caller holds the lock and has made sure that nothing is pending. */
  static begin(repo: Repository, plan: Plan<Step>): Journal {
    const journal = new Journal(repo, plan.stamp.id);
    mkdirSync(journal.#folder, { recursive: true });
    replaceDurably(journal.#file, `${JSON.stringify(plan)}\n`);
    return journal;
  }

  /** Goes on with the journal of an interrupted operation. */
  static resume(repo: Repository, pending: Pending): Journal {
    truncateSync(pendingFile(repo), pending.length);
    return new Journal(repo, pending.plan.stamp.id);
  }

  mark(mark: Mark): void {
    writeDurably(this.#file, 'a', `${JSON.stringify(mark)}\n`);
  }

  /** The operation has happened: the record is kept under its id, one more for each time it was gone on with. */
  finish(): void {
    const kept = join(this.#folder, 'done');
    mkdirSync(kept, { recursive: true });
    const nameOf = (nth: number) => join(kept, `${this.#id}${nth === 1 ? '' : `-${nth}`}.jsonl`);
    let nth = 1;
    while (existsSync(nameOf(nth))) nth += 1;
    renameSync(this.#file, nameOf(nth));
    syncFolder(kept);
    syncFolder(this.#folder);
  }

  /** The operation has not happened: nothing of it remains. */
  discard(): void {
    rmSync(this.#file, { force: true });
    syncFolder(this.#folder);
  }
}

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
  const [first = '', ...marks] = whole.trimEnd().split('\n');
  try {
    return {
      plan: PlanSchema.parse(JSON.parse(first)),
      marks: marks.map((line) => Mark.parse(JSON.parse(line))),
      length: Buffer.byteLength(whole),
    };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

const unreadable = (file: string, cause: unknown): RelError =>
  new RelError(
    {
      code: 'pending',
      message: `the journal of an interrupted operation cannot be read: ${file}`,
      why: 'another version of rel wrote it, or the disk spoiled it',
      remedy:
        'run: rel continue, in the version that began it; or compare it with git ls-remote origin, then delete it',
    },
    cause,
  );
