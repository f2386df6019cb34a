import { describe, expect, test } from 'vitest';
import { bareTitle, commitWords } from '../../../src/plans/sources/commit-words.ts';
import { shaOf } from '../../support/gate-facts.ts';

const x = (name: string) => `(cherry picked from commit ${shaOf(name)})`;

describe('what a commit says of itself', () => {
  test.each([
    ['a squash', 'Mend the cart (#7)\n\nSee #8.\n', [], [7]],
    ['a backport by number', '[1.8] Mend the cart (#7) (#40)', [], [7, 40]],
    ['Mergify', `Mend the cart (backport #7) (#40)\n\n${x('a')}`, [7], [40]],
    ['a backport by its body', 'Mend (#40)\n\nBackport of #7.', [7], [40]],
    ['a trailer', 'Mend\n\nPull-Request: #7\n', [7], []],
    ['a trailer of another repository', 'Mend\n\nPull-Request: acme/shop#7\n', [7], []],
    ['a merge', 'Merge pull request #7 from dora/fix\n\nMend the cart', [7], []],
    ['a re-landing', 'Reapply "Mend the cart (#7)" (#11)', [7], [11]],
    ['a revert', 'Revert "Mend the cart (#7)" (#9)', [], [9]],
    ['a mention', 'Mend\n\nThen we can pick #7, as in #8 (#9).', [], []],
    ['a number that is no PR', 'Mend (#12345678901)', [], []],
  ])('%s', (_, message, pullRequests, titleNumbers) => {
    expect(commitWords(message)).toMatchObject({ pullRequests, titleNumbers });
  });

  test('a pick of a pick is one change, a squash of picks is several', () => {
    const chain = `Mend\n\n${x('a')}\nPull-Request: #7\n${x('b')}\n`;
    expect(commitWords(chain)).toMatchObject({ pickedFrom: [shaOf('a'), shaOf('b')] });
    expect(commitWords(chain).origins).toEqual([shaOf('a'), shaOf('b')]);
    const squash = `Two (#40)\n\n* One\n\n${x('a')}\n\n* Other\n\n${x('b')}\n`;
    expect(commitWords(squash).pickedFrom).toEqual([shaOf('a'), shaOf('b')]);
    expect(commitWords(squash).origins).toEqual([]);
    const listed = `Two (#40)\r\n\r\n* ${x('a')}\r\n  ${x('b')} \r\n`;
    expect(commitWords(listed).pickedFrom).toEqual([shaOf('a'), shaOf('b')]);
    expect(commitWords(`Mend\n\nSee ${x('a')} there`).pickedFrom).toEqual([]);
  });

  test.each([
    ['Mend the cart', 'Mend the cart'],
    ['Mend the cart (#7) (#40)', 'Mend the cart'],
    ['[1.8] [Backport] Mend the cart (backport #7) (#40)', 'Mend the cart'],
    ['Mend (the) cart', 'Mend (the) cart'],
  ])('%s is called %s', (title, bare) => {
    expect(bareTitle(title)).toBe(bare);
  });
});
