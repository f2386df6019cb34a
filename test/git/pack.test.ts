import { describe, expect, test } from 'vitest';
import { newObject, storeObjects } from '../../src/git/pack.ts';
import { treeBytes } from '../../src/git/picks/tree-format.ts';
import { openRepository } from '../../src/git/repository.ts';
import { emptyRepository, git } from '../support/git-history.ts';

/** A tree of so many entries: 36 bytes each, so that sizes pass every border of the format. */
const tree = (entries: number, sha: string) =>
  treeBytes(
    new Map(
      Array.from({ length: entries }, (_, at) => [
        String(at).padStart(8, '0'),
        { mode: '100644', sha: sha.replace(/^.{6}/, String(at).padStart(6, '0')) },
      ]),
    ),
  );

describe('objects are stored', () => {
  test.each(['sha1', 'sha256'])('under the names that git gives them, few or many (%s)', async (format) => {
    const dir = emptyRepository([`--object-format=${format}`]);
    const repo = await openRepository(dir);
    const sha = 'ab'.repeat(format === 'sha1' ? 20 : 32);
    const sizes = [0, 1, 2, 57, 1820, 1821, 4000, ...Array.from({ length: 30 }, (_, at) => 60 + at)];
    const trees = sizes.map((entries) => newObject(repo, 'tree', tree(entries, sha)));
    await storeObjects(repo, trees.slice(0, 7));
    await storeObjects(repo, trees);
    for (const [at, entries] of sizes.slice(0, 10).entries())
      expect(git(dir, ['ls-tree', trees[at]?.sha ?? '']).split('\n')).toHaveLength(entries + 1);
    const listed = git(dir, ['cat-file', '--batch-check', '--batch-all-objects']).trim().split('\n');
    expect(listed).toEqual(trees.map(({ sha: name, bytes }) => `${name} tree ${bytes.length}`).sort());
  });
});
