import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { RelError } from '../domain/errors.ts';
import { openStore, type StoreOptions } from './github/store.ts';
import { checkRunsOf } from './seed/checks.ts';

export interface SandboxCi {
  /** The whole SHA that CI ran on. */
  readonly sha: string;
  /** The names of the check runs. */
  readonly checks: string[];
  readonly conclusion: 'success' | 'failure';
}

/**
 * Lets the sandbox's CI report on the commit that `ref` (a branch, tag or SHA) names in `dir`/origin.git: `build` and
 * `unit`, by the app `github-actions`, green; `unit` is red where a file `BROKEN` lies at the top of the tree, and its
 * text says why. A second run is a new check suite, as on GitHub. Throws RelError `file-unreadable` where `dir` is no
 * sandbox, `unknown-commit` where there is no such ref.
 */
export async function runSandboxCi(dir: string, ref: string, options: StoreOptions = {}): Promise<SandboxCi> {
  await requireSandbox(dir);
  const store = openStore(join(dir, 'github'), options);
  const sha = await store.origin.resolve(ref);
  if (sha === null) throw unknownRef(dir, ref);
  const broken = await store.origin.file(sha, 'BROKEN');
  const ci = broken === null ? 'green' : 'red';
  return store.write((state, clock) => {
    const runs = checkRunsOf(sha, clock.now, ci, clock.id, {
      minutes: 0,
      summary: broken?.toString() ?? null,
    });
    state.checkRuns.push(...runs);
    return {
      sha,
      checks: runs.map(({ name }) => name),
      conclusion: broken === null ? 'success' : 'failure',
    };
  });
}

async function requireSandbox(dir: string): Promise<void> {
  await access(join(dir, 'github', 'state.json')).catch((error: unknown) => {
    throw new RelError(
      {
        code: 'file-unreadable',
        message: `${dir} is no sandbox`,
        why: 'there is no github/state.json in it',
        remedy: `run: rel sandbox create ${dir}`,
      },
      error,
    );
  });
}

const unknownRef = (dir: string, ref: string): RelError =>
  new RelError({
    code: 'unknown-commit',
    message: `${ref} names no commit of the sandbox`,
    remedy: `run: git -C ${join(dir, 'work')} ls-remote origin`,
  });
