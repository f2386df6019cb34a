import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RelError } from '../domain/errors.ts';
import { aboutClone } from '../git/damage.ts';
import { requireInside } from './named-file.ts';

/**
 * Writes a file that somebody named, whole or not at all; `shown` is how it was called. What a killed rel has left of it
 * (`NAME.rel-new`) is written over by the next one. A device or a pipe is written to, not replaced.
 *
 * @throws RelError `file-unreadable`, or `disk-full`, with nothing written.
 */
export function writeNamedFile(path: string, shown: string, text: string): void {
  requireInside(path, shown);
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there === undefined) replace(path, text);
    else if (there.isFile()) replace(realpathSync(path), text, there.mode);
    else writeFileSync(path, text);
  } catch (cause) {
    const about = aboutClone(cause);
    if (about?.code === 'disk-full') throw about;
    throw new RelError(
      {
        code: 'file-unreadable',
        message: `${shown} could not be written`,
        why: whyNot(cause, dirname(path)),
        remedy: 'name a file in a folder that is there and may be written to',
      },
      cause,
    );
  }
}

/** Exclusively: a draft that is a link would be written through. */
function replace(path: string, text: string, mode = 0o666): void {
  const draft = `${path}.rel-new`;
  rmSync(draft, { force: true });
  try {
    writeFileSync(draft, text, { flag: 'wx', mode });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** What the writing of a file stumbled over; the name of the draft is of no use. */
function whyNot(cause: unknown, folder: string): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'ENOENT') return `there is no folder ${folder}`;
  if (code === 'ENOTDIR') return `${folder} is no folder`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `${folder} may not be written to`;
  return cause instanceof Error ? cause.message : String(cause);
}
