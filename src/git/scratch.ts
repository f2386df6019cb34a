import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fixedConfig, gitEnvironment } from './environment.ts';
import { isPartialClone } from './partial.ts';
import { isOnThisMachine } from './remote-url.ts';
import type { Repository } from './repository.ts';
import { keyAndValue } from './which-remote.ts';

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
  makeGitDir(gitDir, configuration(repo));
  const env = {
    GIT_DIR: gitDir,
    GIT_WORK_TREE: empty,
    GIT_INDEX_FILE: join(dir, 'index'),
    GIT_OBJECT_DIRECTORY: join(repo.commonDir, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: objectFolders(objects),
    GIT_ATTR_NOSYSTEM: '1',
    ...noConfiguration,
  };
  return { dir, empty, objects, env: partial ? { ...env, ...remoteSettings(repo) } : env, isolated: env };
}

function makeGitDir(gitDir: string, config: string): void {
  for (const folder of [gitDir, join(gitDir, 'refs')]) mkdirSync(folder);
  writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(join(gitDir, 'config'), config);
}

/** One folder as a value of GIT_ALTERNATE_OBJECT_DIRECTORIES, which is a list. */
export const objectFolders = (folder: string): string =>
  folder.includes(delimiter) ? JSON.stringify(folder) : folder;

function configuration(repo: Repository): string {
  return [
    '[core]',
    `\trepositoryformatversion = ${repo.objectFormat === 'sha1' ? 0 : 1}`,
    `\tattributesFile = ${devNull.replaceAll('\\', '/')}`,
    ...(repo.objectFormat === 'sha1' ? [] : ['[extensions]', `\tobjectFormat = ${repo.objectFormat}`]),
    '',
  ].join('\n');
}

/** How a remote is reached (or one on this machine served), and that it has promised what a partial clone lacks. */
const reaching =
  /^(?:remote\..+|uploadpack\..+|url\..+|credential\..+|https?\..+|ssh\..+|protocol\..+|core\.(?:sshcommand|askpass|gitproxy))$/s;

/**
 * In a partial clone git fetches missing blobs while it merges, for which it needs what the user has set of remotes, and
 * nothing else that would change the merge. In the environment, since it may hold passwords.
 */
function remoteSettings(repo: Repository): Record<string, string> {
  const args = [...fixedConfig, 'config', '--null', '--list'];
  const { stdout } = spawnSync('git', args, { cwd: repo.dir, env: gitEnvironment(), maxBuffer: 2 ** 26 });
  const rows = stdout.toString().split('\0').map(keyAndValue);
  const old = rows.find(([key]) => key === 'extensions.partialclone')?.[1];
  const kept = [
    ...rows.filter(([key]) => reaching.test(key) && !servedHere(key, rows)),
    ...(old === undefined ? [] : [[`remote.${old}.promisor`, 'true'] as const]),
  ];
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(kept.length)],
    ...kept.flatMap(([key, value], at) => [
      [`GIT_CONFIG_KEY_${at}`, key],
      [`GIT_CONFIG_VALUE_${at}`, value],
    ]),
  ]);
}

/** The program of a clone's own configuration that would serve a remote on this machine (`servedBy`). */
function servedHere(key: string, rows: readonly (readonly [key: string, value: string])[]): boolean {
  const name = /^remote\.(.+)\.uploadpack$/s.exec(key)?.[1];
  return (
    name !== undefined && isOnThisMachine(rows.find(([each]) => each === `remote.${name}.url`)?.[1] ?? null)
  );
}

const folders: string[] = [];

function removeAtExit(dir: string): void {
  if (folders.push(dir) > 1) return;
  process.once('exit', () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
}
