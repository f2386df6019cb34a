import { describe, expect, test } from 'vitest';
import { type CutFacts, planCut } from '../../src/plans/cut.ts';
import { trainsOf } from '../../src/plans/trains.ts';
import { shaOf } from '../support/gate-facts.ts';
import { basis, gist, judged, movesOf, policy, refsOf, stepsOf, tagOf } from '../support/plan-facts.ts';

/** A cut of 1.9.0 at `d` on a remote with these refs. */
function cut(refs: Parameters<typeof refsOf>[0], over: Partial<CutFacts> = {}) {
  const remote = refsOf({ 'heads/devel': 'd', 'heads/main': 'a', ...refs });
  return planCut({
    ...basis,
    policy,
    version: '1.9.0',
    sha: shaOf('d'),
    chosen: false,
    refs: remote,
    trains: trainsOf(remote, policy),
    released: ['1.7.0', '1.8.0'],
    tag: tagOf('v1.9.0-rc.1', 'd'),
    github: true,
    judgements: [judged('cut', 'pass', 'd')],
    ...over,
  });
}

describe('cutting an RC', () => {
  test('branch, first candidate and ledger entry in one push, then the draft release', () => {
    const planned = cut({});
    expect(gist(planned)).toBe('create-tag push draft-release');
    const moves = ['refs/heads/rc/1.9.0 ->d', 'refs/tags/v1.9.0-rc.1 ->0'];
    expect(movesOf(stepsOf(planned))).toEqual(moves);
    expect(stepsOf(planned)[1]).toMatchObject({
      ledger: {
        entries: [{ kind: 'cut', version: '1.9.0', sha: shaOf('d'), judgements: [{ stage: 'cut' }] }],
      },
    });
    expect(gist(cut({}, { github: false }))).toBe('create-tag push');
  });

  test.each([
    ['a gate that fails', {}, { judgements: [judged('cut', 'fail')] }, 'gate-failed'],
    ['a gate that is unknown', {}, { judgements: [judged('cut', 'unknown')] }, 'gate-failed'],
    ['it is cut already', { 'heads/rc/1.9.0': 'c' }, {}, 'nothing'],
    [
      'it is cut already, from the very commit',
      { 'heads/rc/1.9.0': 'e', 'tags/v1.9.0-rc.1': ['0', 'c'] },
      { chosen: true, sha: shaOf('c') },
      'nothing',
    ],
    ['it is cut already, from another commit', { 'heads/rc/1.9.0': 'e' }, { chosen: true }, 'already-exists'],
    ['its candidate exists without a branch', { 'tags/v1.9.0-rc.1': ['0', 'c'] }, {}, 'already-exists'],
    ['a branch is in the way as a folder', { 'heads/rc/1.9.0/fix': 'c' }, {}, 'already-exists'],
    ['a branch is in the way as a file', { 'heads/rc': 'c' }, {}, 'already-exists'],
    [
      'a branch is only called alike',
      { 'heads/rc/1.9.00': 'c', 'heads/rc/1.9': 'c' },
      {},
      'create-tag push draft-release',
    ],
    ['its train was given up', { 'rel/closed/rc/1.9.0': 'c', 'heads/rc/1.9.0': 'c' }, {}, 'train-closed'],
    ['its train was given up, and its branch deleted', { 'rel/closed/rc/1.9.0': 'c' }, {}, 'train-closed'],
    ['it is released', {}, { version: '1.8.0' }, 'already-exists'],
    ['a later one is released', {}, { version: '1.7.9' }, 'already-exists'],
    ['a patch of the newest', {}, { version: '1.8.1' }, 'create-tag push draft-release'],
    ['the first of all', {}, { version: '0.1.0', released: [] }, 'create-tag push draft-release'],
    ['it is no version', {}, { version: '1.9' }, 'usage'],
  ] as [string, Parameters<typeof refsOf>[0], Partial<CutFacts>, string][])(
    '%s',
    (_, refs, over, expected) => {
      expect(gist(cut(refs, over))).toBe(expected);
    },
  );
});
