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

/** The user's repository, opened. Nothing in src/git reads or writes its index, working tree or HEAD. */
export interface Repository {
  /** The directory git runs in: the one that was given. */
  readonly dir: string;
  readonly gitDir: string;
  /** Where objects and refs are; the same as `gitDir` except in a linked worktree. */
  readonly commonDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly shallow: boolean;
  readonly version: readonly [number, number, number];
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

export function openRepository(_dir: string): Promise<Repository> {
  throw new Error('being written');
}
