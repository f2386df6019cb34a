import { again, RelError } from '../domain/errors.ts';
import { GitFailure } from './failure.ts';
import { cleanLines } from './words.ts';

/** How git says that an object of this clone is not there, or is not what it was. */
const broken = [
  /unable to normalize alternate object path/,
  /(?:object file|loose object|packed object) .+ (?:is empty|is corrupt)/,
  /\bis corrupt(?:ed)?\b|data stream error|hash mismatch|cannot be accessed|pack has bad object|bad pack/,
  /unable to (?:read|parse|unpack) (?:tree|blob|commit|object|source object|[0-9a-f]{40})/,
  /(?:missing|bad|could not read|failed to read) (?:blob|tree|commit|object)\b/,
  /did not send all necessary objects/,
];

const unwritable =
  /insufficient permission for adding an object|Read-only file system|: Permission denied$|couldn't write '/;
const crowded = /No space left on device|Disk quota exceeded|File too large/;
const unkept = /could not fetch [0-9a-f]+ from promisor remote/;

const ownLines = (stderr: string): string[] =>
  cleanLines(stderr).filter((line) => !/^(?:remote|warning|hint):|protocol error: /.test(line));

const bare = (lines: readonly string[]): string =>
  [...new Set(lines.map((line) => line.replace(/^(?:(?:fatal|error):\s*)+/, '')))].join('; ');

/** A signal that a program brings upon itself: no person and no rel has ended it so. */
const fallen = /^ended by SIG(?:ABRT|BUS|FPE|ILL|SEGV)$/m;

/**
 * What a failure of git has to do with the clone itself, in words for its user; null where it has nothing to do with
 * it. `clone-damaged`: objects are lost or broken. `clone-read-only`: nothing can be written. `disk-full`: there is no
 * room for it. `remote-unreachable`: what a partial clone was promised is not to be had. `git-crashed`: git died of a bug of
 * its own, as 2.39 to 2.47 do of some renames of folders (seen there; 2.53 merges the same).
 */
export function damage(stderr: string): RelError | null {
  const lines = ownLines(stderr);
  if (fallen.test(stderr)) return crashed(bare(lines));
  if (lines.some((line) => unkept.test(line))) return unkeptPromise(bare(lines));
  const full = lines.filter((line) => crowded.test(line));
  if (full.length > 0) return diskFull(bare(full));
  const closed = lines.filter((line) => unwritable.test(line));
  if (closed.length > 0) return readOnly(bare(closed));
  const about = lines.filter((line) => broken.some((words) => words.test(line)));
  if (about.length === 0) return null;
  return new RelError({
    code: 'clone-damaged',
    message: 'this clone is damaged: objects of it are lost or broken',
    why: bare(about),
    remedy: about.some((line) => line.includes('alternate object path'))
      ? 'bring back the repository that it borrows objects from (.git/objects/info/alternates), or clone anew'
      : 'run: git fsck, which names all that is broken; or clone anew',
  });
}

const crashed = (why: string): RelError =>
  new RelError({
    code: 'git-crashed',
    message: 'git itself crashed, which is a bug of this git and says nothing about the commits',
    why,
    remedy: `install a newer git (rel doctor tells which one is used), then ${again}`,
  });

/** Where rel may not write: even a plan has commits, which have to be somewhere. */
const readOnly = (why: string): RelError =>
  new RelError({
    code: 'clone-read-only',
    message: 'rel cannot write into this clone, so that it can only be looked at',
    why,
    remedy:
      'run: ls -ld .git .git/objects, and have its owner let you write there; or work in a clone of your own',
  });

const diskFull = (why: string): RelError =>
  new RelError({
    code: 'disk-full',
    message: 'the disk is full, so that nothing more could be written down',
    why,
    remedy: `make room, then ${again}`,
  });

/** What a failure of git, or of writing a file, has to do with the clone; null where it has nothing to do with it. */
export function aboutClone(error: unknown): RelError | null {
  if (error instanceof GitFailure) return damage(error.stderr);
  if (!(error instanceof Error && 'code' in error)) return null;
  switch (error.code) {
    case 'EACCES':
    case 'EROFS':
      return readOnly(error.message);
    case 'EDQUOT':
    case 'EFBIG':
    case 'ENOSPC':
      return diskFull(error.message);
    default:
      return null;
  }
}

const unkeptPromise = (why: string): RelError =>
  new RelError({
    code: 'remote-unreachable',
    message: 'this clone lacks objects on purpose (--filter), and they cannot be fetched now',
    why,
    remedy: String.raw`run: git config --get-regexp '\.promisor$', and see to it that this remote can be read`,
  });

/** Why git here could not make what was to be pushed, so that the remote only saw it end; null where it could. */
export function packingTrouble(stderr: string): RelError | null {
  const fatal = ownLines(stderr).filter((line) => line.startsWith('fatal:'));
  if (fatal.length === 0 || !/remote unpack failed: |pack-objects died/.test(stderr)) return null;
  const why = bare(fatal);
  const [message, remedy] = [
    'git could not pack what was to be pushed',
    'mend what git says, then run it again',
  ];
  return damage(stderr) ?? new RelError({ code: 'clone-damaged', message, why, remedy });
}
