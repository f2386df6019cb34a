import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeInMemory } from '../../src/git/merge.ts';
import { mergeEachInMemory } from '../../src/git/merge-each.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, type CommitSpec, emptyRepository } from '../support/git-history.ts';
import { bothSides, text, world } from '../support/git-world.ts';
import { change, startingTree, treeOperation } from '../support/random-trees.ts';

/** `MERGE_RUNS=300 npm test -- test/git/merge-each.test.ts` for a long look. */
const runs = Number(process.env.MERGE_RUNS ?? 8);

const side = fc.array(treeOperation, { maxLength: 4 });

test('many merges at once come out as each by itself', { timeout: 900_000 }, async () => {
  const story = fc.record({ start: startingTree, sides: fc.array(side, { minLength: 4, maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(story, async ({ start, sides }) => {
      const commits: CommitSpec[] = [{ name: 'base', files: start }];
      for (const [at, operations] of sides.entries())
        commits.push({ name: `${at}`, parents: ['base'], files: change(start, operations) });
      const dir = emptyRepository([]);
      const names = buildHistory(dir, commits);
      const repo = await openRepository(dir);
      const sha = (name: number) => names[`${name}`] ?? '';
      const merges = [
        { ours: sha(0), theirs: sha(1) },
        { ours: sha(0), theirs: sha(2), base: sha(3) },
        { ours: sha(0), theirs: sha(0) },
        { ours: sha(2), theirs: sha(3), base: names.base ?? '' },
        { ours: sha(3), theirs: sha(1) },
      ];
      const alone = [];
      for (const merge of merges) alone.push(await mergeInMemory(repo, { ...merge, attributes: sha(0) }));
      expect(await mergeEachInMemory(repo, sha(0), merges)).toEqual(alone);
    }),
    { numRuns: runs },
  );
});

test('a git without --stdin makes them one by one; attributes count in both', async () => {
  const { repo, sha } = await world([
    ...bothSides({ '.gitattributes': 'f merge=union\n' }),
    { name: 'other', files: { f: text } },
  ]);
  const merges = [
    { ours: sha('target'), theirs: sha('source') },
    { ours: sha('target'), theirs: sha('parent') },
  ];
  const plain = await mergeEachInMemory(repo, sha('other'), merges);
  const union = await mergeEachInMemory(repo, sha('target'), merges);
  expect(plain).toMatchObject([{ clean: false, paths: ['f'] }, { clean: true }]);
  expect(union).toMatchObject([{ clean: true }, { clean: true }]);
  const old = { ...repo, version: [2, 38, 0] as const };
  expect(await mergeEachInMemory(old, sha('target'), merges)).toEqual(union);
  expect(await mergeEachInMemory(repo, sha('target'), [])).toEqual([]);
});
