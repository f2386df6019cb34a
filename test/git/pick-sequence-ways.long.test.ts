import { describe, expect, test } from 'vitest';
import { pickSequence } from '../../src/git/pick-sequence.ts';
import { type FileSpec, git, type Snapshot } from '../support/git-history.ts';
import { world } from '../support/git-world.ts';
import { cherryPick, pickOneByOne, sequenceOf } from '../support/pick-sequences.ts';

const text = (name: string, lines: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: 20 }, (_, at) => `${lines[at] ?? `line ${at} of ${name}`}\n`).join('');
const [a, b] = [text('a'), text('b')];
const start: Snapshot = { 'd/a': a, 'd/b': b, f: text('f'), 'g/h/i': text('i') };

/** Changes to a tree: a file's new text, or null where it goes. */
type Changes = Readonly<Record<string, FileSpec | null>>;
const changed = (tree: Snapshot, changes: Changes): Snapshot =>
  Object.fromEntries(
    Object.entries({ ...tree, ...changes }).flatMap(([path, file]) => (file === null ? [] : [[path, file]])),
  );

/** What the target and each source change, and how each pick shall be made and end; null for one that is not picked. */
const cases: [name: string, target: Changes, sources: Changes[], expected: (string | null)[]][] = [
  ['the file as it was', { f: text('f', { 1: 'T' }) }, [{ 'd/a': text('a', { 9: 'S' }) }], ['direct picked']],
  [
    'the file changed on both sides',
    { f: text('f', { 1: 'T' }) },
    [{ f: text('f', { 9: 'S' }) }],
    ['batched picked'],
  ],
  [
    'a source renames a file that the target changed',
    { f: text('f', { 1: 'T' }) },
    [{ f: null, 'g/f': text('f', { 9: 'S' }) }],
    ['merged picked'],
  ],
  [
    'a source renames a folder that the target added to',
    { 'd/new': 'new\n' },
    [{ 'd/a': null, 'd/b': null, 'e/a': a, 'e/b': b }],
    ['merged conflict'],
  ],
  [
    'a source moves a folder that the target added to into another one',
    { 'd/new': 'new\n' },
    [{ 'd/a': null, 'd/b': null, 'g/a': a, 'g/b': b }],
    ['merged conflict'],
  ],
  [
    'the target renamed a file that a source changes',
    { f: null, 'g/f': text('f') },
    [{ f: text('f', { 9: 'S' }) }],
    ['merged picked'],
  ],
  [
    'the target renamed a file and made another of that name',
    { f: text('f', { 1: 'T' }), 'g/f': text('f') },
    [{ f: text('f', { 9: 'S' }) }],
    ['batched picked'],
  ],
  [
    'the target renamed a folder that a source adds to',
    { 'd/a': null, 'd/b': null, 'e/a': a, 'e/b': b },
    [{ 'd/new': 'new\n' }],
    ['merged conflict'],
  ],
  [
    'the target renamed a folder above the one that a source adds to',
    { 'g/h/i': null, 'k/h/i': text('i') },
    [{ 'g/h/new': 'new\n' }],
    ['merged conflict'],
  ],
  [
    'the target moved part of a folder that a source adds to',
    { 'd/a': null, 'e/a': a },
    [{ 'd/new': 'new\n' }],
    ['direct picked'],
  ],
  [
    'the target emptied a folder by a rename and filled it again',
    { 'd/a': null, 'd/b': null, 'e/a': a, 'e/b': b, 'd/other': 'other\n' },
    [{ 'd/new': 'new\n' }],
    ['direct picked'],
  ],
  ['a folder that the target does not have', {}, [{ 'new/file': 'new\n' }], ['merged picked']],
  ['a file that the target has, too', { 'd/new': 'new\n' }, [{ 'd/new': 'new\n' }], ['merged empty']],
  ['a file where the target has a folder', { 'n/x': 'x\n' }, [{ n: 'n\n' }], ['merged conflict']],
  [
    'the target deleted what a source changes',
    { f: null },
    [{ f: text('f', { 9: 'S' }) }],
    ['merged conflict'],
  ],
  [
    'the target changed what a source deletes',
    { f: text('f', { 1: 'T' }) },
    [{ f: null }],
    ['merged conflict'],
  ],
  [
    'the last file of a folder goes',
    {},
    [{ 'g/h/i': null }, { 'g/j': 'j\n' }],
    ['direct picked', 'merged picked'],
  ],
  [
    'a mode on one side, a change on the other',
    { f: text('f', { 1: 'T' }) },
    [{ f: { content: text('f'), mode: '100755' } }],
    ['batched picked'],
  ],
  [
    'the mode on the other side',
    { f: { content: text('f'), mode: '100755' } },
    [{ f: text('f', { 9: 'S' }) }],
    ['merged picked'],
  ],
  ['a file becomes a link', {}, [{ f: { content: 'd/a', mode: '120000' } }], ['merged picked']],
  [
    'one file again and again',
    { f: text('f', { 1: 'T' }) },
    [
      { f: text('f', { 5: 'S' }) },
      { f: text('f', { 5: 'S', 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 9: 'S', 13: 'S' }) },
    ],
    ['batched picked', 'batched picked', 'batched conflict', 'batched picked'],
  ],
  [
    'one file again and again, under attributes',
    { f: text('f', { 1: 'T' }), '.gitattributes': 'f text\n' },
    [
      { f: text('f', { 5: 'S' }) },
      { f: text('f', { 5: 'S', 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 9: 'S', 13: 'S' }) },
    ],
    ['batched picked', 'batched picked', 'batched conflict', 'batched picked'],
  ],
  [
    'one file again and again, under a macro',
    { f: text('f', { 1: 'T' }), '.gitattributes': '[attr]own merge=union\nf own\n' },
    [
      { f: text('f', { 5: 'S' }) },
      { f: text('f', { 5: 'S', 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 9: 'S', 13: 'S' }) },
    ],
    ['batched picked', 'batched picked', 'batched picked', 'batched picked'],
  ],
  [
    'one file again and again, not as guessed',
    { f: text('f', { 1: 'T' }), '.gitattributes': 'f merge=union\n' },
    [
      { f: text('f', { 5: 'S' }) },
      { f: text('f', { 5: 'S', 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 9: 'S', 13: 'S' }) },
    ],
    ['batched picked', 'batched picked', 'batched picked', 'batched picked'],
  ],
  [
    'several files that conflict with each other on the way',
    { f: text('f', { 1: 'T' }), 'd/a': text('a', { 1: 'T', 9: 'T' }), 'd/b': text('b', { 1: 'T' }) },
    [
      { f: text('f', { 5: 'S' }), 'd/a': text('a', { 9: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S' }), 'd/b': text('b', { 1: 'S' }) },
      { f: text('f', { 1: 'S', 5: 'S', 15: 'S' }), 'd/b': text('b', { 1: 'S', 9: 'S' }) },
    ],
    ['batched conflict', 'batched conflict', 'batched picked'],
  ],
  [
    'the same change again, after another one',
    { f: text('f', { 1: 'T' }) },
    [
      { f: text('f', { 5: 'S' }) },
      { f: text('f') },
      { f: text('f', { 9: 'S' }) },
      { f: text('f') },
      { f: text('f', { 5: 'S' }) },
    ],
    ['batched picked', null, 'batched picked', null, 'batched empty'],
  ],
  [
    'attributes that a pick brings count from then on',
    { f: text('f', { 9: 'T' }) },
    [
      { f: text('f', { 9: 'S' }) },
      { f: text('f') },
      { '.gitattributes': 'f merge=union\n' },
      { f: text('f', { 9: 'S' }) },
    ],
    ['batched conflict', 'batched conflict', 'direct picked', 'batched picked'],
  ],
];

describe("each pick is made in the cheapest way that is sure to be git's", () => {
  test.each(cases)('%s', async (_, target, sources, expected) => {
    const trees = [start];
    for (const changes of sources) trees.push(changed(trees.at(-1) ?? start, changes));
    const { repo, dir, sha } = await world([
      { name: '0', files: start },
      { name: 'target', parents: ['0'], files: changed(start, target) },
      ...trees.slice(1).map((files, at) => ({ name: `${at + 1}`, parents: [`${at}`], files })),
    ]);
    const picked = expected.flatMap((way, at) => (way === null ? [] : [sha(`${at + 1}`)]));
    const task = { onto: sha('target'), picked };
    const picks = await pickSequence(repo, sequenceOf(task));
    expect(picks.map(({ way, outcome }) => `${way} ${outcome}`)).toEqual(expected.filter(Boolean));
    expect(picks.map(({ way: _way, ...outcome }) => outcome)).toEqual(await pickOneByOne(repo, task));
    const last = picks.findLast((pick) => pick.outcome === 'picked');
    git(dir, ['rev-list', '--objects', '--quiet', last?.outcome === 'picked' ? last.commit : task.onto]);
    expect(last?.outcome === 'picked' ? last.commit : task.onto).toBe(cherryPick(dir, task));
  });
});
