import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { RelError } from '../domain/errors.ts';
import { shellWord } from '../domain/shell-word.ts';
import { GitFailure } from './failure.ts';
import { isPartialClone } from './partial.ts';
import { plumb } from './process.ts';
import { namedGitDir } from './start-folder.ts';
import { gitSays } from './words.ts';

/** How one git call is made. */
export interface RunOptions {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are answers; any other throws a GitFailure. Default: only 0. */
  readonly accept?: readonly number[];
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type GitVersion = readonly [major: number, minor: number, patch: number];

/** The user's repository, opened. Nothing in src/git reads or writes its index, working tree or HEAD. */
export interface Repository {
  /** The directory git runs in: the one that was given, as an absolute path. */
  readonly dir: string;
  readonly gitDir: string;
  /** Where objects and refs are; the same as `gitDir` except in a linked worktree. */
  readonly commonDir: string;
  /** The top of the working tree that `dir` is in; null in a bare repository and inside `.git`. */
  readonly top: string | null;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly shallow: boolean;
  readonly version: GitVersion;
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** `merge-tree --write-tree` came with 2.38. */
const oldest: GitVersion = [2, 38, 0];

/**
 * Opens the repository that `dir` is in; two processes. Throws RelError `no-repository` outside of one (or where
 * git does not trust its owner), `git-too-old` where git is missing or older than 2.38.
 */
export async function openRepository(dir: string): Promise<Repository> {
  const cwd = resolve(dir);
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new RelError({
      code: 'no-repository',
      message: `there is no directory ${cwd}`,
      remedy: 'run it inside a clone, or name one: rel -C DIR status',
    });
  }
  const [version, parsed] = await Promise.all([readVersion(cwd), readPlace(cwd)]);
  const named = namedGitDir(cwd);
  if (parsed instanceof GitFailure) throw named === null ? outside(cwd, parsed) : elsewhere(cwd, named);
  const { gitDir, commonDir, objectFormat, shallow, up } = parsed;
  if (named !== null && named !== realpathSync(gitDir)) throw elsewhere(cwd, named);
  isPartialClone({ commonDir }); // what is fetched in passing needs the token
  return {
    dir: cwd,
    gitDir,
    commonDir,
    top: up === null ? null : resolve(realpathSync(cwd), up),
    objectFormat: objectFormat === 'sha256' ? 'sha256' : 'sha1',
    shallow,
    version,
    run: async (args, options) => (await import('./simple.ts')).runGit(cwd, args, options),
  };
}

/** Whether git is at least `major.minor`. */
export function isAtLeast([major, minor]: GitVersion, wanted: readonly [number, number]): boolean {
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

async function readVersion(cwd: string): Promise<GitVersion> {
  const { stdout, code } = await plumb(cwd, ['version'], { accept: [0, -1, -2] });
  const [, major = 0, minor = 0, patch = 0] = (/(\d+)\.(\d+)(?:\.(\d+))?/.exec(stdout.toString()) ?? []).map(
    Number,
  );
  const version: GitVersion = [major, minor, Number.isNaN(patch) ? 0 : patch];
  if (code === 0 && isAtLeast(version, [oldest[0], oldest[1]])) return version;
  throw new RelError({
    code: 'git-too-old',
    message: code === 0 ? `git ${version.join('.')} is too old` : 'git could not be started',
    why: 'rel merges in memory, which git can do from 2.38 on',
    remedy: 'install git 2.38 or later (https://git-scm.com/downloads), then run: git --version',
  });
}

/** What `rev-parse` says of a repository, its paths absolute. */
interface Told {
  readonly gitDir: string;
  readonly commonDir: string;
  readonly objectFormat: string;
  readonly shallow: boolean;
  /** The way up to the top of the working tree; null outside of one. */
  readonly up: string | null;
}

async function readPlace(cwd: string): Promise<Told | GitFailure> {
  // The way up, and not --show-toplevel: that one fails where there is no working tree.
  const [shallow, inside, up] = ['--is-shallow-repository', '--is-inside-work-tree', '--show-cdup'];
  const flags = [shallow, inside, '--git-dir', '--show-object-format', '--git-common-dir', shallow, up];
  try {
    const { stdout } = await plumb(cwd, ['rev-parse', '--path-format=absolute', ...flags]);
    return parsePlace(stdout.toString());
  } catch (error) {
    if (error instanceof GitFailure) return error;
    throw error;
  }
}

/** A path may hold line breaks, so that what stands around it says where it ends. */
function parsePlace(output: string): Told | GitFailure {
  const form = /^(true|false)\n(true|false)\n(.+)\n(sha\d+)\n(.+)\n\1\n(?:(.*)\n)?$/s;
  const [, shallow, inside, gitDir = '', objectFormat = '', commonDir = '', up = ''] =
    form.exec(output) ?? [];
  // Git before 2.31 does not know --path-format; which version is needed is said by whoever asks for that.
  if (gitDir === '') return new GitFailure(['rev-parse'], 0, output);
  return { gitDir, commonDir, objectFormat, shallow: shallow === 'true', up: inside === 'true' ? up : null };
}

/** GIT_DIR names another repository than the folder that rel was started in: which one is meant only a person knows. */
const elsewhere = (cwd: string, named: string): RelError =>
  new RelError({
    code: 'no-repository',
    message: `GIT_DIR names another repository than the one of ${cwd}`,
    why: `it is ${named}`,
    remedy: `say which one is meant: rel -C ${shellWord(named)} ..., or: env -u GIT_DIR rel ...`,
  });

function outside(cwd: string, failure: GitFailure): RelError {
  const trust = /^\s*(git config --global --add safe\.directory .+)$/m.exec(failure.stderr)?.[1];
  if (trust !== undefined) {
    return new RelError(
      {
        code: 'no-repository',
        message: `git does not trust the repository in ${cwd}`,
        why: 'it belongs to another user (dubious ownership)',
        remedy: `if you trust it, run: ${trust}`,
      },
      failure,
    );
  }
  return new RelError(
    {
      code: 'no-repository',
      message: `${cwd} is not in a git repository`,
      why: gitSays(failure.stderr),
      remedy: 'run it inside a clone, or name one: rel -C DIR status',
    },
    failure,
  );
}
