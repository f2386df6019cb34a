import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeIds } from '../../src/git/change-ids.ts';
import { isAtLeast, openRepository } from '../../src/git/repository.ts';
import {
  buildHistory,
  type CommitSpec,
  emptyRepository,
  git,
  type Snapshot,
} from '../support/git-history.ts';

const long = Array.from({ length: 30 }, (_, at) => `line ${at}\n`);
const withLine = (at: number, text: string, lines = long) =>
  lines.map((line, n) => (n === at ? text : line)).join('');

/** The ids of the change from each `before` to its `after`. */
async function idsOf(...pairs: readonly (readonly [before: Snapshot, after: Snapshot])[]) {
  const dir = emptyRepository();
  const commits = pairs.flatMap(([before, after], at): CommitSpec[] => [
    { name: `from${at}`, files: before },
    { name: `to${at}`, parents: [`from${at}`], files: after },
  ]);
  const shas = buildHistory(dir, commits);
  const spans = pairs.map((_, at) => ({ from: shas[`from${at}`] ?? '', to: shas[`to${at}`] ?? '' }));
  return (await changeIds(await openRepository(dir), spans)).map((ids) => Object.fromEntries(ids));
}

const edit: readonly [Snapshot, Snapshot] = [{ f: long.join('') }, { f: withLine(20, 'edited\n') }];

test.each<[string, boolean, readonly [Snapshot, Snapshot]]>([
  ['it twice', true, edit],
  ['it further down', true, [{ f: `top\n${long.join('')}` }, { f: `top\n${withLine(20, 'edited\n')}` }]],
  ['it in another text', false, [{ f: long.join('') }, { f: withLine(20, 'Edited\n') }]],
  ['it with a blank more', false, [{ f: long.join('') }, { f: withLine(20, 'edited \n') }]],
  ['it with a carriage return', false, [{ f: long.join('') }, { f: withLine(20, 'edited\r\n') }]],
  [
    'it beside other lines',
    false,
    [{ f: withLine(19, 'near\n') }, { f: withLine(19, 'near\n').replace('line 20', 'edited') }],
  ],
  ['it in another place', false, [{ f: long.join('') }, { f: withLine(21, 'edited\n') }]],
  ['it in another file', false, [{ g: long.join('') }, { g: withLine(20, 'edited\n') }]],
  [
    'it with another mode',
    false,
    [{ f: long.join('') }, { f: { content: withLine(20, 'edited\n'), mode: '100755' } }],
  ],
  ['nothing', false, [{ f: 'x' }, { f: 'x' }]],
])('an edit compared with %s: %s', async (_name, alike, other) => {
  const [one, two] = await idsOf(edit, other);
  expect(JSON.stringify(one) === JSON.stringify(two)).toBe(alike);
});

const nul = (text: string) => Buffer.from(`${'a\n'.repeat(9000)}\0${text}\n`);
const binary = (byte: number) => Buffer.from([0, 1, 2, byte]);
test.each<[string, Snapshot, Snapshot, Snapshot]>([
  [
    'binary files',
    { b: { content: binary(1) } },
    { b: { content: binary(2) } },
    { b: { content: binary(3) } },
  ],
  [
    'what stands behind a NUL',
    { b: { content: nul('') } },
    { b: { content: nul('good') } },
    { b: { content: nul('evil') } },
  ],
  [
    'a line that looks like a header after a carriage return',
    { f: 'x\n' },
    { f: 'x\ny\r@@ -1 +1 @@ good\n' },
    { f: 'x\ny\r@@ -1 +1 @@ evil\n' },
  ],
  [
    'a link and a file',
    { l: 'x' },
    { l: { content: 'y', mode: '120000' } },
    { l: { content: 'z', mode: '120000' } },
  ],
  [
    'the mode alone',
    { f: 'x' },
    { f: { content: 'x', mode: '100755' } },
    { f: { content: 'x', mode: '120000' } },
  ],
])('%s are told apart', async (_name, before, good, evil) => {
  const beside = { other: 'x' };
  const again = [
    { ...before, ...beside },
    { ...good, ...beside },
  ] as const;
  const [one, two, same] = await idsOf([before, good], [before, evil], again);
  expect(one).not.toEqual(two);
  expect(one).toEqual(same);
});

test('the paths are whole, whatever they are, and each change has its own', async () => {
  const paths = ['a b/c d', 'ünï/cödé.ts', 'say "hi"', 'two b/two', 'tab\there'];
  const ids = await idsOf(
    [{ x: '' }, Object.fromEntries(['x', ...paths].map((path) => [path, path]))],
    [{ x: 'y' }, { z: 'y' }],
  );
  expect(ids.map((one) => Object.keys(one).sort())).toEqual([
    ['a b/c d', 'say \\"hi\\"', 'tab\\there', 'two b/two', 'x', 'ünï/cödé.ts'],
    ['x', 'z'],
  ]);
});

test('they are alike where git patch-id --verbatim says so', async () => {
  const dir = emptyRepository();
  const repo = await openRepository(dir);
  if (!isAtLeast(repo.version, [2, 39])) return;
  const line = fc.constantFrom(
    'a\n',
    'b\n',
    ' a\n',
    'a \n',
    '\n',
    '@@ -1 +1 @@\n',
    'diff --git a/f b/f\n',
    '--- a/f\n',
    'c\r\n',
  );
  const file = fc.array(line, { maxLength: 12 }).map((all) => all.join(''));
  const pairs = fc.array(fc.tuple(file, file), { minLength: 2, maxLength: 6 });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(pairs, async (all) => {
      run += 1;
      const shas = buildHistory(
        dir,
        all.flatMap(([before, after], at): CommitSpec[] => [
          { name: `from${run}x${at}`, files: { f: before } },
          { name: `to${run}x${at}`, parents: [`from${run}x${at}`], files: { f: after } },
        ]),
      );
      const spans = all.map((_, at) => ({
        from: shas[`from${run}x${at}`] ?? '',
        to: shas[`to${run}x${at}`] ?? '',
      }));
      const ours = (await changeIds(repo, spans)).map((ids) => ids.get('f') ?? '');
      const theirs = spans.map(({ from, to }) => {
        const patch = git(dir, ['diff-tree', '-r', '-p', '--full-index', '--no-renames', from, to]);
        return git(dir, ['patch-id', '--verbatim'], patch).split(' ')[0] ?? '';
      });
      const alike = (ids: readonly string[]) => ids.map((id) => ids.indexOf(id));
      expect(alike(ours)).toEqual(alike(theirs));
    }),
    { numRuns: 40 },
  );
});
