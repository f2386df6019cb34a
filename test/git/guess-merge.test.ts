import { expect, test } from 'vitest';
import { guessMerge } from '../../src/git/picks/guess-merge.ts';

const lines = (text: string) => text.split('').join('\n');

test.each([
  ['one hunk', 'abcdefghijkl', 'Abcdefghijkl', 'abcdefgHijkl', 'AbcdefgHijkl'],
  ['several hunks', 'abcdefghijklmnopqr', 'abcdefghijklmnopqR', 'abCdefghijmnopqr', 'abCdefghijmnopqR'],
  ['at the beginning', 'abcdefgh', 'abcdefGh', 'Xabcdefgh', 'XabcdefGh'],
  ['at the end', 'abcdefgh', 'aBcdefgh', 'abcdefghX', 'aBcdefghX'],
  ['where lines repeat', '..a....b....c..', '..A....b....c..', '..a....b....C..', '..A....b....C..'],
  ['not where its surroundings are others', 'abcdefgh', 'abcDefgh', 'abcdEfgh', null],
  ['not where it was changed otherwise', 'abcdefgh', 'abcdX', 'abcDefgh', null],
  ['not in what is no text', 'abcdefgh', 'a\0bcdefgh', 'abcdefGh', null],
])('a change is put where it belongs: %s', (_, base, ours, theirs, merged) => {
  const expected = merged === null ? null : lines(merged);
  expect(guessMerge(lines(base), lines(ours), lines(theirs))).toBe(expected);
});
