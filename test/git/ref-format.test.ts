import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBranchName } from '../../src/git/ref-format.ts';
import { emptyRepository, tryGit } from '../support/git-history.ts';

const dir = emptyRepository();
const says = (name: string) => tryGit(dir, ['check-ref-format', '--branch', name]).code === 0;
const piece = fc.constantFrom(
  ...[
    'a',
    'rc',
    '1.8.0',
    '/',
    '.',
    '..',
    '.lock',
    '@',
    '{',
    '@{',
    '-',
    'HEAD',
    ' ',
    '~',
    '^',
    ':',
    '?',
    '*',
    '[',
  ],
  ...['\\', '\x7f', '\t', 'é', '/.', './', '//', 'x.lock', '!', '%', ']', '}'],
);

describe('a branch name', () => {
  test('is what git check-ref-format --branch takes', () => {
    const name = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
    fc.assert(
      // `@{-1}` and the like are git's way to name another branch, never a name.
      fc.property(name, (text) => {
        expect(isBranchName(text), JSON.stringify(text)).toBe(says(text));
      }),
      { numRuns: 150 },
    );
  });

  test.each(['rc/1.8.0', 'hotfix/1.8.1', 'feature/é', 'a@b', '@x', '@'])('may be %s', (name) => {
    expect([isBranchName(name), says(name)]).toEqual([true, true]);
  });

  test.each(['', 'HEAD', '-x', 'a..b', 'a.lock', 'a.lock/b', '.a', 'a/.b', 'a/', '/a', 'a//b', 'a b', 'a.'])(
    'may not be %j',
    (name) => {
      expect(isBranchName(name)).toBe(false);
      expect(says(name)).toBe(false);
    },
  );

  test('holds no line break and no NUL', () => {
    expect(isBranchName('a\nb')).toBe(false);
    expect(isBranchName('a\0b')).toBe(false);
  });
});
