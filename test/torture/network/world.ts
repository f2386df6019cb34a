import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { type Run, Shop } from '../../support/rig.ts';
import { Runner } from '../../support/runner.ts';
import { type Served, serveAlone } from '../../support/served-sandbox.ts';
import { faultyLine, type Line, type Ordered } from './proxy.ts';

/** A command, and the shop as it is before it. */
export interface Situation {
  readonly name: string;
  /** Without `rel`. */
  readonly command: string;
  /** The login whose token it runs with; rita's unless told. */
  readonly as?: string;
  readonly prepare: (shop: Shop) => Promise<void>;
}

/** The moment at which everything happens: a clock that stands still makes equal runs comparable to the bit. */
const moment = Math.floor(Date.now() / 1000) * 1000;

/** The places of a test file: one prepared shop a situation, and the line that all its runs go through. */
export class Street {
  readonly #dir = mkdtempSync(join(tmpdir(), 'rel-street-'));
  readonly line: Line;
  readonly runner: Runner;
  #prepared = 0;
  #served: Served | null = null;

  private constructor(line: Line, runner: Runner) {
    this.line = line;
    this.runner = runner;
  }

  static async open(): Promise<Street> {
    vi.useFakeTimers({ toFake: ['Date'], now: moment });
    return new Street(await faultyLine(), await Runner.start());
  }

  async close(): Promise<void> {
    await this.line.close();
    await this.runner.stop();
    await this.#served?.stop();
    vi.useRealTimers();
    rmSync(this.#dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  /** The shop before the command, its clone pointing at the line. */
  async prepare(situation: Situation): Promise<Prepared> {
    this.#prepared += 1;
    const shop = new Shop(join(this.#dir, `prepared-${this.#prepared}`));
    cpSync(inject('template'), shop.dir, { recursive: true });
    shop.git(['remote', 'set-url', 'origin', shop.origin]);
    await situation.prepare(shop);
    shop.git(['remote', 'set-url', 'origin', `${this.line.url}/acme/shop.git`]);
    return new Prepared(this, situation, shop.dir, this.now);
  }

  /** Where the shop of the moment is. */
  get now(): string {
    return join(this.#dir, 'now');
  }

  /** The URL of what serves the shop of the moment: it reads what is there with each request. */
  async served(): Promise<string> {
    this.#served ??= await serveAlone(this.now, moment);
    return this.#served.url;
  }
}

/** A situation, ready to be run as often as there are faults. */
export class Prepared {
  readonly situation: Situation;
  readonly #street: Street;
  /** Where the shop is that is copied. */
  readonly dir: string;
  readonly #to: string;

  constructor(street: Street, situation: Situation, from: string, to: string) {
    this.#street = street;
    this.situation = situation;
    this.dir = from;
    this.#to = to;
  }

  /** Works on a fresh copy, served over the line. */
  async onCopy<T>(ordered: Ordered | undefined, work: (place: Place) => Promise<T>): Promise<T> {
    rmSync(this.#to, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    cpSync(this.dir, this.#to, { recursive: true });
    const shop = new Shop(this.#to);
    const { line, runner } = this.#street;
    const url = await this.#street.served();
    line.leadTo(url, ordered);
    try {
      return await work(new Place({ shop, line, runner, target: url }, this.situation));
    } finally {
      line.mend();
    }
  }
}

/** What a place is made of. */
interface Stand {
  readonly shop: Shop;
  readonly line: Line;
  readonly runner: Runner;
  readonly target: string;
}

/** One copy of the shop, and what is done in it. */
export class Place {
  readonly shop: Shop;
  readonly line: Line;
  /** What the line leads to. */
  readonly target: string;
  readonly #runner: Runner;
  readonly #situation: Situation;

  constructor({ shop, line, runner, target }: Stand, situation: Situation) {
    this.shop = shop;
    this.line = line;
    this.target = target;
    this.#runner = runner;
    this.#situation = situation;
  }

  /** Runs `rel LINE` here, as if every wait were over at once. */
  run(command: string, more: Readonly<Record<string, string>> = {}): Promise<Run> {
    const { as = 'rita' } = this.#situation;
    const env = {
      ...environment(this.line.url, as),
      ...more,
      GIT_COMMITTER_DATE: `@${moment / 1000} +0000`,
      GIT_AUTHOR_DATE: `@${moment / 1000} +0000`,
    };
    const conditions = { clock: moment, hasty: true };
    return this.#runner.run(command.split(' '), { cwd: this.shop.work, env }, conditions);
  }

  isPending(): boolean {
    return existsSync(join(this.shop.work, '.git/rel/journal.jsonl'));
  }

  /** All that anybody can see: refs, records, GitHub. What is random in it (ids of operations) is left out. */
  state(): string {
    const { 'refs/rel/ledger': ledger, ...refs } = this.shop.refs();
    const github = JSON.parse(readFileSync(join(this.shop.dir, 'github/state.json'), 'utf8'));
    const { seenRefs: _, rateLimit: __, faults: ___, ...known } = github;
    const entries =
      ledger === undefined
        ? []
        : this.shop
            .git(['log', '--reverse', '--format=%an %s', '-p', '--no-renames', ledger], this.shop.origin)
            .split('\n')
            .filter((text) => !/^(index|@@|diff) /.test(text));
    return JSON.stringify({ refs, entries, known }).replaceAll(/\b[0-9a-f]{20}\b/g, 'ID');
  }
}

/** What tells rel and git where GitHub is, and who asks. */
export function environment(url: string, login: string): Record<string, string> {
  const basic = Buffer.from(`x-access-token:sandbox:${login}`).toString('base64');
  return {
    GITHUB_SERVER_URL: url,
    GITHUB_API_URL: url,
    GH_ENTERPRISE_TOKEN: `sandbox:${login}`,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${url}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}
