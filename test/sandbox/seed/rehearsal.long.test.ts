import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadPolicy } from '../../../src/policy/load.ts';
import { git, gitLines } from '../../../src/sandbox/seed/git.ts';
import { folder, shopIn } from './shop.ts';

let place: Awaited<ReturnType<typeof folder>>;
let source: string;
beforeEach(async () => {
  place = await folder();
  source = join(place.path, 'My App');
  await mkdir(source);
  await git(source, ['init', '--quiet', '-b', 'main']);
  await commit('one');
});
afterEach(() => place.remove());

async function commit(file: string, text = file): Promise<void> {
  await writeFile(join(source, file), text);
  await git(source, ['add', '--', file]);
  await git(source, ['commit', '--quiet', '-m', file]);
}

const branchesOf = (origin: string) =>
  gitLines(origin, ['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads']);
const policyOf = (origin: string, file: string) =>
  git(origin, ['cat-file', 'blob', `refs/heads/devel:${file}`]);

/** Every file under a folder with its bytes and times, so that a write of any kind is noticed. */
async function snapshot(dir: string): Promise<string[]> {
  const files = await readdir(dir, { recursive: true, withFileTypes: true });
  return Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => {
        const path = join(file.parentPath, file.name);
        return `${path} ${(await stat(path)).mtimeMs} ${(await readFile(path)).toString('base64')}`;
      }),
  );
}

test('a copy with what a train needs: devel, and a policy that is valid', async () => {
  await git(source, ['tag', 'v1.0.0']);
  await git(source, ['branch', 'rc/1.1.0']);
  const { origin, work, state, repository } = await shopIn(place.path, { from: source });
  expect(repository).toBe('acme/My-App');
  expect(state).toMatchObject({ viewer: 'you', issues: [], defaultBranch: 'devel' });
  expect(await branchesOf(origin)).toEqual(['devel', 'main', 'rc/1.1.0']);
  expect(await gitLines(origin, ['tag'])).toEqual(['v1.0.0']);
  expect(await gitLines(origin, ['log', '--format=%s', 'devel'])).toEqual([
    "Add the rehearsal's policy",
    'one',
  ]);
  expect(loadPolicy(await policyOf(origin, '.releaserc.yaml'), 'p')).toMatchObject({
    ok: true,
    policy: { repository: 'acme/My-App', branches: { develop: 'devel', production: 'main' } },
  });
  expect(await git(work, ['rev-parse', '--abbrev-ref', 'HEAD'])).toBe('devel');
});

test('the source is only read, and the copy cannot reach it', async () => {
  const before = await snapshot(source);
  const { origin } = await shopIn(place.path, { from: source });
  expect(await snapshot(source)).toEqual(before);
  expect(await git(origin, ['remote'])).toBe('');
  await expect(stat(join(origin, 'objects/info/alternates'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('production is the newest release where there is no branch for it', async () => {
  await git(source, ['branch', '-m', 'develop']);
  await git(source, ['tag', 'v1.9.0']);
  await commit('two');
  await git(source, ['tag', 'v1.10.0']);
  await commit('three');
  const { origin } = await shopIn(place.path, { from: source });
  expect(await branchesOf(origin)).toEqual(['develop', 'main']);
  expect(await git(origin, ['rev-parse', 'main'])).toBe(await git(source, ['rev-parse', 'v1.10.0']));
});

test("a policy of rel's own stays; semantic-release's file stays beside rel's", async () => {
  await commit('.releaserc.yaml', 'plugins: []\n');
  const first = await shopIn(join(place.path, 'a'), { from: source });
  expect(await policyOf(first.origin, '.releaserc.yaml')).toBe('plugins: []');
  expect(loadPolicy(await policyOf(first.origin, '.rel.yaml'), 'p')).toMatchObject({ ok: true });
  await commit('.rel.yaml', 'version: 1\n');
  const second = await shopIn(join(place.path, 'b'), { from: source });
  expect(await git(second.origin, ['rev-parse', 'devel'])).toBe(await git(source, ['rev-parse', 'main']));
});

test('what the clone has seen of its origin counts where it is newer or was never checked out', async () => {
  const clone = join(place.path, 'clone');
  await git(source, ['branch', 'devel']);
  await git(place.path, ['clone', '--quiet', source, clone]);
  await git(source, ['branch', 'rc/1.1.0']);
  await commit('two');
  await git(clone, ['fetch', '--quiet']);
  const { origin } = await shopIn(place.path, { from: clone });
  expect(await branchesOf(origin)).toEqual(['devel', 'main', 'rc/1.1.0']);
  expect(await git(origin, ['rev-parse', 'main'])).toBe(await git(source, ['rev-parse', 'main']));
});

test('a folder without a commit is no start', async () => {
  const empty = join(place.path, 'empty');
  await git(place.path, ['init', '--quiet', empty]);
  await expect(shopIn(place.path, { from: empty })).rejects.toMatchObject({
    code: 'no-repository',
    why: 'it has no commit yet',
  });
});
