import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runSandboxCi } from '../../src/sandbox/ci.ts';
import { sandboxConnection } from '../../src/sandbox/connection.ts';
import { filesBelow } from './everything.ts';
import { envelopeProblems } from './schemas.ts';
import { type Answer, runOnTerminal } from './terminal.ts';

/** What a run of the CLI came to. Reading `exit` is part of telling the story: the rig fails where nobody did. */
export class Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly #exit: number;
  #read = false;

  constructor(exit: number, stdout: string, stderr: string) {
    this.#exit = exit;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  get exit(): number {
    this.#read = true;
    return this.#exit;
  }

  get wasRead(): boolean {
    return this.#read;
  }

  /** The envelope of a run with --json. */
  // biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it names; the rig holds it against its schema
  get json(): any {
    return JSON.parse(this.stdout);
  }
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** True where the run leaves, or finds, an interrupted operation. */
  readonly pending?: boolean;
  /** True where it leaves an operation that waits for a person: a worktree with a conflict is there meanwhile. */
  readonly waits?: boolean;
  /** True where the run is meant to write into the working tree (`rel init`). */
  readonly writes?: boolean;
  /** True where the run needs a process of its own, whatever runs the others: something kills it. */
  readonly alone?: boolean;
}

/** How the built program is run. */
export type Program = (
  args: readonly string[],
  options: RunOptions & { readonly cwd: string },
) => Promise<Run>;

/** A repository with its remote and its GitHub, and the CLI to run in it. */
export class Shop {
  readonly dir: string;
  readonly runs: { line: string; run: Run }[] = [];
  /** What runs the commands of the story. */
  program: Program = runCli;

  constructor(dir: string) {
    this.dir = dir;
  }

  get work(): string {
    return join(this.dir, 'work');
  }

  get origin(): string {
    return join(this.dir, 'origin.git');
  }

