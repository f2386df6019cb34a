import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadPolicy } from '../../../src/policy/load.ts';
import { createSandbox } from '../../../src/sandbox/create.ts';
import { git } from '../../../src/sandbox/seed/git.ts';
import { folder, shopIn } from './shop.ts';

let place: Awaited<ReturnType<typeof folder>>;
beforeEach(async () => {
  place = await folder();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await place.remove();
});

const refsOf = (origin: string) => git(origin, ['for-each-ref']);

test('makes the same repository and the same GitHub every time, whoever runs it', async () => {
  const one = await shopIn(join(place.path, 'one'));
  const hostile = join(place.path, 'gitconfig');
  await writeFile(
    hostile,
    '[user]\nname=Somebody\n[commit]\ngpgSign=true\n[init]\ndefaultBranch=trunk\n[core]\nautocrlf=true\nhooksPath=/nowhere\n',
  );
  vi.stubEnv('GIT_CONFIG_GLOBAL', hostile);
  vi.stubEnv('GIT_DIR', '/nowhere');
  vi.stubEnv('GIT_AUTHOR_DATE', '2001-01-01T00:00:00Z');
  vi.stubEnv('TZ', 'Asia/Tokyo');
  const other = await shopIn(join(place.path, 'other'));
  expect(await refsOf(other.origin)).toBe(await refsOf(one.origin));
  expect(other.state).toEqual(one.state);
  // Documentation and transcripts show these; a change of the story changes them all.
  expect(await git(one.origin, ['rev-parse', '--short=10', 'v1.8.0-rc.1^{commit}'])).toBe('6b6a101889');
});

test('the clone is ready to work in: devel, an identity, an absolute origin, nothing to commit', async () => {
  const { work, origin } = await shopIn(place.path);
  expect(await git(work, ['status', '--porcelain=v2', '--branch'])).toContain(
    '# branch.upstream origin/devel',
  );
  expect(await git(work, ['config', '--local', 'user.name'])).toBe('Rita Rte');
  expect(await git(work, ['remote', 'get-url', 'origin'])).toBe(origin);
  expect(await git(origin, ['symbolic-ref', 'HEAD'])).toBe('refs/heads/devel');
  expect(await git(work, ['rev-parse', '--abbrev-ref', 'HEAD'])).toBe('devel');
  expect(await git(origin, ['config', 'http.receivepack'])).toBe('true');
  await git(origin, ['fsck', '--strict']);
});

test.each(['devel', 'rc/1.8.0'])('the policy on %s is valid', async (branch) => {
  const { origin } = await shopIn(place.path);
  const text = await git(origin, ['cat-file', 'blob', `refs/heads/${branch}:.releaserc.yaml`]);
  expect(loadPolicy(`${text}\n`, '.releaserc.yaml')).toMatchObject({ ok: true, warnings: [] });
});

test('refuses a folder that holds something, and leaves it alone', async () => {
  const dir = join(place.path, 'full');
  await mkdir(dir);
  await writeFile(join(dir, 'mine'), '');
  const attempt = createSandbox(dir);
  await expect(attempt).rejects.toMatchObject({
    code: 'already-exists',
    remedy: `run: rel sandbox create ${dir}-2`,
  });
  expect(await readdir(dir)).toEqual(['mine']);
});

test('leaves nothing behind where it fails', async () => {
  const dir = join(place.path, 'new');
  await expect(createSandbox(dir, { from: place.path })).rejects.toMatchObject({ code: 'no-repository' });
  expect(await readdir(dir)).toEqual([]);
});

test('takes well under two seconds', async () => {
  const start = performance.now();
  await shopIn(place.path);
  expect(performance.now() - start).toBeLessThan(2000);
});
