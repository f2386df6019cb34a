import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RelError, type Trouble } from '../domain/errors.ts';
import { Sha, short } from '../domain/git.ts';
import { Request, Stamp } from '../domain/plan.ts';
import { releaseCommits } from '../git/conflict/keep.ts';
import { removeConflictPlaces, shownPath } from '../git/conflict/place.ts';
import { Unmerged } from '../git/conflict/unmerged.ts';
import type { Repository } from '../git/repository.ts';
import { replaceDurably, syncFolder } from './durable.ts';
import { stateFolder } from './journal.ts';

/** A conflict that waits for a person, in a worktree. */
const WaitingConflict = z.object({
  /** The branch picked onto. */
  target: z.string(),
  pr: z.number().nullable(),
  source: Sha,
  /** The commit whose change conflicts: the source, or what a person made of it before the target moved. */
  change: Sha,
  /** 1 where `change` is a merge. */
  mainline: z.literal(1).nullable(),
  /** What it conflicts with: the target with the clean picks before it. */
  onto: Sha,
  paths: z.array(z.string()),
  /** The commits that `rel continue --skip` leaves out: all of the PR. */
  skips: z.array(Sha),
  /** What it would apply cleanly with, each as a person calls it. */
  needs: z.array(z.string()),
  /** The worktree's folder. */
  dir: z.string(),
  /** How git laid it out there; null until it has: `rel continue` then lays it out again. */
  laidOut: z.object({ unmerged: z.array(Unmerged), dirty: z.array(z.string()) }).nullable(),
});
export type WaitingConflict = z.infer<typeof WaitingConflict>;

/** An operation that waits for a person, or for another try of what a person has resolved. */
const Paused = z.object({
  rel: z.literal(1),
  stamp: Stamp,
  /** What is left to do, with every decision that was made on the way. */
  request: Request,
  /** null: every conflict is resolved, and what was made of them has not got through yet. */
  conflict: WaitingConflict.nullable(),
  /** The branches that this operation has pushed already. */
  pushed: z.array(z.string()),
});
export type Paused = z.infer<typeof Paused>;

const pausedFile = (repo: Repository): string => join(stateFolder(repo), 'paused.json');

/**
 * The operation of this clone that waits for a person, or null. Throws RelError `pending` where this rel cannot read
 * what another one wrote.
 */
export function readPaused(repo: Repository): Paused | null {
  const file = pausedFile(repo);
  if (!existsSync(file)) return null;
  try {
    return Paused.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new RelError(
      {
        code: 'pending',
        message: `what an operation waits for cannot be read: ${shownPath(file)}`,
        why: 'another version of rel wrote it, or the disk spoiled it',
        remedy: 'run: rel continue, in the version that began it; or delete that file, which gives it up',
      },
      cause,
    );
  }
}

/** Writes down what the operation waits for, before anything else is made of it. The caller holds the lock. */
export function writePaused(repo: Repository, paused: Paused): void {
  mkdirSync(stateFolder(repo), { recursive: true });
  replaceDurably(pausedFile(repo), `${JSON.stringify(paused)}\n`);
}

/** Nothing waits any more: the worktree goes, then what is kept, and last the word of it, so that none is left alone. */
export async function forgetPaused(repo: Repository): Promise<void> {
  removeConflictPlaces(repo);
  if (!existsSync(pausedFile(repo))) return;
  await releaseCommits(repo);
  rmSync(pausedFile(repo), { force: true });
  syncFolder(stateFolder(repo));
}

/** What is told of an operation that waits. */
export function pausedNotice({ stamp, request, conflict }: Paused): Trouble {
  const begun = `\`rel ${request.command}\` of ${stamp.at}`;
  if (conflict === null) {
    return {
      code: 'pending',
      message: `a ${begun} waits for another try; what was resolved by hand is kept`,
      remedy: 'run: rel continue (tries it again) or rel abort (gives it up, and what was resolved)',
    };
  }
  return {
    code: 'pending',
    message: `a ${begun} waits: ${conflict.target}: ${conflictName(conflict)} conflicts`,
    why: `it is to be resolved in ${shownPath(conflict.dir)}`,
    remedy: `run: rel continue (when it is resolved), rel continue --skip (leaves ${conflictName(conflict)} out) or rel abort (gives up)`,
  };
}

/** What a person calls the change: its PR, else its commit. */
export const conflictName = ({ pr, source }: Pick<WaitingConflict, 'pr' | 'source'>): string =>
  pr === null ? short(source) : `#${pr}`;