  /** Runs `rel LINE` in the clone and checks what must hold after every command. */
  async rel(line: string, options: RunOptions = {}): Promise<Run> {
    const cwd = options.cwd ?? this.work;
    const program = options.alone === true ? runCli : this.program;
    return this.#watched(line, { ...options, cwd }, () =>
      program(line.split(' ').filter(Boolean), { ...options, cwd }),
    );
  }

  /** Runs `rel LINE` on a terminal, as a person does; its questions and the answers must be as many. */
  async terminal(
    line: string,
    options: RunOptions & { readonly answers?: readonly Answer[] } = {},
  ): Promise<Run> {
    const { cwd = this.work, env = {}, answers = [] } = options;
    return this.#watched(line, { ...options, cwd }, async () => {
      const { exit, screen, answered } = await runOnTerminal(line, answers, { cwd, env });
      expect(answered, `questions of: rel ${line}\n${screen}`).toBe(answers.length);
      return new Run(exit, screen, '');
    });
  }

  async #watched(line: string, options: RunOptions & { cwd: string }, go: () => Promise<Run>): Promise<Run> {
    const { cwd } = options;
    const before = options.writes || !existsSync(join(cwd, '.git')) ? null : cloneState(cwd);
    const run = await go();
    this.runs.push({ line, run });
    if (line.split(' ').includes('--json')) expect(await envelopeProblems(run.json), line).toEqual([]);
    if (before !== null) expect(cloneState(cwd), `the clone after: rel ${line}`).toEqual(before);
    const rel = join(this.work, '.git/rel');
    const journal = existsSync(join(rel, 'journal.jsonl'));
    expect(journal, `an open journal after: rel ${line}`).toBe(options.pending === true);
    const left = ['rel/paused.json', 'rel/conflict', 'worktrees', 'refs/rel'].filter((path) =>
      existsSync(join(this.work, '.git', path)),
    );
    if (options.waits !== true) expect(left, `what waits for a person after: rel ${line}`).toEqual([]);
    else expect(left, `what waits for a person after: rel ${line}`).toContain('rel/paused.json');
    return run;
  }

  /** Runs git in the clone, or in the folder given. */
  git(line: string | readonly string[], cwd = this.work): string {
    const args = typeof line === 'string' ? line.split(' ') : [...line];
    return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();
  }

  /** Every ref of the remote, by name. */
  refs(): Record<string, string> {
    const lines = this.git('for-each-ref --format=%(refname)%20%(objectname)', this.origin).split('\n');
    return Object.fromEntries(lines.filter(Boolean).map((line) => line.split(' ') as [string, string]));
  }

  /** The commit a name stands for on the remote. */
  tip(name: string): string {
    return this.git(['rev-parse', `${name}^{commit}`], this.origin);
  }

  /** A request to the embedded GitHub, as somebody; gives the answer's body. */
  // biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it names
  async github(method: string, path: string, body?: unknown, as = 'rita'): Promise<any> {
    const { fetch, owner, name } = await sandboxConnection(join(this.dir, 'github'));
    const answer = await fetch(`http://localhost/repos/${owner}/${name}/${path}`, {
      method,
      headers: { authorization: `token sandbox:${as}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** Merges the feature that keeps 1.9.0 from being cut. */
  async finishFeatures(): Promise<void> {
    await this.github('PUT', 'pulls/250/merge', { merge_method: 'squash' }, 'dora');
  }

  /** A green candidate of 1.8.0, v1.8.0-rc.2, that has the hotfix: what the sandbox's own one may not be released for. */
  async syncedCandidate(): Promise<void> {
    this.#inScratch('rc/1.8.0', (git) => {
      git(['cherry-pick', '-x', 'origin/main']);
      git(['tag', '-a', '-m', 'Candidate 2 of 1.8.0', 'v1.8.0-rc.2']);
      git(['push', '-q', 'origin', 'rc/1.8.0', 'v1.8.0-rc.2']);
    });
    await runSandboxCi(this.dir, 'rc/1.8.0');
  }

  /** Everything on GitHub that a command might write: releases, comments and labels. */
  async told(): Promise<unknown> {
    const state = JSON.parse(readFileSync(join(this.dir, 'github/state.json'), 'utf8'));
    const issues = state.issues.map((i: { number: number; labels: unknown; comments: unknown }) => [
      i.number,
      i.labels,
      i.comments,
    ]);
    return { releases: state.releases, issues };
  }

  /** Commits a change of files straight onto a branch of the remote, as somebody with a clone of their own would. */
  commitOnto(branch: string, files: Readonly<Record<string, string>>, message: string): string {
    return this.#inScratch(branch, (git, scratch) => {
      for (const [path, text] of Object.entries(files)) writeFileSync(join(scratch, path), text);
      git(['add', '-A']);
      git(['commit', '-q', '-m', message]);
      git(['push', '-q', 'origin', `HEAD:refs/heads/${branch}`]);
      return git(['rev-parse', 'HEAD']);
    });
  }

  /** Works in a clone of its own, with that branch checked out, which goes afterwards. */
  #inScratch<T>(branch: string, work: (git: (args: string[]) => string, scratch: string) => T): T {
    const scratch = mkdtempSync(join(tmpdir(), 'rel-scratch-'));
    try {
      this.git(['clone', '-q', '--branch', branch, this.origin, scratch], this.dir);
      return work((args) => this.git(args, scratch), scratch);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

/** Runs the built CLI. */
export function runCli(
  args: readonly string[],
  { env = {}, cwd, input }: RunOptions & { cwd: string },
): Promise<Run> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [inject('cli'), ...args],
      { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 2 ** 20 },
      (error, stdout, stderr) => {
        const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        done(new Run(exit, stdout, stderr));
      },
    );
    // A CLI that reads no input may be gone before it is written; its exit code says how it went.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

/**
 * What a person has in a clone, and what no command may change: every file's bytes, the index, HEAD, local branches,
 * stash, reflogs and the state of a rebase among them. Objects, tracking refs and rel's own folder are not theirs; nor
 * is what is there while an operation waits for them, whose end `#watched` asks for.
 */
export function cloneState(dir: string): Record<string, string> {
  const waiting = 'worktrees|rr-cache|refs/rel';
  return filesBelow(
    dir,
    new RegExp(`^\\.git/(objects|rel|rel\\.lock|refs/remotes|logs/refs/remotes|${waiting})(/|$)`),
  );
}

/** A copy of the template whose clone points at the copy of the remote. */
function copySandbox(to: string): void {
  cpSync(inject('template'), to, { recursive: true });
  execFileSync('git', ['-C', join(to, 'work'), 'remote', 'set-url', 'origin', join(to, 'origin.git')]);
}

/** A user story on a fresh sandbox. */
export function scenario(name: string, story: (shop: Shop) => Promise<void>): void {
  test(name, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'rel-scenario-'));
    const shop = new Shop(join(dir, 'sandbox'));
    copySandbox(shop.dir);
    try {
      await story(shop);
      const unread = shop.runs.filter(({ run }) => !run.wasRead).map(({ line }) => `rel ${line}`);
      expect(unread, 'runs whose exit code nobody read').toEqual([]);
    } finally {
      // A git that was left alone by a killed rel may still be writing there.
      rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
  });
}
