import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { LedgerEntry } from '../../../../src/domain/ledger.ts';
import { cloneState, type Run, type Shop } from '../../../support/rig.ts';

/** One process of a race. */
export interface Runner {
  /** Without `rel`. */
  readonly line: string;
  /** The login whose token it has; rita's unless told. */
  readonly as?: string;
  /** The clone it runs in; one of its own unless told. */
  readonly clone?: string;
}

export interface Ran extends Runner {
  readonly clone: string;
  readonly run: Run;
  readonly exit: number;
  /** The id of the operation that it had a plan for; null: nothing to do, or it was stopped before. */
  readonly id: string | null;
  readonly code: string | null;
  /** How often it pushed. */
  readonly pushes: number;
}

/** A shop with many clones; what has been raced in it, and what was left of it. */
export class Arena {
  readonly shop: Shop;
  readonly all: Ran[] = [];
  readonly #clones = new Map<string, Record<string, string>>();
  readonly #git: string;
  readonly #env: (login: string) => Record<string, string>;
  readonly #remote: string;

  /** `remote`: what the clones fetch from and push to; `env`: what tells them who asks. */
  constructor(
    shop: Shop,
    remote = shop.origin,
    env = (login: string): Record<string, string> => ({ GH_TOKEN: `sandbox:${login}` }),
  ) {
    this.shop = shop;
    this.#remote = remote;
    this.#env = env;
    this.#git = countingGit(shop);
  }

  /** One more clone; its name. */
  clone(): string {
    const name = `clone-${this.#clones.size}`;
    const dir = this.dir(name);
    cpSync(this.shop.work, dir, { recursive: true });
    this.shop.git(['remote', 'set-url', 'origin', this.#remote], dir);
    this.#clones.set(name, cloneState(dir));
    return name;
  }

  dir(clone: string): string {
    return join(this.shop.dir, clone);
  }

  /** Starts all of them, then waits for all. */
  race(runners: readonly Runner[]): Promise<Ran[]> {
    const placed = runners.map((runner) => ({ ...runner, clone: runner.clone ?? this.clone() }));
    return Promise.all(placed.map((runner) => this.run(runner)));
  }

  /** Runs one, with more of an environment where that is given. */
  async run(runner: Runner, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const { line, as = 'rita', clone = this.clone() } = runner;
    const log = join(this.shop.dir, `pushes-${this.all.length}-${Math.random()}`);
    const run = await this.shop.program([...line.split(' '), '--json'], {
      cwd: this.dir(clone),
      env: { PATH: this.#git, RACE_PUSHES: log, ...this.#env(as), ...env },
    });
    const { plan, error } = run.json;
    const ran: Ran = {
      ...{ line, as, clone, run, exit: run.exit },
      ...{ id: plan?.stamp.id ?? null, code: error?.code ?? null },
      pushes: existsSync(log) ? readFileSync(log, 'utf8').length : 0,
    };
    this.all.push(ran);
    return ran;
  }

  /** The ledger's entries as they are in it, by the order of its commits, the first one first. */
  ledger(): LedgerEntry[] {
    const { shop } = this;
    if (shop.refs()['refs/rel/ledger'] === undefined) return [];
    const log = shop.git(
      'log --reverse --name-only --diff-filter=A --format= refs/rel/ledger -- :(exclude).facts',
      shop.origin,
    );
    return log
      .split('\n')
      .filter((path) => path.endsWith('.json') && !path.includes('.facts/'))
      .map((path) => JSON.parse(shop.git(['show', `refs/rel/ledger:${path}`], shop.origin)));
  }

  /** What must hold after every race of operations with one target: who exited 0 is on record once, who did not is not. */
  expectWhole(): void {
    this.expectOrder();
    const recorded = this.ledger().map(({ id }) => id);
    expect(new Set(recorded).size, 'entries that are there once').toBe(recorded.length);
    for (const { line, as, exit, id, run } of this.all) {
      if (id === null) continue;
      const story = `rel ${line}, by ${as}: exit ${exit}\n${run.stderr}`;
      expect(recorded.filter((each) => each === id).length, story).toBe(exit === 0 ? 1 : 0);
    }
  }

  /** The ledger is one chain; no clone changed, no journal open, no lock left; nobody pushed more often than is allowed. */
  expectOrder(): void {
    const { shop } = this;
    const parents = shop.git('rev-list --parents refs/rel/ledger', shop.origin).split('\n');
    expect(Math.max(...parents.map((row) => row.split(' ').length)), 'parents in the ledger').toBeLessThan(3);
    for (const [name, before] of this.#clones) {
      expect(cloneState(this.dir(name)), name).toEqual(before);
      expect(openFiles(this.dir(name)), `left in ${name}`).toEqual([]);
    }
    expect(Math.max(...this.all.map(({ pushes }) => pushes)), 'pushes of one process').toBeLessThanOrEqual(
      25,
    );
  }

  /** How often each way of ending was taken: `0`, `0 nothing` (there was nothing to do), `5 moved`. */
  ends(ran: readonly Ran[] = this.all): Record<string, number> {
    const ends: Record<string, number> = {};
    for (const { exit, code, id } of ran) {
      const end = code === null ? `${exit}${id === null ? ' nothing' : ''}` : `${exit} ${code}`;
      ends[end] = (ends[end] ?? 0) + 1;
    }
    return ends;
  }

  // biome-ignore lint/suspicious/noExplicitAny: a race reads what it names
  github(): any {
    return JSON.parse(readFileSync(join(this.shop.dir, 'github/state.json'), 'utf8'));
  }
}

/** What an operation that has ended leaves none of. */
const openFiles = (dir: string): string[] =>
  existsSync(join(dir, '.git/rel'))
    ? readdirSync(join(dir, '.git/rel')).filter((name) => /^(journal|paused|lock|conflict)/.test(name))
    : [];

/** A PATH whose git is the real one, and writes down a point for every push that it is asked for. */
function countingGit({ dir }: Shop): string {
  const folder = join(dir, 'counting');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'git'),
    `#!/bin/sh
for word; do
  case $word in push) printf . >> "\${RACE_PUSHES:-/dev/null}"; break ;; esac
done
PATH='${process.env.PATH}' exec git "$@"
`,
  );
  chmodSync(join(folder, 'git'), 0o755);
  return `${folder}:${process.env.PATH}`;
}

/** The same list in another order: by a seed, the same one each time. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return list
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
