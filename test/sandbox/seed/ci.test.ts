import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSandboxCi } from '../../../src/sandbox/ci.ts';
import { openStore } from '../../../src/sandbox/github/store.ts';
import { git } from '../../../src/sandbox/seed/git.ts';
import { folder, type Shop, shopIn } from './shop.ts';

let place: Awaited<ReturnType<typeof folder>>;
let shop: Shop;
beforeAll(async () => {
  place = await folder();
  shop = await shopIn(place.path);
});
afterAll(() => place.remove());

const now = () => new Date('2026-11-21T10:00:00Z');

/** A commit pushed to a branch, as a pick would be. */
async function push(file: string, branch: string): Promise<string> {
  await writeFile(join(shop.work, file), 'The tests fail on purpose.\n');
  await git(shop.work, ['add', '--', file]);
  await git(shop.work, [
    '-c',
    'user.name=T',
    '-c',
    'user.email=t@example.com',
    'commit',
    '--quiet',
    '-m',
    file,
  ]);
  await git(shop.work, ['push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`]);
  return git(shop.work, ['rev-parse', 'HEAD']);
}

async function runsOn(sha: string) {
  const { checkRuns } = await openStore(shop.github).read();
  return checkRuns.filter((run) => run.sha === sha);
}

test('a new commit has no checks until CI ran there', async () => {
  const sha = await push('new', 'rc/1.9.0');
  expect(await runsOn(sha)).toEqual([]);
  const report = await runSandboxCi(shop.dir, 'rc/1.9.0', { now });
  expect(report).toEqual({ sha, checks: ['build', 'unit'], conclusion: 'success' });
  const completed = { app: 'github-actions', conclusion: 'success', completedAt: '2026-11-21T10:00:00Z' };
  expect(await runsOn(sha)).toMatchObject([
    { name: 'build', ...completed },
    { name: 'unit', ...completed },
  ]);
});

test('a file BROKEN makes the unit tests red, and says why', async () => {
  const sha = await push('BROKEN', 'broken');
  expect(await runSandboxCi(shop.dir, sha, { now })).toMatchObject({ sha, conclusion: 'failure' });
  expect(await runsOn(sha)).toMatchObject([
    { name: 'build', conclusion: 'success' },
    { name: 'unit', conclusion: 'failure', summary: 'The tests fail on purpose.\n' },
  ]);
});

test('an unknown ref and a folder that is no sandbox are told apart', async () => {
  await expect(runSandboxCi(shop.dir, 'rc/9.9.9')).rejects.toMatchObject({ code: 'unknown-commit' });
  await expect(runSandboxCi(place.path, 'devel')).rejects.toMatchObject({ code: 'file-unreadable' });
});
