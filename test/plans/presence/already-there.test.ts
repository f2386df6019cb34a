import { describe, expect, test } from 'vitest';
import { alreadyThere, placesIn, type Wanted } from '../../../src/plans/presence/already-there.ts';
import { historyOf, type OwnCommit } from '../../../src/plans/presence/own-history.ts';
import { shaOf } from '../../support/gate-facts.ts';

type Own = Partial<Omit<OwnCommit, 'sha'>> & { readonly name: string };

const commit = (name: string, message = '', more: Partial<OwnCommit> = {}): Own => {
  return { name, message: `Change ${name}\n\n${message}\n`, patchId: name, ...more };
};
const pick = (name: string, of: string) => commit(name, `(cherry picked from commit ${shaOf(of)})`);
const revert = (name: string, of: string) => commit(name, `This reverts commit ${shaOf(of)}.`);
const titled = (name: string, message: string, more: Partial<OwnCommit> = {}): Own => {
  return { name, message, patchId: name, ...more };
};

/** A line of commits, each on the one before it unless it says otherwise. */
const line = (own: readonly Own[]): OwnCommit[] =>
  own.map(({ name, ...more }, at) => {
    const before = own[at - 1]?.name;
    const parents = before === undefined ? [] : [shaOf(before)];
    return { sha: shaOf(name), parents, message: '', author: name, paths: ['cart'], patchId: name, ...more };
  });

const part = (name: string, more: Partial<Wanted> = {}) => {
  return { sha: shaOf(name), title: `Mend ${name} (#7)`, author: `Dora ${name}`, paths: ['cart'], ...more };
};

/** Asked for `f`, whose patch-id is `patch`; `pr` are the parts of its PR #7. */
function ask(
  own: readonly Own[],
  more: Partial<Wanted> = {},
  parts: readonly ReturnType<typeof part>[] = [],
) {
  const pullRequest = parts.length === 0 ? null : { number: 7, parts, patchId: null };
  const wanted: Wanted = {
    ...part('f'),
    patchId: 'patch',
    origins: [],
    ancestor: false,
    pullRequest,
    ...more,
  };
  const place = alreadyThere(wanted, historyOf(line(own)), shaOf(own.at(-1)?.name ?? 'f'));
  return place === null ? null : `${place.how} ${place.commit.slice(0, 1)}`;
}

