import { expect, test } from 'vitest';
import { cleanLines } from '../../src/git/words.ts';

test('a line as long as a remote likes is cleaned in no more than its length', () => {
  const line = 'a.'.repeat(100_000);
  expect(cleanLines(`${line}\nsee https://rita:secret@x.example/y`)).toEqual([
    line,
    'see https://x.example/y',
  ]);
});
