import { describe, expect, test } from 'vitest';
import { lastWriters } from '../../src/git/conflicting-lines.ts';
import { pathHistory } from '../../src/git/path-history.ts';
import { editedLine, startingFiles } from '../support/edited-lines.ts';
import type { CommitSpec } from '../support/git-history.ts';
import { world } from '../support/git-world.ts';

const files = startingFiles('f', 'g');
const root: CommitSpec = { ...(editedLine(['root'], '', files).commits[0] as CommitSpec), parents: [] };

/** A repository with devel's line and a line beside it, from the same root. */
async function lines(devel: readonly string[], rc: readonly string[] = []) {
  const told = [devel, rc].flatMap((line) => editedLine(line, 'root', files).commits);
  const { repo, sha } = await world([root, ...told]);
  const names = new Map(told.map(({ name }) => [sha(name), name]));
  const named = (shas: readonly string[]) => shas.map((one) => names.get(one)).join(' ');
  return { repo, sha, named };
}

describe('the last writers of lines in conflict', () => {
  test.each<[string, string[], string[], string]>([
    ['are those of the lines that both change', ['A f3', 'B f9', 'S f3 f9'], ['X f3'], 'A B'],
    [
      'are not those of lines that only the source changes',
      ['A f3', 'B f9', 'S f3 f9'],
      ['X f3', 'Y f9=B'],
      'A',
    ],
    ['are those of the lines beside them, too', ['A f2', 'B f4', 'C f6', 'S f3'], ['X f3'], 'A B'],
    ['stand by how many lines they wrote', ['A f2', 'B f3 f4', 'S f3'], ['X f3'], 'B A'],
    ['wrote the first line and the last', ['A f1', 'B f24', 'S f1 f24'], [], 'A B'],
    ['are merges of the line, not what those brought', ['M< f3', 'S f3'], ['X f3'], 'M'],
    ['are nobody where the target holds them all', ['S f3'], ['X f3'], ''],
  ])('%s', async (_, devel, rc, expected) => {
    const { repo, sha, named } = await lines(devel, rc);
    const parent = sha(devel.at(-2)?.split(/[ <]/)[0] ?? 'root');
    const onto = sha(rc.at(-1)?.split(' ')[0] ?? 'root');
    const conflict = { source: sha('S'), parent, onto, paths: ['f', 'not-there', 'a\nb'] };
    expect(named(await lastWriters(repo, conflict))).toBe(expected);
  });

  test('are found where the source adds lines at either end, and where the target lacks the file', async () => {
    const { repo, sha } = await world([
      { name: 'base', files: { g: 'g' } },
      { name: 'a', parents: ['base'], files: { g: 'g', f: 'one\ntwo' } },
      { name: 'top', parents: ['a'], files: { g: 'g', f: 'zero\none\ntwo' } },
      { name: 'end', parents: ['a'], files: { g: 'g', f: 'one\ntwo\nthree' } },
      { name: 'emptied', parents: ['a'], files: { g: 'g', f: '' } },
      { name: 'filled', parents: ['emptied'], files: { g: 'g', f: 'one' } },
    ]);
    const writers = (source: string, parent: string) =>
      lastWriters(repo, { source: sha(source), parent: sha(parent), onto: sha('base'), paths: ['f'] });
    expect(await writers('top', 'a')).toEqual([sha('a')]);
    expect(await writers('end', 'a')).toEqual([sha('a')]);
    expect(await writers('filled', 'emptied')).toEqual([]);
    expect(await writers('a', 'base')).toEqual([]);
  });
});

describe('the history of a path', () => {
  test.each<[string, string[], string, string]>([
    ['is what touched it', ['A f3', 'B g3', 'C f4'], 'A C', 'f'],
    ['goes back over its renaming', ['A f3', 'R f>e', 'B e3'], 'A R B', 'e f'],
    ['and over another one', ['A f3', 'R f>e', 'Q e>d', 'B d3'], 'A R Q B', 'd e f'],
    ['has merges, not what those brought', ['M< f3', 'A g3'], 'M', 'f'],
    ['follows a renaming in a merge', ['A f3', 'M< f>e', 'B e3'], 'A M B', 'e f'],
  ])('%s', async (_, devel, expected, names) => {
    const { repo, sha, named } = await lines(devel);
    const [path = ''] = names.split(' ');
    const tip = sha(devel.at(-1)?.split(/[ <]/)[0] ?? '');
    const history = await pathHistory(repo, { tip, exclude: sha('root') }, [path, 'not-there', 'a\nb']);
    expect(named(history.commits)).toBe(expected);
    expect(
      [...history.paths]
        .filter((p) => p.length === 1)
        .sort()
        .join(' '),
    ).toBe(names);
  });

  test('takes a name as it stands, whatever it looks like', async () => {
    const odd = { ':(top)x': 'a', '*': 'b', '-é': 'c', f: 'd' };
    const { repo, sha } = await world([
      { name: 'base', files: odd },
      { name: 'a', parents: ['base'], files: { ...odd, f: 'e' } },
      { name: 'b', parents: ['a'], files: { ...odd, f: 'e', '-é': 'f' } },
    ]);
    const history = (path: string) => pathHistory(repo, { tip: sha('b'), exclude: sha('base') }, [path]);
    expect((await history('*')).commits).toEqual([]);
    expect((await history(':(top)x')).commits).toEqual([]);
    expect((await history('-é')).commits).toEqual([sha('b')]);
  });
});
