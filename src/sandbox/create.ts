import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RelError } from '../domain/errors.ts';
import type { State } from './github/state.ts';
import { createStore } from './github/store.ts';
import { git } from './seed/git.ts';
import { seedShop } from './seed/origin.ts';
import { seedFrom } from './seed/rehearsal.ts';

/** Where everything is (absolute paths), and who a client without a token is. */
export interface SandboxReport {
  readonly dir: string;
  readonly origin: string;
  readonly work: string;
  readonly github: string;
  /** OWNER/NAME on the embedded GitHub. */
  readonly repository: string;
  readonly viewer: string;
  /** The branch that is checked out in `work`. */
  readonly branch: string;
}

/**
 * Makes a sandbox in `dir` (absolute; absent or an empty folder): `origin.git`, `work`, `github`. Without `from` it is
 * acme/shop with its story (seed/story.ts), the same SHAs in every run; with it a copy of that local repository, which
 * is only read. Throws RelError `already-exists` where `dir` holds anything, `no-repository` where `from` is none. If
 * it fails, nothing stays behind.
 */
export async function createSandbox(dir: string, options: { from?: string } = {}): Promise<SandboxReport> {
  await refuseUnlessEmpty(dir);
  const parts = { origin: join(dir, 'origin.git'), work: join(dir, 'work'), github: join(dir, 'github') };
  await mkdir(dir, { recursive: true });
  try {
    const { origin, work } = parts;
    const state = options.from === undefined ? await seedShop(origin) : await seedFrom(origin, options.from);
    await configure(origin, originSettings);
    await cloneInto(work, origin, state);
    await createStore(parts.github, state);
    const { owner, name, viewer, defaultBranch } = state;
    return { dir, ...parts, repository: `${owner}/${name}`, viewer, branch: defaultBranch };
  } catch (error) {
    await Promise.all(Object.values(parts).map((part) => rm(part, { recursive: true, force: true })));
    throw error;
  }
}

async function refuseUnlessEmpty(dir: string): Promise<void> {
  const entries = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') return [dir];
    throw error;
  });
  if (entries.length === 0) return;
  throw new RelError({
    code: 'already-exists',
    message: `${dir} is not empty`,
    why: 'a sandbox is made in a folder of its own, so that it never overwrites anything',
    remedy: `run: rel sandbox create ${dir}-2`,
  });
}

// As on GitHub: pushes over HTTP, any SHA can be fetched; and no gc that would run in the middle of a demo.
const originSettings: Readonly<Record<string, string>> = {
  'http.receivepack': 'true',
  'uploadpack.allowAnySHA1InWant': 'true',
  'gc.auto': '0',
};

async function configure(repository: string, settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) await git(repository, ['config', name, value]);
}

/** A clone as a person would have it: over git's transport, so that it holds only what a clone gets. */
async function cloneInto(work: string, origin: string, state: State): Promise<void> {
  const viewer = state.users.find(({ login }) => login === state.viewer);
  const settings = {
    'user.name': viewer?.name ?? state.viewer,
    'user.email': viewer?.email ?? '',
    // The visitor's own signing key would ask for a passphrase in the middle of a demo.
    'commit.gpgSign': 'false',
    'tag.gpgSign': 'false',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  await git(origin, ['clone', '--quiet', '--no-local', '--template=', ...options, '--', origin, work]);
}
