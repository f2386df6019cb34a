import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RelError } from '../domain/errors.ts';
import type { Repository } from '../git/repository.ts';
import { type Applying, doneFolder, parseJournal, stateFolder } from './journal.ts';

/** An operation of this clone that has happened: a journal for each time it was gone on with, in order. */
export interface Finished {
  readonly id: string;
  readonly parts: readonly Applying[];
}

/** `ID.jsonl`, and `ID-2.jsonl` where it was gone on with. */
const named = /^([0-9a-f]{20})(?:-(\d+))?\.jsonl$/;

/**
 * The operation of this clone that ended last, or null where none ever did. Throws RelError `file-unreadable` where its
 * journal cannot be read: what stands before it is not the last one.
 */
export function lastFinished(repo: Repository): Finished | null {
  const newest = filesOf(repo).reduce<DoneFile | null>(
    (best, file) => (best === null || file.ended > best.ended ? file : best),
    null,
  );
  return newest === null ? null : finishedWith(repo, newest.id);
}

/** The operation of this clone with that id, or null where none has happened. Throws as `lastFinished`. */
export function finishedWith(repo: Repository, id: string): Finished | null {
  const own = filesOf(repo)
    .filter((file) => file.id === id)
    .sort((a, b) => a.nth - b.nth);
  return own.length === 0 ? null : { id, parts: own.map(({ path }) => readDone(path)) };
}

interface DoneFile {
  readonly path: string;
  readonly id: string;
  readonly nth: number;
  /** ISO 8601, UTC. */
  readonly ended: string;
}

function filesOf(repo: Repository): DoneFile[] {
  const folder = join(stateFolder(repo), doneFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const [, id, nth = '1'] = named.exec(name) ?? [];
    const path = join(folder, name);
    return id === undefined ? [] : [{ path, id, nth: Number(nth), ended: endOf(path) }];
  });
}

/** By the journal's own word; that of an older rel has none, and was last written when it ended. */
function endOf(path: string): string {
  const last = readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  const said = /^\{"ended":"([^"]+)"\}$/.exec(last)?.[1];
  return said ?? new Date(statSync(path).mtimeMs).toISOString();
}

function readDone(path: string): Applying {
  try {
    return parseJournal(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new RelError(
      {
        code: 'file-unreadable',
        message: `what the last operation of this clone did cannot be read: ${path}`,
        why: 'another version of rel wrote it, or the disk spoiled it',
        remedy: 'run: rel log, which says what it put on record; what it did can be taken back by hand',
      },
      cause,
    );
  }
}
