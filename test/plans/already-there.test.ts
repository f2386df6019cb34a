import { describe, expect, test } from 'vitest';
import { alreadyThere, type OwnCommit } from '../../src/plans/already-there.ts';
import { shaOf } from '../support/gate-facts.ts';

const commit = (name: string, message = '', patchId: string | null = name): OwnCommit => ({
  sha: shaOf(name),
  message: `Change ${name}\n\n${message}\n`,
  patchId,
});
const pick = (name: string, of: string) => commit(name, `(cherry picked from commit ${shaOf(of)})`);
const revert = (name: string, of: string) => commit(name, `This reverts commit ${shaOf(of)}.`);

/** Asked for `f`, whose patch-id is `patch`. */
const ask = (own: readonly OwnCommit[], ancestor = false) => {
  const place = alreadyThere({ sha: shaOf('f'), patchId: 'patch', ancestor }, own);
  return place === null ? null : `${place.how} ${place.commit.slice(0, 1)}`;
};

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
    ['picked without a word', [commit('1', '', 'patch')], false, 'patch-id 1'],
    ['only mentioned', [commit('1', `See (cherry picked from commit ${shaOf('f')}) there`)], false, null],
    ['the commit itself, reverted', [revert('1', 'f')], true, null],
    ['picked, then reverted', [pick('1', 'f'), revert('2', '1')], false, null],
    ['equal, then reverted', [commit('1', '', 'patch'), revert('2', '1')], false, null],
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
  ])('%s', (_, own, ancestor, expected) => {
    expect(ask(own, ancestor)).toBe(expected);
  });

  test('an empty change is never there by patch-id', () => {
    const wanted = { sha: shaOf('f'), patchId: null, ancestor: false };
    expect(alreadyThere(wanted, [commit('1', '', null)])).toBeNull();
  });
});