describe('is a change on the target already', () => {
  test.each([
    ['nothing of it', [commit('1'), pick('2', 'e')], false, null],
    ['the commit itself', [], true, 'ancestry f'],
    ['picked with -x', [commit('1'), pick('2', 'f')], false, 'provenance 2'],
    [
      'picked with -x of a pick',
      [commit('2', `(cherry picked from commit ${shaOf('f')})\n(cherry picked from commit ${shaOf('e')})`)],
      false,
      'provenance 2',
    ],
    [
      'picked with -x and equal',
      [commit('1', `(cherry picked from commit ${shaOf('f')})`, { patchId: 'patch' })],
      false,
      'provenance 1',
    ],
    ['picked without a word', [commit('1', '', { patchId: 'patch' })], false, 'patch-id 1'],
    ['only mentioned', [commit('1', `See (cherry picked from commit ${shaOf('f')}) there`)], false, null],
    ['the commit itself, reverted', [revert('1', 'f')], true, null],
    ['picked, then reverted', [pick('1', 'f'), revert('2', '1')], false, null],
    ['picked, then reverted by its source', [pick('1', 'f'), revert('2', 'f')], false, null],
    [
      'picked, and a revert of something in other files names it',
      [pick('1', 'f'), commit('2', `This reverts commit ${shaOf('1')}.`, { paths: ['docs'] })],
      false,
      'provenance 1',
    ],
    ['equal, then reverted', [commit('1', '', { patchId: 'patch' }), revert('2', '1')], false, null],
    ['the revert reverted', [pick('1', 'f'), revert('2', '1'), revert('3', '2')], false, 'provenance 1'],
    [
      'and reverted once more',
      [pick('1', 'f'), revert('2', '1'), revert('3', '2'), revert('4', '3')],
      false,
      null,
    ],
    [
      'picked again after a revert',
      [pick('1', 'f'), revert('2', '1'), pick('3', 'f')],
      false,
      'provenance 3',
    ],
    [
      'reverted as a merge',
      [
        pick('1', 'f'),
        commit('2', `This reverts commit ${shaOf('1')}, reversing\nchanges made to ${shaOf('e')}.`),
      ],
      false,
      null,
    ],
    ['another one reverted', [pick('1', 'f'), pick('2', 'e'), revert('3', '2')], false, 'provenance 1'],
    ['a revert from before it', [revert('1', '2'), pick('2', 'f')], false, 'provenance 2'],
    [
      'a revert of the source that does not hold the pick',
      [
        { ...pick('1', 'f'), parents: [shaOf('0')] },
        { ...revert('2', 'f'), parents: [shaOf('0')] },
        commit('3', '', { parents: [shaOf('1'), shaOf('2')] }),
      ],
      false,
      'provenance 1',
    ],
    [
      'brought by a merge that was reverted',
      [
        { ...pick('1', 'f'), parents: [shaOf('0')] },
        titled('2', 'Merge pull request #40 from dora/backport', { parents: [shaOf('0'), shaOf('1')] }),
        revert('3', '2'),
      ],
      false,
      null,
    ],
    [
      'that merge reverted by its number',
      [
        { ...pick('1', 'f'), parents: [shaOf('0')] },
        titled('2', 'Merge pull request #40 from dora/backport', { parents: [shaOf('0'), shaOf('1')] }),
        titled('3', 'Revert "Backport" (#41)\n\nReverts acme/shop#40\n'),
      ],
      false,
      null,
    ],
    [
      'merged, and what the merge brought reverted',
      [
        commit('1', '', { parents: [shaOf('0')] }),
        commit('f', '', { parents: [shaOf('0'), shaOf('1')] }),
        revert('3', '1'),
      ],
      true,
      null,
    ],
    [
      'reverted in a PR, and the revert reverted',
      [
        commit('1', `(cherry picked from commit ${shaOf('f')})\nPull-Request: #7`, { parents: [shaOf('0')] }),
        revert('2', '1'),
        titled('3', 'Merge pull request #9 from dora/x\n\nRevert "Mend (#7)"', {
          parents: [shaOf('1'), shaOf('2')],
          paths: ['cart', 'docs'],
        }),
        revert('4', '2'),
      ],
      false,
      'provenance 1',
    ],
  ] satisfies [string, Own[], boolean, string | null][])('%s', (_, own, ancestor, expected) => {
    expect(ask(own, { ancestor })).toBe(expected);
  });

  test.each([
    ['the commit it was picked from', [commit('e')], 'provenance e'],
    ['that, reverted', [commit('e'), revert('2', 'e')], null],
    ['another pick of the same', [pick('1', 'e')], 'provenance 1'],
    ['neither', [commit('1')], null],
  ] satisfies [string, Own[], string | null][])('asked for a pick: %s', (_, own, expected) => {
    expect(ask(own, { origins: [shaOf('e')] })).toBe(expected);
  });

  test('an empty change is never there by patch-id', () => {
    expect(ask([commit('1', '', { patchId: null })], { patchId: null })).toBeNull();
  });

  test('a revert that does not say so is known by its content, and so is a revert of that', () => {
    const own = line([pick('1', 'f'), commit('2'), commit('3')]);
    const wanted: Wanted = {
      ...part('f'),
      patchId: 'patch',
      origins: [],
      ancestor: false,
      pullRequest: null,
    };
    const inverse = (...pairs: [string, string][]) =>
      placesIn(wanted, {
        ...historyOf(own),
        inverses: new Map(pairs.map(([of, by]) => [shaOf(of), [shaOf(by)]])),
      })(shaOf('3'));
    expect(inverse(['1', '2'])).toEqual({
      held: [],
      lost: [{ how: 'provenance', commit: shaOf('1'), by: shaOf('2') }],
    });
    expect(inverse(['1', '2'], ['2', '3']).held).toEqual([{ how: 'provenance', commit: shaOf('1') }]);
  });
});

