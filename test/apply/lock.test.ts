import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stateFolder } from '../../src/apply/journal.ts';
import { alone, requireNobodyAtWork } from '../../src/apply/lock.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { emptyRepository } from '../support/git-history.ts';

const library = createRequire(import.meta.url).resolve('proper-lockfile');

/** Another process that holds the clone's lock as rel does, and says so in `holder.json` as `host` (or not at all). */
async function holder(repo: Repository, host: string | null = 'os.hostname()'): Promise<ChildProcess> {
  const folder = stateFolder(repo);
  mkdirSync(folder, { recursive: true });
  const note =
    host === null
      ? ''
      : `fs.writeFileSync(folder + '/holder.json', JSON.stringify({ host: ${host}, pid: process.pid }));`;
  const code = `const [fs, os, folder] = [require('fs'), require('os'), ${JSON.stringify(folder)}];
    require(${JSON.stringify(library)}).lock(folder, { realpath: false }).then(() => { ${note} console.log('held'); });
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (child.stdout !== null) await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const clone = () => openRepository(emptyRepository());
const refused = { code: 'operation-running', exit: 7 };

describe('the lock of a clone', () => {
  test('refuses a second operation at once, of this process or another one', async () => {
    const repo = await clone();
    await alone(repo, async () => {
      await expect(alone(repo, async () => 'second')).rejects.toMatchObject(refused);
      await expect(requireNobodyAtWork(repo)).rejects.toMatchObject(refused);
    });
    await requireNobodyAtWork(repo);
    const child = await holder(repo);
    await expect(alone(repo, async () => 'second')).rejects.toMatchObject(refused);
    await expect(requireNobodyAtWork(repo)).rejects.toMatchObject(refused);
    await kill(child);
  });

  test('of a killed process is free at once, for one of those who come for it', async () => {
    const repo = await clone();
    await kill(await holder(repo));
    await requireNobodyAtWork(repo);
    const work = () => new Promise<string>((done) => setImmediate(() => setImmediate(() => done('in'))));
    const outcomes = await Promise.allSettled([alone(repo, work), alone(repo, work), alone(repo, work)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await alone(repo, async () => 'free')).toBe('free');
  });

  test.each([
    ['of another machine', '"elsewhere"'],
    ['that says nothing of itself', null],
  ])('of a process %s counts until it has been silent for ten seconds', async (_, host) => {
    const repo = await clone();
    await kill(await holder(repo, host));
    await expect(alone(repo, async () => 'second')).rejects.toMatchObject(refused);
    const longAgo = Date.now() / 1000 - 11;
    utimesSync(`${stateFolder(repo)}.lock`, longAgo, longAgo);
    expect(await alone(repo, async () => 'free')).toBe('free');
  });

  test('is not taken for the note of one who held it earlier and is dead', async () => {
    const repo = await clone();
    const child = await holder(repo, null);
    const note = join(stateFolder(repo), 'holder.json');
    const { pid } = await ended();
    writeFileSync(note, JSON.stringify({ host: (await import('node:os')).hostname(), pid }));
    utimesSync(note, 1, 1);
    await expect(alone(repo, async () => 'second')).rejects.toMatchObject(refused);
    await kill(child);
  });

  test('is let go when the work fails, with what it failed with', async () => {
    const repo = await clone();
    const failing = alone(repo, async () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await alone(repo, async () => 'free')).toBe('free');
  });
});

async function ended(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
  await once(child, 'exit');
  return child;
}
