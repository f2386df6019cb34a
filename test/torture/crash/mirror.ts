import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  type Stats,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the folder `to` what the folder `from` is, and touches only what differs: most of a sandbox is as it was, and a
 * whole copy of it costs as much as the command that is tried. A file that was written since has another time.
 */
export function mirror(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from);
  const wanted = new Set(names);
  for (const name of readdirSync(to)) if (!wanted.has(name)) remove(join(to, name));
  for (const name of names) mirrorEntry(join(from, name), join(to, name));
}

function mirrorEntry(from: string, to: string): void {
  const is = lstatSync(from);
  const was = lstatSync(to, { throwIfNoEntry: false });
  const stays = was !== undefined && isSame(is, was);
  if (was !== undefined && !stays) remove(to);
  if (is.isDirectory()) mirror(from, to);
  else if (!stays) copy(from, is, to);
}

function copy(from: string, is: Stats, to: string): void {
  if (is.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
  } else {
    copyFileSync(from, to);
    utimesSync(to, is.atimeMs / 1000, is.mtimeMs / 1000);
  }
}

/** A link is always made anew. */
function isSame(is: Stats, was: Stats): boolean {
  if (is.mode !== was.mode || is.isSymbolicLink()) return false;
  // A time that was set is a float of seconds, and so right to a fraction of a millisecond.
  return is.isDirectory() || (is.size === was.size && Math.abs(is.mtimeMs - was.mtimeMs) < 0.1);
}

const remove = (path: string): void => rmSync(path, { recursive: true, force: true });
