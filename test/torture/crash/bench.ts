import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { AskedProcess } from '../../support/asked-process.ts';
import { Shop } from '../../support/rig.ts';
import { type Served, serveAlone } from '../../support/served-sandbox.ts';
import { digestOf } from './durable.mjs';
import { endState, Place, type State } from './place.ts';
import { type Call, environment, type Job, type Ran, startOnce, type Watched } from './rel.ts';

/** When GitHub says it is, whatever happens. */
const time = '2026-11-20T12:00:00Z';

/** The command that is killed, and what is typed after it: at another time, with another operation's id. */
export const first: Job = { clock: time, seed: 'first' };
export const second: Job = { clock: '2026-11-20T12:05:00Z', seed: 'second' };

export interface Typed {
  readonly line: string;
  readonly as?: string;
  readonly terminal?: boolean;
}

/** A place, its GitHub and a rel to go on with: what the stories of one test file share. */
export class Bench {
  readonly place: Place;
  readonly folder: string;
  readonly #served: Served;
  /** Runs rel again and again: a call of it costs a tenth of starting rel. */
  readonly #runner: AskedProcess;
  readonly #whole = new Set<string>();
  #past = 0;

  private constructor(folder: string, place: Place, served: Served, runner: AskedProcess) {
    this.folder = folder;
    this.place = place;
    this.#served = served;
    this.#runner = runner;
  }

  static async start(): Promise<Bench> {
    // What a story's past commits is dated before it.
    for (const who of ['AUTHOR', 'COMMITTER']) process.env[`GIT_${who}_DATE`] = '2026-11-20T10:00:00Z';
    const folder = mkdtempSync(join(tmpdir(), 'rel-crash-'));
    const place = new Place(join(folder, 'place'));
    place.restore(inject('template'));
    const served = await serveAlone(place.box, Date.parse(time));
    const runner = await AskedProcess.ofProgram(join(import.meta.dirname, 'runner.mjs'));
    return new Bench(folder, place, served, runner);
  }

  async stop(): Promise<void> {
    for (const who of ['AUTHOR', 'COMMITTER']) delete process.env[`GIT_${who}_DATE`];
    await this.#served.stop();
    await this.#runner.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The place as it was kept, with GitHub answering for it. */
  open(from: string): void {
    this.place.restore(from);
  }

  /** A fresh sandbox in the place. */
  fresh(): void {
    this.open(inject('template'));
    manyRequests(join(this.place.github, 'state.json'));
    this.place.git(['remote', 'set-url', 'origin', this.place.remote]);
  }

  /** Runs rel to its end. */
  run(typed: Typed, job: Job): Promise<Ran> {
    return this.#ask(this.#call(typed, job));
  }

  /** The same, with a state for each point; a copy of each state is in `keep`, by its digest. */
  record(typed: Typed, job: Job, keep: string): Promise<Ran> {
    return this.#ask(this.#call(typed, job), { folder: this.place.box, keep });
  }

  /** Starts a rel for something to befall it; gives the signal that ended it. */
  kill(typed: Typed, job: Job): Promise<string | null> {
    return startOnce(this.#call(typed, job));
  }

  #ask(call: Call, watched?: Watched): Promise<Ran> {
    return this.#runner.ask({ ...call, watched }) as Promise<Ran>;
  }

  #call({ line, as = 'rita', terminal = false }: Typed, job: Job): Call {
    const env = environment(this.#served.url, as, job);
    return { args: line.split(' '), cwd: this.place.work, env, job: { ...job, terminal } };
  }

  /** How it stands when GitHub has seen what was pushed. */
  async endState(): Promise<State> {
    // Whatever is asked, it looks at the refs first; and nobody is asking here.
    await (await fetch(this.#served.url, { headers: { authorization: 'token nobody' } })).text();
    return endState(this.place);
  }

  /** For what comes before: git, as the scenarios have it. */
  get shop(): Shop {
    return new Shop(this.place.box);
  }

  /** A request to the sandbox's GitHub, as somebody; gives the answer's body. */
  // biome-ignore lint/suspicious/noExplicitAny: a story reads what it names
  async github(method: string, path: string, body?: unknown, as = 'rita'): Promise<any> {
    const answer = await fetch(`${this.#served.url}/repos/acme/shop/${path}`, {
      method,
      headers: { authorization: `token sandbox:${as}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** What git finds broken in the clone or its remote, null where nothing is; each end is looked at once. */
  broken(end: State): string | null {
    const digest = digestOf(end);
    if (this.#whole.has(digest)) return null;
    for (const cwd of [this.place.work, this.place.origin]) {
      const fsck = ['fsck', '--connectivity-only', '--no-dangling', '--no-progress'];
      const { status, stdout, stderr } = spawnSync('git', fsck, { cwd, encoding: 'utf8' });
      if (status !== 0) return `git fsck in ${cwd}: ${stdout}${stderr}`;
    }
    this.#whole.add(digest);
    return null;
  }

  /** The rules of a ruleset that a branch has from now on. */
  async rules(branch: string, rules: readonly object[]): Promise<void> {
    const body = JSON.stringify([{ branches: [branch], rules }]);
    const answer = await fetch(`${this.#served.url}/_sandbox/rulesets`, { method: 'PUT', body });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Runs rel as a story's past: it must go well. */
  async goes(line: string, as = 'rita', { exit = 0, terminal = false } = {}): Promise<void> {
    this.#past += 1;
    const clock = new Date(Date.parse(time) - 3_600_000 + this.#past * 1000).toISOString();
    const ran = await this.run({ line, as, terminal }, { clock, seed: `past ${this.#past}` });
    if (ran.exit !== exit) throw new Error(`rel ${line}: ${ran.exit}\n${ran.stdout}${ran.stderr}`);
  }
}

/** GitHub counts the requests of all stories together. */
function manyRequests(file: string): void {
  const state = JSON.parse(readFileSync(file, 'utf8')) as { rateLimit: object };
  writeFileSync(file, JSON.stringify({ ...state, rateLimit: { ...state.rateLimit, limit: 1e9 } }));
}
