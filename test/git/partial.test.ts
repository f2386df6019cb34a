import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { patchIds } from '../../src/git/history.ts';
import { readPatchPairs } from '../../src/git/patches.ts';
import { type PickSequence, pickSequence } from '../../src/git/pick-sequence.ts';
import { notePickBlobs } from '../../src/git/picks/pick-blobs.ts';
import { openRepository } from '../../src/git/repository.ts';
import { type CommitSpec, git, type Snapshot, temporaryFolder } from '../support/git-history.ts';
import { committer, world } from '../support/git-world.ts';
import { leanClone } from '../support/lean-clone.ts';

const text = (changed: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: 30 }, (_, at) => `${changed[at] ?? at}\n`).join('');
const files = Array.from({ length: 12 }, (_, n) => `area${n % 3}/file${n}`);
const start: Snapshot = {
  '.gitattributes': 'log merge=union\n',
  'area1/.gitattributes': '*.bin -merge\n',
  log: text(),
  ...Object.fromEntries(files.map((path) => [path, text({ 3: path })])),
};
const edited = (tree: Snapshot, line: number, paths: readonly string[]): Snapshot => ({
  ...tree,
  ...Object.fromEntries(
    paths.map((path) => [path, String(tree[path]).replace(`\n${line}\n`, `\n${path} changed\n`)]),
  ),
});

/** Twelve fixes, a file each and the log; the target has changed every second of these files, and the log, too. */
async function fixes(last: (files: Snapshot) => Snapshot = (tree) => tree) {
  const commits: CommitSpec[] = [{ name: 'start', files: start }];
  let tree = start;
  for (const [n, path] of files.entries()) {
    tree = { ...edited(tree, 10, [path]), log: text({ [n]: `fix ${n}` }) };
    commits.push({ name: `fix ${n}`, parents: [n === 0 ? 'start' : `fix ${n - 1}`], files: tree });
  }
  commits.push({ name: 'fix 12', parents: ['fix 11'], files: last(tree) });
  const target = edited(start, 25, [...files.filter((_, n) => n % 2 === 0), 'log']);
  const origin = await world([...commits, { name: 'target', parents: ['start'], files: target }]);
  for (const name of ['fix 12', 'target'])
    git(origin.dir, ['branch', name.replace(' ', '-'), origin.sha(name)]);
  const shas = commits.slice(1).map(({ name }) => origin.sha(name));
  const sources = shas.map((sha) => ({ sha, mainline: null, trailers: [] }));
  return { origin, shas, sequence: { onto: origin.sha('target'), sources, committer } };
}

async function inPartialClone(dir: string) {
  const clone = temporaryFolder();
  const { fetches } = leanClone(dir, clone, ['--no-checkout', '--filter=blob:none']);
  return { repo: await openRepository(clone), fetches };
}

const same = async (dir: string, sequence: PickSequence) => pickSequence(await openRepository(dir), sequence);

describe('a clone with --filter=blob:none', () => {
  test('gets all that a run of picks needs by one fetch', async () => {
    const { origin, shas, sequence } = await fixes();
    const { repo, fetches } = await inPartialClone(origin.dir);
    const picks = await pickSequence(repo, sequence);
    expect(fetches()).toBe(1);
    expect(new Set(picks.map(({ outcome }) => outcome))).toEqual(new Set(['picked', 'empty']));
    const pairs = picks.flatMap((pick, at) =>
      pick.outcome === 'picked' ? [{ source: shas[at] ?? '', landed: pick.commit }] : [],
    );
    await patchIds(repo, [...shas, ...pairs.map(({ landed }) => landed)]);
    await readPatchPairs(repo, pairs);
    expect(fetches()).toBe(1);
    expect(picks).toEqual(await same(origin.dir, sequence));
  });

  test('gets what git looks for renames in by a fetch or two more', async () => {
    const { origin, sequence } = await fixes(({ 'area0/file0': moved = '', ...rest }) => {
      return { ...rest, 'area2/moved': `${moved}more\n`, 'area1/new': 'new\n' };
    });
    const { repo, fetches } = await inPartialClone(origin.dir);
    const picks = await pickSequence(repo, sequence);
    expect(picks.at(-1)?.way).toBe('merged');
    expect(fetches()).toBeLessThanOrEqual(3);
    expect(picks).toEqual(await same(origin.dir, sequence));
  });

  test('keeps its configuration, which has no say in a merge', async () => {
    const { origin, sequence } = await fixes();
    const { repo } = await inPartialClone(origin.dir);
    git(repo.dir, ['config', 'merge.union.driver', 'false']);
    git(repo.dir, ['config', '--unset', 'remote.origin.partialCloneFilter']);
    const before = readFileSync(join(repo.gitDir, 'config'), 'utf8');
    expect(await pickSequence(repo, sequence)).toEqual(await same(origin.dir, sequence));
    expect(readFileSync(join(repo.gitDir, 'config'), 'utf8')).toBe(before);
  });

  test('gets what was noted before along with what is needed first', async () => {
    const { origin, shas, sequence } = await fixes();
    const { repo, fetches } = await inPartialClone(origin.dir);
    await notePickBlobs(repo, shas, [sequence.onto]);
    expect(fetches()).toBe(0);
    await patchIds(repo, shas.slice(0, 1));
    await pickSequence(repo, sequence);
    expect(fetches()).toBe(1);
  });
});
