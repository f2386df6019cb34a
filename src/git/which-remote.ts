import { RelError } from '../domain/errors.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { cleanLines } from './words.ts';

/** What the clone's configuration says of its remotes. */
export interface RemoteSettings {
  /** The names, in the order of the configuration, each with its first URL. */
  readonly urls: ReadonlyMap<string, string>;
  /** `rel.remote`. */
  readonly chosen: string | null;
  /** The remote that `gh repo set-default` has marked. */
  readonly ofGh: string | null;
  /** The name of a remote for each URL that it is pushed to. */
  readonly pushes: readonly string[];
  /** Whether the remote may be pushed to elsewhere than it is read from. */
  readonly pushedApart: (remote: string) => boolean;
  /** Whether URLs are others than those that stand here (`url.*.insteadOf`). */
  readonly rewritten: boolean;
}

const asked = new WeakMap<Repository, Promise<RemoteSettings>>();

/** The remotes of a clone. One process in a run. */
export function remoteSettings(repo: Repository): Promise<RemoteSettings> {
  const known = asked.get(repo) ?? readSettings(repo);
  asked.set(repo, known);
  return known;
}

/**
 * The remote that trains run on: `rel.remote` of git's configuration; else the one that `gh repo set-default` has
 * marked; else `origin`; else the only one. Where one pushes by habit (`remote.pushDefault`, `branch.NAME.remote`) has no
 * say: that is where a person's own branches go.
 *
 * @throws RelError `no-remote` where `rel.remote` names none, or where there are several and none of them is `origin`.
 */
export async function remoteOf(repo: Repository): Promise<string> {
  return (await remoteChoice(repo)).name;
}

/** The remote as `remoteOf` finds it, and what it was chosen by; null: it is `origin`, as by habit. */
export interface RemoteChoice {
  readonly name: string;
  readonly by: 'rel.remote' | 'gh repo set-default' | 'being the only one' | null;
}

/** `remoteOf` with its reason; throws as it does. */
export async function remoteChoice(repo: Repository): Promise<RemoteChoice> {
  const { urls, chosen, ofGh } = await remoteSettings(repo);
  const names = [...urls.keys()];
  if (chosen !== null) {
    if (names.includes(chosen)) return { name: chosen, by: 'rel.remote' };
    throw noSuch(chosen, names);
  }
  if (ofGh !== null) return { name: ofGh, by: 'gh repo set-default' };
  const [only] = names;
  if (names.includes('origin') || only === undefined) return { name: 'origin', by: null };
  if (names.length === 1) return { name: only, by: 'being the only one' };
  throw new RelError({
    code: 'no-remote',
    message: `this clone has several remotes, and none is called origin: ${listed(names)}`,
    why: 'trains run on one of them',
    remedy: `say which one: git config rel.remote ${shown(only)}`,
  });
}

/** How many places a push to the remote goes to. */
export async function pushPlaces(repo: Repository, remote: string): Promise<number> {
  return (await remoteSettings(repo)).pushes.filter((name) => name === remote).length;
}

function noSuch(chosen: string, names: readonly string[]): RelError {
  return new RelError({
    code: 'no-remote',
    message: `this clone has no remote named ${shown(chosen)}, which rel.remote of git's configuration names`,
    why: names.length === 0 ? 'it has no remote at all' : `it has: ${listed(names)}`,
    remedy: 'run: git config rel.remote NAME, or: git config --unset rel.remote',
  });
}

const shown = (name: string): string => cleanLines(name).join(' ');
const listed = (names: readonly string[]): string => names.map(shown).join(', ');

async function readSettings(repo: Repository): Promise<RemoteSettings> {
  const keys = String.raw`^(rel\.remote|remote\..+\.(url|pushurl|gh-resolved)|url\..+\.(push)?insteadof)$`;
  const { stdout } = await plumb(repo.dir, ['config', '--null', '--get-regexp', keys], { accept: [0, 1] });
  const rows = stdout.toString().split('\0').slice(0, -1).map(keyAndValue);
  const named = (form: RegExp) => rows.flatMap(([key]) => form.exec(key)?.[1] ?? []);
  const [names, apart] = [named(/^remote\.(.+)\.url$/s), named(/^remote\.(.+)\.pushurl$/s)];
  const urls = new Map<string, string>();
  for (const [key, url] of rows) {
    const name = /^remote\.(.+)\.url$/s.exec(key)?.[1];
    if (name !== undefined && !urls.has(name)) urls.set(name, url);
  }
  const marked = rows.findLast(([key, value]) => key.endsWith('.gh-resolved') && value === 'base')?.[0];
  return {
    urls,
    rewritten: rows.some(([key]) => key.endsWith('.insteadof')),
    chosen: rows.findLast(([key]) => key === 'rel.remote')?.[1] ?? null,
    ofGh: marked?.slice('remote.'.length, -'.gh-resolved'.length) ?? null,
    pushes: [...apart, ...names.filter((name) => !apart.includes(name))],
    pushedApart: (remote) => apart.includes(remote) || rows.some(([key]) => key.endsWith('.pushinsteadof')),
  };
}

/** A row is the key, a line break and the value; a key without a value has no line break. */
export function keyAndValue(row: string): [key: string, value: string] {
  const end = row.indexOf('\n');
  return end === -1 ? [row, ''] : [row.slice(0, end), row.slice(end + 1)];
}
