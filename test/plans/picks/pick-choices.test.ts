import { describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/change.ts';
import type { Forecast } from '../../../src/plans/picks/forecast.ts';
import { pickChoices } from '../../../src/plans/picks/pick-choices.ts';
import { paintFor } from '../../../src/view/paint.ts';
import { choiceLine } from '../../../src/view/pick-choices.ts';
import { pullRequestOf, shaOf } from '../../support/gate-facts.ts';

const pull = (number: number, over: Partial<PullRequest> = {}) =>
  pullRequestOf({ number, title: `Fix ${number}`, state: 'MERGED', base: 'devel', isDraft: false, ...over });
const source = (pr: number, sha = 'a') => ({ pr, sha: shaOf(sha), mainline: null, refused: null });
const picked = (pr: number): Forecast => ({
  ...{ source: source(pr), outcome: 'picked', onto: shaOf('1'), commit: shaOf('2'), tree: shaOf('3') },
});
const already = (pr: number, waits?: string): Forecast => {
  const there = { source: source(pr), outcome: 'already', commit: shaOf('4') } as const;
  return waits === undefined
    ? { ...there, reason: 'by ancestry' }
    : { ...there, reason: waits, waits: 'rel/pick' };
};
const empty = (pr: number): Forecast => ({ source: source(pr), outcome: 'empty', reason: '' });
const conflict = (pr: number, ...paths: string[]): Forecast => {
  return { source: source(pr), outcome: 'conflict', onto: shaOf('1'), paths };
};
const needing = (pr: number, other: number | null): Forecast => {
  const commits = [{ name: '', pr: other, sha: shaOf('c'), subject: '' }];
  const needs = { are: 'smallest', commits } as const;
  return { source: source(pr), outcome: 'conflict', onto: shaOf('1'), paths: ['a'], needs };
};
const refused = (pr: number): Forecast => {
  return { source: source(pr), outcome: 'refused', refusal: { reason: 'qa: missing', remedy: '' } };
};

describe('what --approved offers', () => {
  test.each([
    ['clean', [picked(7)], { state: 'clean' }],
    ['clean where one of two is there', [already(7), picked(7)], { state: 'clean' }],
    ['clean where one of two would change nothing', [empty(7), picked(7)], { state: 'clean' }],
    [
      'a conflict in any of its commits',
      [picked(7), conflict(7, 'b', 'a'), conflict(7, 'a')],
      { state: 'conflict', paths: ['a', 'b'] },
    ],
    ['there already', [already(7), already(7)], { state: 'already' }],
    ['there, and the rest changes nothing', [already(7), empty(7)], { state: 'already' }],
    ['waiting in a PR', [already(7, 'waits in #9')], { state: 'already', reason: 'waits in #9' }],
    [
      'a conflict that needs others',
      [needing(7, 3), needing(7, null)],
      { state: 'conflict', needs: ['#3', 'cccccccccc'] },
    ],
    ['empty', [empty(7)], { state: 'empty' }],
    ['refused', [refused(7), refused(7)], { state: 'kept', reason: 'qa: missing' }],
  ] satisfies [string, Forecast[], object][])('%s', (_, forecasts, expected) => {
    expect(pickChoices([pull(7)], forecasts)).toMatchObject([{ pr: 7, title: 'Fix 7', ...expected }]);
  });

  test('merged ones as they landed, then open ones by number, and no closed one', () => {
    const selected = [
      pull(9, { state: 'OPEN' }),
      pull(5, { state: 'CLOSED' }),
      pull(4, { state: 'OPEN', isDraft: true }),
      pull(3),
      pull(8),
    ];
    const choices = pickChoices(selected, [picked(8), picked(3), picked(8), picked(77)]);
    expect(choices.map(({ pr, reason }) => [pr, reason])).toEqual([
      [8, null],
      [3, null],
      [4, 'a draft'],
      [9, 'not merged into devel yet'],
    ]);
  });

  test('a line keeps to its width, cleans what comes from outside, and always shows number and state', () => {
    const paint = paintFor({ isTerminal: false, color: false, env: {} });
    const title = 'Make\u001b[31m the cart as red as it can be for everybody in the world';
    const paths = ['src/a/very/long/path/to/a/file.ts', 'src/another/very/long/path/to/a/file.ts'];
    const [choice] = pickChoices([pull(7, { title })], [conflict(7, ...paths)]);
    const line = choice === undefined ? '' : choiceLine(choice, 74, paint);
    expect(line.length).toBeLessThanOrEqual(74);
    expect(line).toMatch(/^#7 Make the cart.*… {2}approved, conflicts in src\/a\/very.*…$/);
  });
});
