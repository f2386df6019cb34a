import { expect, test } from 'vitest';
import { fileOfCommit } from '../../src/domain/shell-word.ts';

test.each([
  ['1.8.0/2026-x%2F.json', 'c1^:1.8.0/2026-x%2F.json'],
  ['x;touch y.json', "'c1^:x;touch y.json'"],
  ["$(id)'.json", String.raw`'c1^:$(id)'\''.json'`],
])('a path in a command to type: %s', (path, word) => {
  expect(fileOfCommit('c1^', path)).toBe(word);
});
