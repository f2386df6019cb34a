import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isPartialClone } from './partial.ts';
import type { Repository } from './repository.ts';

/**
 * A git directory of our own over the objects of the user's repository. What runs in it sees no index, no checkout,
 * no refs, no `info/attributes` and no configuration of the user's, so it computes the same on every machine; what it
 * writes are objects in the user's object store and refs that nobody else sees.
 */
export interface Scratch {
  readonly dir: string;
  /** An empty directory: the working tree, where `attributes.ts` gives no other. */
  readonly empty: string;
  /** For objects that only the scratch shall have. */
  readonly objects: string;
  /** The environment that makes git work here. */
  readonly env: Readonly<Record<string, string>>;
  /** The same, where no remote is known to fetch from what a partial clone lacks. */
  readonly isolated: Readonly<Record<string, string>>;
}

const noConfiguration = {
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: '0',
  GIT_CONFIG_PARAMETERS: '',
};

const scratches = new WeakMap<Repository, Scratch>();

/** The scratch of a repository: made at its first use in a run, removed when the process ends. */
export function scratchOf(repo: Repository): Scratch {
  const known = scratches.get(repo);
  if (known !== undefined) return known;
  const made = makeScratch(repo);
  scratches.set(repo, made);
  return made;
}

function makeScratch(repo: Repository): Scratch {
  const dir = mkdtempSync(join(tmpdir(), 'rel-git-'));
  removeAtExit(dir);
  const [gitDir, empty, objects] = [join(dir, 'git'), join(dir, 'empty'), join(dir, 'objects')];
  for (const folder of [empty, objects]) mkdirSync(folder);
  const partial = isPartialClone(repo);
  makeGitDir(gitDir, configuration(repo, partial));
  const env = {
    GIT_DIR: gitDir,
    GIT_WORK_TREE: empty,
    GIT_INDEX_FILE: join(dir, 'index'),
    GIT_OBJECT_DIRECTORY: join(repo.commonDir, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: objectFolders(objects),
    GIT_ATTR_NOSYSTEM: '1',
    ...(partial ? {} : noConfiguration),
  };
  return { dir, empty, objects, env, isolated: partial ? isolate(repo, dir, env) : env };
}

function makeGitDir(gitDir: string, config: string): void {
  for (const folder of [gitDir, join(gitDir, 'refs')]) mkdirSync(folder);
  writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(join(gitDir, 'config'), config);
}

function isolate(repo: Repository, dir: string, env: Scratch['env']): Scratch['env'] {
  const gitDir = join(dir, 'isolated');
  makeGitDir(gitDir, configuration(repo, false));
  return { ...env, ...noConfiguration, GIT_DIR: gitDir };
}

/** One folder as a value of GIT_ALTERNATE_OBJECT_DIRECTORIES, which is a list. */
export const objectFolders = (folder: string): string =>
  folder.includes(delimiter) ? JSON.stringify(folder) : folder;

/** In a partial clone git fetches missing blobs while it merges, for which it needs the remote's configuration. */
function configuration(repo: Repository, partial: boolean): string {
  return [
    ...(partial ? ['[include]', `\tpath = ${JSON.stringify(join(repo.commonDir, 'config'))}`] : []),
    '[core]',
    `\trepositoryformatversion = ${repo.objectFormat === 'sha1' ? 0 : 1}`,
    `\tattributesFile = ${devNull.replaceAll('\\', '/')}`,
    ...(repo.objectFormat === 'sha1' ? [] : ['[extensions]', `\tobjectFormat = ${repo.objectFormat}`]),
    '',
  ].join('\n');
}

const folders: string[] = [];

function removeAtExit(dir: string): void {
  if (folders.push(dir) > 1) return;
  process.once('exit', () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
}
