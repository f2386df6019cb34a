import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pickEach, pickSequence, type SequencePick } from '../../src/git/pick-sequence.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, type CommitSpec, emptyRepository, git } from '../support/git-history.ts';
import { committer } from '../support/git-world.ts';
import {
  cherryPick,
  type PickTask,
  pickOneByOne,
  sequenceOf,
  unlessGitDies,
} from '../support/pick-sequences.ts';
import { change, startingTree, type TreeOperation, treeOperation } from '../support/random-trees.ts';

/** `SEQUENCE_RUNS=500 npm test -- test/git/pick-sequence.test.ts` for a long look. */
const runs = Number(process.env.SEQUENCE_RUNS ?? 8);

const edit = treeOperation.filter((operation) => operation.kind === 'edit');
const operations = (most: number, kind = treeOperation): fc.Arbitrary<TreeOperation[]> =>
  fc.array(kind, { maxLength: most });
/** Mostly edits, as life is, so that long runs are not one long conflict; the rest whatever can happen to a tree. */
const source = fc.record({
  changes: fc.oneof({ weight: 4, arbitrary: operations(2, edit) }, { weight: 1, arbitrary: operations(3) }),
  picked: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  shape: fc.constantFrom('plain' as const, 'plain' as const, 'plain' as const, 'merge' as const),
});
const story = fc.record({
  start: startingTree,
  target: fc.oneof(operations(4), operations(4, edit)),
  sources: fc.array(source, { minLength: 1, maxLength: 30 }),
  /** Now and then the picks are asked for in another order than they landed in. */
  backwards: fc.nat(9).map((n) => n === 0),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** The history of a story, and which of its commits are to be picked, in order. */
function tell(dir: string, { start, target, sources, backwards }: Story): PickTask {
  const commits: CommitSpec[] = [
    { name: 'start', files: start },
    { name: 'target', parents: ['start'], files: change(start, target) },
  ];
  let [files, parent] = [start, 'start'];
  for (const [at, { changes, shape }] of sources.entries()) {
    files = change(files, changes);
    const parents = shape === 'merge' ? [parent, 'start'] : [parent];
    parent = `source ${at}`;
    commits.push({ name: parent, parents, files });
  }
  const names = buildHistory(dir, commits);
  const picked = sources.flatMap(({ picked }, at) => (picked ? [names[`source ${at}`] ?? ''] : []));
  return { onto: names.target ?? '', picked: backwards ? picked.reverse() : picked };
}

describe('a sequence of picks', () => {
  test('is what git cherry-pick -x makes of the list in a checkout, commit by commit', async () => {
    const dir = emptyRepository();
    git(dir, ['commit', '--quiet', '--allow-empty', '-m', 'start']);
    const repo = await openRepository(dir);
    const seen: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const task = tell(dir, told);
        const picks = await unlessGitDies(() => pickSequence(repo, sequenceOf(task)));
        if (picks === null) {
          expect(() => cherryPick(dir, task)).toThrow('Assertion');
          return;
        }
        const last = picks.findLast((pick) => pick.outcome === 'picked');
        expect(last?.outcome === 'picked' ? last.commit : task.onto).toBe(cherryPick(dir, task));
        for (const { way, outcome } of picks) {
          const key = `${way} ${outcome}`;
          seen[key] = (seen[key] ?? 0) + 1;
        }
      }),
      { numRuns: runs, endOnFailure: runs > 60 },
    );
    if (runs > 60) process.stdout.write(`${JSON.stringify(seen)}\n`);
    // A property that never meets a case says nothing about it; a few runs cannot meet them all.
    if (runs < 60) return;
    const ways = ['batched conflict', 'batched picked', 'direct empty', 'direct picked', 'merged conflict'];
    expect(Object.keys(seen)).toEqual(expect.arrayContaining([...ways, 'merged picked']));
  }, 1_800_000);

  test('is one pick in memory after the other, outcome by outcome', async () => {
    const dir = emptyRepository();
    const repo = await openRepository(dir);
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const task = tell(dir, told);
        const picks = await unlessGitDies(() => pickSequence(repo, sequenceOf(task)));
        if (picks === null) return;
        expect(picks.map(({ way: _, ...outcome }) => outcome)).toEqual(await pickOneByOne(repo, task));
      }),
      { numRuns: Math.ceil(runs / 4), endOnFailure: true },
    );
  }, 1_800_000);

  test('beside others is what it is alone, and its commits are there', async () => {
    const dir = emptyRepository();
    const repo = await openRepository(dir);
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 1, max: 4 }), async (told, size) => {
        const { onto, picked } = tell(dir, told);
        const lists = picked.flatMap((_, at) => (at % size === 0 ? [picked.slice(at, at + size)] : []));
        const tasks = lists.map((list) => sequenceOf({ onto, picked: list }));
        const alternatives = tasks.map(({ sources }) => sources);
        const together = await unlessGitDies(() => pickEach(repo, { onto, committer, alternatives }));
        if (together === null) return;
        const commits = together.flatMap((picks) =>
          picks.flatMap((pick) => (pick.outcome === 'picked' ? [pick.commit] : [])),
        );
        // Throws where an object of one of them is missing.
        if (commits.length > 0) git(dir, ['rev-list', '--objects', '--quiet', ...commits]);
        const alone = [];
        for (const task of tasks) alone.push(await pickSequence(repo, task));
        const bare = (picks: readonly SequencePick[]) => picks.map(({ way: _, ...outcome }) => outcome);
        expect(together.map(bare)).toEqual(alone.map(bare));
      }),
      { numRuns: Math.ceil(runs / 4), endOnFailure: true },
    );
  }, 1_800_000);
});