describe('is a change there by its PR', () => {
  const single = [part('f')];
  const trailer = 'Pull-Request: #7';
  test.each([
    ['a cherry-pick that lost its -x line', [titled('1', 'Mend f (#7)', { author: 'Dora f' })], 'PR 1'],
    ['its title alone, in all its files', [titled('1', 'Mend f (#7) (#40)')], 'PR 1'],
    ['a backport by its words', [titled('1', 'Cart for 1.8 (backport #7) (#40)')], 'PR 1'],
    ['a backport by its body', [titled('1', 'Cart for 1.8 (#40)\n\nBackport of #7.\n')], 'PR 1'],
    ['the trailer', [commit('1', trailer)], 'PR 1'],
    ['the trailer, in other files', [commit('1', trailer, { paths: ['docs'] })], null],
    ['the trailer on nothing', [commit('1', trailer, { paths: [] })], null],
    ['a mention at the end of a title', [titled('1', 'Follow up on the cart (#7) (#40)')], null],
    ['a mention in the body', [commit('1', 'See #7, we can pick #7 later.')], null],
    ['a revert of it', [titled('1', 'Revert "Mend f (#7)" (#9)')], null],
    ['a revert with its trailer', [titled('1', `Revert "Mend f (#7)"\n\n${trailer}`)], null],
    ['a revert by hand under its number', [titled('1', 'Revert "Mend f" (#7)')], null],
    ["reverted by GitHub's button", [commit('1', trailer), titled('2', 'Undo\n\nReverts acme/shop#7')], null],
    ['reverted by title', [commit('1', trailer), titled('2', 'Revert "Mend f (#7)" (#9)')], null],
    [
      'that revert reverted by title',
      [
        commit('1', trailer),
        titled('2', 'Revert "Mend f (#7)" (#9)'),
        titled('3', 'Revert "Revert "Mend f (#7)" (#9)" (#11)'),
      ],
      'PR 1',
    ],
    ['landed again', [titled('1', 'Reapply "Mend f (#7)" (#11)')], 'PR 1'],
  ] satisfies [string, Own[], string | null][])('%s', (_, own, expected) => {
    expect(ask(own, {}, single)).toBe(expected);
  });

  const wide = { paths: ['cart', 'test'] };
  test.each([
    ['one file of two', [commit('1', trailer)], null],
    ['both files in two commits', [commit('1', trailer), commit('2', trailer, { paths: ['test'] })], 'PR 2'],
    [
      'the second of them reverted',
      [
        commit('1', trailer),
        commit('2', trailer, { paths: ['test'] }),
        { ...revert('3', '2'), paths: ['test'] },
      ],
      null,
    ],
    [
      'a pick of one of its commits before the squash',
      [commit('1', `(cherry picked from commit ${shaOf('e')})\n${trailer}`)],
      null,
    ],
  ] satisfies [string, Own[], string | null][])('a squash of two files: %s', (_, own, expected) => {
    expect(ask(own, wide, [part('f', wide)])).toBe(expected);
  });

  const three = [part('e'), part('f'), part('d', { paths: ['cart', 'test'] })];
  test.each([
    [
      'another one of them, by -x',
      [commit('1', `(cherry picked from commit ${shaOf('e')})\n${trailer}`)],
      null,
    ],
    [
      'another one of them, by -x, in every file',
      [commit('1', `(cherry picked from commit ${shaOf('e')})\n${trailer}`, wide)],
      null,
    ],
    ['another one, by its title', [titled('1', `Mend e\n\n${trailer}`)], null],
    ['another one, by its author', [titled('1', `Cart\n\n${trailer}`, { author: 'Dora d', ...wide })], null],
    ['this one, by its title', [titled('1', `Mend f\n\n${trailer}`)], 'PR 1'],
    ['all in one that touches every file', [commit('1', trailer, wide)], 'PR 1'],
    ['one that does not touch every file', [commit('1', trailer)], null],
  ] satisfies [string, Own[], string | null][])('one of three commits: %s', (_, own, expected) => {
    expect(ask(own, {}, three)).toBe(expected);
  });

  test('the whole PR in one, and one in several, are known by patch-id', () => {
    const pullRequest = { number: 7, parts: three, patchId: 'all' };
    const own = line([commit('1', '', { patchId: 'all' }), commit('2'), commit('3')]);
    const wanted: Wanted = { ...part('f'), patchId: 'patch', origins: [], ancestor: false, pullRequest };
    expect(alreadyThere(wanted, historyOf(own), shaOf('3'))).toEqual({ how: 'patch-id', commit: shaOf('1') });
    const runs = [{ commits: [shaOf('2'), shaOf('3')], patchId: 'patch' }];
    const alone = { ...wanted, pullRequest: null };
    expect(alreadyThere(alone, historyOf(own, null, runs), shaOf('3'))?.commit).toBe(shaOf('3'));
    const reverted = line([commit('1'), commit('2'), commit('3'), revert('4', '2')]);
    expect(alreadyThere(alone, historyOf(reverted, null, runs), shaOf('4'))).toBeNull();
  });
});
