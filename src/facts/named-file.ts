import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { RelError } from '../domain/errors.ts';

/** The most that is read of one file as a whole, in bytes: nothing that rel reads so is as large. */
const most = 16 * 2 ** 20;

/** A pipe that the user's shell gives a name to: `rel policy check <(curl ...)`. Nothing of a clone can be one. */
const ownPipe = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/;

/**
 * The bytes of a file that somebody named, as text. `shown` is how it was called. Only a file or the shell's own pipe is
 * read, and no link of a working tree leads out of it: who changes files there (a PR that CI looks at) would have others
 * read out. What is named outside, is the user's own will.
 *
 * @throws RelError `file-unreadable`.
 */
export function readNamedFile(path: string, shown: string): string {
  const fd = openNamed(path, shown);
  try {
    const { size } = fstatSync(fd);
    if (size > most) throw unusable(shown, `it has ${size} bytes, and at most ${most} are read`);
    return readAll(fd, shown).toString('utf8');
  } finally {
    closeSync(fd);
  }
}

/** The same as a stream, however large. */
export function streamNamedFile(path: string, shown: string): Readable {
  return createReadStream('', { fd: openNamed(path, shown), encoding: 'utf8' });
}

/**
 * Throws `file-unreadable` where a link of a working tree leads to a file, or to the folder that a new one is to be in,
 * outside of the tree or in a `.git` of it: settings and hooks are there, and the tokens that CI's checkout leaves.
 */
export function requireInside(path: string, shown: string): void {
  const top = treeAround(dirname(resolve(path)));
  if (top === null || ownPipe.test(path)) return;
  const real = realOf(path) ?? realOf(dirname(path));
  if (real === null) return;
  const tree = realpathSync(top);
  const out = isBelow(tree, real) ? null : top;
  const into = hasGitFolder(relative(tree, real)) && !hasGitFolder(relative(top, resolve(path)));
  if (out === null && !into) return;
  throw new RelError({
    code: 'file-unreadable',
    message: `${shown} is neither read nor written`,
    why: `it is a link that leads ${out === null ? "into git's own folder" : `out of ${out}`}`,
    remedy: 'name a file that is one itself',
  });
}

const hasGitFolder = (way: string): boolean => way.toLowerCase().split(sep).includes('.git');

function openNamed(path: string, shown: string): number {
  requireInside(path, shown);
  const fd = opened(path, shown);
  const stats = fstatSync(fd);
  if (stats.isFile() || (stats.isFIFO() && ownPipe.test(path))) return fd;
  closeSync(fd);
  throw unusable(shown, stats.isDirectory() ? 'it is a folder' : 'it is no file');
}

/** Not blocking: a pipe that nobody writes to would be waited for while it is opened. */
function opened(path: string, shown: string): number {
  try {
    const way = ownPipe.test(path) ? constants.O_RDONLY : constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
    return openSync(path, way);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw unusable(
      shown,
      said.startsWith('ENOENT') ? `there is no file ${path}` : said,
      dirname(path),
      cause,
    );
  }
}

function readAll(fd: number, shown: string): Buffer {
  const parts: Buffer[] = [];
  for (let size = 0; ; ) {
    const part = Buffer.alloc(65_536);
    const read = readSync(fd, part);
    if (read === 0) return Buffer.concat(parts);
    size += read;
    if (size > most) throw unusable(shown, `it has more than the ${most} bytes that are read`);
    parts.push(part.subarray(0, read));
  }
}

/** The working tree that a folder is in; null outside of any. Starts no process. */
function treeAround(folder: string): string | null {
  if (existsSync(join(folder, '.git'))) return folder;
  const up = dirname(folder);
  return up === folder ? null : treeAround(up);
}

function realOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}

function unusable(shown: string, why: string, folder?: string, cause?: unknown): RelError {
  const remedy =
    folder === undefined ? 'name a file that is one itself' : `run: ls ${folder}, and correct the path`;
  return new RelError({ code: 'file-unreadable', message: `${shown} cannot be read`, why, remedy }, cause);
}
