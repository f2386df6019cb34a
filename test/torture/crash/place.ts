import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, durable } from './durable.mjs';
import { mirror } from './mirror.ts';

/**
 * A sandbox that is always at the same path, since what rel writes names it: `box/origin.git`, `box/github` and
 * `box/work`. The clone knows its remote by a path beside which no GitHub is found, so that rel asks over HTTP.
 */
export class Place {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
    mkdirSync(join(dir, 'remote'), { recursive: true });
    symlinkSync('../box/origin.git', join(dir, 'remote/shop.git'));
  }

  get box(): string {
    return join(this.dir, 'box');
  }

  get work(): string {
    return join(this.box, 'work');
  }

  get origin(): string {
    return join(this.box, 'origin.git');
  }

  get github(): string {
    return join(this.box, 'github');
  }

  /** What the clone's `origin` is. */
  get remote(): string {
    return join(this.dir, 'remote/shop.git');
  }

  /** Puts a copy of what was kept in its place. */
  restore(from: string): void {
    mirror(from, this.box);
    holdersAreDead(join(this.work, '.git/rel'));
  }

  /** Keeps a copy of it; gives `to`. */
  keep(to: string): string {
    mirror(this.box, to);
    return to;
  }

  git(args: readonly string[], cwd = this.work): string {
    return execFileSync('git', [...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trimEnd();
  }
}

/** The state was recorded of a process that lives on: whoever held the lock or wrote a draft has been killed. */
function holdersAreDead(folder: string): void {
  for (const place of [folder, join(folder, 'github-cache'), join(folder, 'ledger-cache')]) {
    for (const name of namesIn(place))
      renameSync(join(place, name), join(place, name.replace(/\.\d+$/, '.99999999')));
  }
  for (const name of namesIn(folder).filter((each) => /^lock(\.|$)/.test(each))) {
    for (const note of namesIn(join(folder, name)))
      renameSync(join(folder, name, note), join(folder, name, dead(note)));
    if (name !== 'lock') renameSync(join(folder, name), join(folder, dead(name)));
  }
}

const dead = (name: string): string => name.replace(/^((?:lock\.)?)\d+-/, '$199999999-');

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

export type State = Readonly<Record<string, string>>;

/**
 * What counts in the end: the remote's refs, all that GitHub knows, and the clone with its files, index, HEAD, refs and
 * configuration; no journal, lock, worktree, kept ref or draft is there. What rel remembers for itself is left out.
 */
export function endState(place: Place): State {
  const all = durable(place.box);
  const files = Object.entries(all).filter(
    ([name]) => !isMemory(name) && !isRef.test(name) && !isTraceOfRefs.test(name),
  );
  return Object.fromEntries([
    ...files,
    ...refsOf(place, place.origin, all),
    // Tracking refs say where the remote is, to whichever command has looked last.
    ...refsOf(place, place.work, all).flatMap(([name, sha]) =>
      name.startsWith('refs/remotes/') ? [] : [[`clone's ${name}`, sha]],
    ),
  ]);
}

type Refs = readonly (readonly [name: string, sha: string])[];

/** What git has said of refs before, by the files that they are in. */
const said = new Map<string, Refs>();

function refsOf(place: Place, repository: string, all: State): Refs {
  const key = digestOf([repository, Object.entries(all).filter(([name]) => isRef.test(name))]);
  const refs = said.get(key) ?? askedOf(place, repository);
  said.set(key, refs);
  return refs;
}

const askedOf = (place: Place, repository: string): Refs =>
  place
    .git(['for-each-ref', '--format=%(refname) %(objectname)'], repository)
    .split('\n')
    .map((line) => line.split(' ') as [string, string]);

/** What git is asked for. */
const isRef = /^(origin\.|work\/\.)git\/(refs(\/|$)|packed-refs$)/;

/** When tracking refs and the HEAD of a conflict's worktree moved. */
const isTraceOfRefs = /^work\/\.git\/(logs\/refs\/remotes|worktrees\/[^/]+\/logs)(\/|$)/;

/** Finished journals, and what GitHub and the ledger looked like when rel last saw them; no draft of any of these. */
const isMemory = (name: string): boolean =>
  /^work\/\.git\/rel(\/(done|github-cache|ledger-cache|ledger-seen|ledger-trail)(\/.*)?)?$/.test(name) &&
  !isDraft(name);

/** A file that was about to get its name by a rename. */
export const isDraft = (name: string): boolean => /\.(PID|new)$/.test(name);
