import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { RunPatience } from '../../../src/github/run-patience.ts';
import { serve } from '../../../src/sandbox/github/serve.ts';
import { type InsideRun, runInside } from '../../support/inside.ts';
import { Shop } from '../../support/rig.ts';
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
  #prepared = 0;

  private constructor(line: Line) {
    this.line = line;
  }

  static async open(): Promise<Street> {
    vi.useFakeTimers({ toFake: ['Date'], now: moment });
    // Waiting is what is not tried here.
    vi.spyOn(RunPatience.prototype, 'wait').mockResolvedValue();
    return new Street(await faultyLine());
  }

  async close(): Promise<void> {
    await this.line.close();
    vi.useRealTimers();
    vi.restoreAllMocks();
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
    return new Prepared(this, situation, shop.dir, join(this.#dir, 'now'));
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
    const { url, close } = await serve(join(shop.dir, 'github'), { port: 0 });
    const { line } = this.#street;
    line.leadTo(url, ordered);
    try {
      return await work(new Place(shop, line, this.situation, url));
    } finally {
      line.mend();
      await close();
    }
  }
}

/** One copy of the shop, and what is done in it. */
export class Place {
  readonly shop: Shop;
  readonly line: Line;
  /** What the line leads to. */
  readonly target: string;
  readonly #situation: Situation;

  constructor(shop: Shop, line: Line, situation: Situation, target: string) {
    this.target = target;
    this.shop = shop;
    this.line = line;
    this.#situation = situation;
  }

  /** Runs `rel LINE` here. */
  run(command: string, more: Readonly<Record<string, string>> = {}): Promise<InsideRun> {
    const { as = 'rita' } = this.#situation;
    const env = {
      ...environment(this.line.url, as),
      ...more,
      GIT_COMMITTER_DATE: `@${moment / 1000} +0000`,
      GIT_AUTHOR_DATE: `@${moment / 1000} +0000`,
    };
    return runInside(command.split(' '), { cwd: this.shop.work, env });
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
