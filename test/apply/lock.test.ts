import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { stateFolder } from '../../src/apply/journal.ts';
import { alone, requireNobodyAtWork } from '../../src/apply/lock.ts';
import { nameOf } from '../../src/apply/lock-holder.ts';
import { type Identity, ownIdentity } from '../../src/apply/process-life.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { emptyRepository, git, temporaryFolder } from '../support/git-history.ts';
import { beganAt } from '../support/processes.ts';

const clone = () => openRepository(emptyRepository());
const refused = { code: 'operation-running', exit: 7 };
const lockOf = (repo: Repository): string => join(stateFolder(repo), 'lock');

/** A lock as a rel of that identity has it; gives the note's file. */
function lockedBy(repo: Repository, who: Partial<Identity>, text?: string): string {
  const note = join(lockOf(repo), nameOf({ ...ownIdentity(), ...who }, 'abcdef'));
  mkdirSync(lockOf(repo), { recursive: true });
  const told = { doing: 'rel promote', since: '2026-11-21T10:02:03.000Z', host: hostname() };
  writeFileSync(note, text ?? JSON.stringify(told));
  return note;
}

/** Another process of this machine. */
async function other(): Promise<{ child: ChildProcess; who: Partial<Identity> }> {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
  await once(child, 'spawn');
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, who: { pid: child.pid ?? 0, began: beganAt(child.pid ?? 0) } };
}

async function ended(): Promise<Partial<Identity>> {
  const { child, who } = await other();
  child.kill('SIGKILL');
  await once(child, 'exit');
  return who;
}

function fileAt(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

/** Sets the holder's last sign of life. */
function seen(note: string, secondsAgo: number): void {
  const time = Date.now() / 1000 - secondsAgo;
  utimesSync(note, time, time);
}

async function isHeld(repo: Repository): Promise<void> {
  await expect(alone(repo, async () => 'second')).rejects.toMatchObject(refused);
  expect(() => requireNobodyAtWork(repo)).toThrow(expect.objectContaining(refused));
}

async function isFree(repo: Repository): Promise<void> {
  expect(() => requireNobodyAtWork(repo)).not.toThrow();
  expect(await alone(repo, async () => 'in')).toBe('in');
  expect(readdirSync(stateFolder(repo))).toEqual([]);
}

describe('the lock of a clone', () => {
  test('refuses a second operation at once, and tells it of the first', async () => {
    const repo = await clone();
    await alone(repo, async () => isHeld(repo), 'rel pick');
    await isFree(repo);
    const { who } = await other();
    lockedBy(repo, who);
    await expect(alone(repo, async () => 'second')).rejects.toMatchObject({
      ...refused,
      message: 'another rel is changing things from this clone',
      why: `it is \`rel promote\`, process ${who.pid}, since 2026-11-21 10:02:03 UTC`,
      remedy: 'wait for it to end, then run the command again',
    });
  });

  test('of a clone is that of its linked worktrees', async () => {
    const repo = await clone();
    git(repo.dir, ['commit', '-q', '--allow-empty', '-m', 'first']);
    const linked = join(temporaryFolder(), 'linked');
    git(repo.dir, ['worktree', 'add', '-q', linked]);
    const second = await openRepository(linked);
    await alone(repo, () => isHeld(second));
    await alone(second, () => isHeld(repo));
  });

  test('counts as long as its holder lives, though it has been silent for an hour', async () => {
    const repo = await clone();
    const { child, who } = await other();
    seen(lockedBy(repo, who), 3600);
    await isHeld(repo);
    child.kill('SIGSTOP');
    // The kernel stops it when it comes to that.
    await vi.waitFor(() =>
      expect(alone(repo, async () => '')).rejects.toMatchObject({
        why: expect.stringContaining('stopped (Ctrl-Z)'),
        remedy: expect.stringMatching(/fg.*kill -9 \d+/),
      }),
    );
    await isHeld(repo);
  });

  test('of a killed process is free at once, for one of those who come for it', async () => {
    const repo = await clone();
    lockedBy(repo, await ended());
    expect(() => requireNobodyAtWork(repo)).not.toThrow();
    const work = () => new Promise<string>((done) => setImmediate(() => setImmediate(() => done('in'))));
    const outcomes = await Promise.allSettled([alone(repo, work), alone(repo, work), alone(repo, work)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await isFree(repo);
  });

  test.each<[string, (repo: Repository) => Promise<unknown>]>([
    ['whose number another program has by now', async (repo) => lockedBy(repo, { began: '1' })],
    ['whose note was cut off', async (repo) => lockedBy(repo, await ended(), '{"doing":"rel pro')],
    ['whose note is empty', async (repo) => lockedBy(repo, await ended(), '')],
    [
      'that was killed before its note was there',
      async (repo) => mkdirSync(lockOf(repo), { recursive: true }),
    ],
    [
      'that was killed as it came for it',
      async (repo) =>
        mkdirSync(join(stateFolder(repo), `lock.${nameOf({ ...ownIdentity(), ...(await ended()) }, 'ab')}`), {
          recursive: true,
        }),
    ],
  ])('of a process %s is free at once', async (_, leave) => {
    const repo = await clone();
    await leave(repo);
    await isFree(repo);
  });

  test('of a process that lives counts, though its note cannot be read', async () => {
    const repo = await clone();
    lockedBy(repo, {}, '{"doing":');
    await isHeld(repo);
  });

  test.each<[string, (repo: Repository) => string]>([
    ['of another machine', (repo) => lockedBy(repo, { place: '0'.repeat(16) })],
    ['that is none of rel', (repo) => fileAt(join(lockOf(repo), 'somebody'))],
    ['in whose place is a file', (repo) => fileAt(lockOf(repo))],
  ])('%s counts until it has been silent for ten seconds', async (_, leave) => {
    for (const [secondsAgo, holds] of [
      [8, true],
      [11, false],
      // The clock was put back since.
      [-3600, false],
    ] as const) {
      const repo = await clone();
      seen(leave(repo), secondsAgo);
      await (holds ? isHeld(repo) : isFree(repo));
    }
  });

  test('asks no clock of its own', async () => {
    const repo = await clone();
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    onTestFinished(() => void vi.useRealTimers());
    const note = lockedBy(repo, { place: '0'.repeat(16) });
    await isHeld(repo);
    utimesSync(note, 1, 1);
    await isFree(repo);
  });

  test('is let go when the work fails, with what it failed with', async () => {
    const repo = await clone();
    const failing = alone(repo, async () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    await isFree(repo);
  });
});
