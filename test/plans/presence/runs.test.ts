import { expect, test } from 'vitest';
import { runsTouching } from '../../../src/plans/presence/runs.ts';

/** `a:x,y` is a commit a that touches x and y, on the one before it; `a<b` says on which it is. */
const commits = (...specs: readonly string[]) =>
  specs.map((spec, at) => {
    const [head = '', touched = ''] = spec.split(':');
    const [sha = '', parent = specs[at - 1]?.split(/[:<]/)[0]] = head.split('<');
    return {
      sha,
      parents: parent === undefined ? [] : parent.split('+'),
      paths: touched.split(',').filter(Boolean),
    };
  });

test.each([
  ['two that touch it all', ['a:x', 'b:y'], 'ab'],
  ['two that do not', ['a:x', 'b:x'], ''],
  ['one by itself', ['a:x,y'], ''],
  ['every run of a line', ['a:x', 'b:y', 'c:x'], 'ab bc abc'],
  ['another path ends a run', ['a:x', 'b:y,z', 'c:y'], ''],
  ['an empty commit ends a run', ['a:x', 'b:', 'c:y'], ''],
  ['a merge ends a run', ['a:x', 'b<a+q:y'], ''],
  ['not one directly on the other', ['a:x', 'b<q:y'], ''],
  ['none is longer than five', ['a:y', 'b:x', 'c:x', 'd:x', 'e:x', 'f:x'], 'ab abc abcd abcde'],
])('%s', (_, specs, runs) => {
  const found = runsTouching(commits(...specs), ['x', 'y']).map((run) => run.map(({ sha }) => sha).join(''));
  expect(found.join(' ')).toBe(runs);
});
