import { expect, test } from 'vitest';
import { splitCommandLine } from '../../src/git/signing/command-line.ts';

test.each<[string, string[] | null]>([
  ['ssh-add -L', ['ssh-add', '-L']],
  ['  ssh-add \t -L ', ['ssh-add', '-L']],
  [`'/a b/c' "d 'e'" f''g`, ['/a b/c', "d 'e'", 'fg']],
  [`a\\ b "c\\"d" 'e\\f' ''`, ['a b', 'c"d', 'e\\f', '']],
  ['$(rm -rf x); y | z', ['$(rm', '-rf', 'x);', 'y', '|', 'z']],
  ['', []],
  [`a 'b`, null],
  ['a "b', null],
  ['a \\', null],
])('%s', (line, words) => {
  expect(splitCommandLine(line)).toEqual(words);
});
