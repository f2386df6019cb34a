import { describe, expect, test } from 'vitest';
import { namesCommit, revertedBy } from '../../../src/plans/sources/revert-message.ts';
import { shaOf } from '../../support/gate-facts.ts';

const [a, b] = [shaOf('a'), shaOf('b')];

describe('what a message says it reverts', () => {
  test.each([
    ['git revert', `Revert "Mend"\n\nThis reverts commit ${a}.\n`, [a], []],
    ['of a merge', `Revert "M"\n\nThis reverts commit ${a}, reversing\nchanges made to ${b}.\n`, [a], []],
    [
      'by --reference',
      `Say why\n\nThis reverts commit ${a.slice(0, 9)} (Mend ${b}, 2026-11-01).\n`,
      [a.slice(0, 9)],
      [],
    ],
    ['of a revert, as git 2.43 says', `Reapply "Mend"\n\nThis reverts commit ${b}.\n`, [b], []],
    ['several by hand', `Undo\n\nThis reverts commits ${a} and ${b}.\n`, [a, b], []],
    [
      'several on lines',
      `Undo\n\nThis reverts commits:\n- ${a}\n- ${b}\n\n${shaOf('c')} broke it\n`,
      [a, b],
      [],
    ],
    ['after --no-edit of two', `Undo\n\nThis reverts commit ${a}.\nThis reverts commit ${b}.\n`, [a, b], []],
    ["GitHub's button", 'Revert "Mend (#7)" (#9)\n\nReverts acme/shop#7\n', [], [7]],
    ['its merge', 'Merge pull request #9 from acme/revert-7-mend\n\nRevert "Mend (#7)"', [], [7]],
    ['its squash by title', 'Revert "Mend (#7)" (#9)\n', [], [7]],
    ['a revert of that', 'Revert "Revert "Mend (#7)" (#9)" (#11)', [], [9]],
    ['only its own number', 'Revert "Mend" (#9)', [], []],
    ['conventional', 'revert(cart)!: fix: mend (#7) (#9)', [], [7]],
    ['conventional, its own number', 'revert: fix: mend (#9)', [], []],
    ['by hand', 'Revert #7: it breaks the cart', [], [7]],
    ['by address', 'Undo\n\nThis reverts PR https://github.com/acme/shop/pull/7.', [], [7]],
    ["another project's PR", 'Bump\n\nReverts other/lib#7', [], []],
    ['the same project before it moved', 'Undo\n\nReverts old-owner/Shop#7', [], [7]],
    ['partly', `Trim\n\nThis partially reverts commit ${a}.\nPartly reverts #7.`, [], []],
    ['a mention', `Mend\n\nSee "This reverts commit ${a}", and #7.`, [], []],
    ['a fix of a revert', 'Fix the revert of #7', [], []],
    ['nothing', '', [], []],
  ])('%s', (_, message, commits, pullRequests) => {
    expect(revertedBy(message, 'acme/shop')).toEqual({ commits, pullRequests });
  });

  test('any repository counts where ours is not known', () => {
    expect(revertedBy('Undo\n\nReverts other/lib#7').pullRequests).toEqual([7]);
  });

  test('a name is a commit by its whole SHA or its beginning', () => {
    expect(namesCommit([a.slice(0, 7)], a)).toBe(true);
    expect(namesCommit([b], a)).toBe(false);
    expect(namesCommit([], a)).toBe(false);
  });
});
