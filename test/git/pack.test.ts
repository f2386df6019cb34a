import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readObjects } from '../../src/git/batch.ts';
import type { GitObject } from '../../src/git/object-reader.ts';
import { type NewObject, newObject, storeObjects } from '../../src/git/pack.ts';
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

/** Vitest takes seconds to compare buffers of some size. */
const isSame = (read: GitObject | null, made: NewObject | undefined) =>
  made !== undefined && read?.bytes.equals(made.bytes);

const indexIn = (dir: string, folder: string) => (name: string) =>
  name.endsWith('.idx') ? [join(dir, folder, name)] : [];

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

  test('as differences to what they were made from, as deep as git makes them', async () => {
    const dir = emptyRepository();
    const repo = await openRepository(dir);
    const versions: NewObject[] = [];
    for (let at = 0; at < 120; at += 1) {
      const bytes = Buffer.from(tree(2000, 'ab'.repeat(20)));
      bytes.write(String(at).padStart(20), at * 360 + 16);
      versions.push(newObject(repo, 'tree', bytes, versions.at(-1)));
    }
    // What comes back after a while must not become a difference to what was made from it.
    const again = newObject(repo, 'tree', versions[3]?.bytes ?? Buffer.of(), versions[5]);
    await storeObjects(repo, [...versions, again]);
    const read = await readObjects(
      repo,
      versions.map(({ sha }) => sha),
    );
    expect(read.map((object, at) => isSame(object, versions[at]))).toEqual(versions.map(() => true));
    const [index = ''] = git(dir, ['rev-parse', '--git-path', 'objects/pack']).split('\n');
    const verified = git(dir, [
      'verify-pack',
      '-v',
      ...readdirSync(join(dir, index)).flatMap(indexIn(dir, index)),
    ]);
    const lengths = [...verified.matchAll(/^chain length = (\d+):/gm)].map(([, length]) => Number(length));
    expect(Math.max(...lengths)).toBe(50);
    expect(verified).toContain('non delta: 3 objects');
  });

  test('whatever was changed in them', async () => {
    const repo = await openRepository(emptyRepository());
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(70, 200, 70_000).map((length) => new Uint8Array(length).fill(7)),
    );
    const parts = fc.array(part, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { minLength: 20, maxLength: 25 }), async (contents) => {
        const blobs: NewObject[] = [];
        for (const content of contents)
          blobs.push(newObject(repo, 'blob', Buffer.concat(content), blobs.at(-1)));
        await storeObjects(repo, blobs);
        const read = await readObjects(
          repo,
          blobs.map(({ sha }) => sha),
        );
        expect(read.map((object, at) => isSame(object, blobs[at]))).toEqual(blobs.map(() => true));
      }),
      { numRuns: 10 },
    );
  });
});
