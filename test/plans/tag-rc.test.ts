import { describe, expect, test } from 'vitest';
import type { Train } from '../../src/domain/facts.ts';
import type { Judgement } from '../../src/domain/verdict.ts';
import { nextCandidate, planTag } from '../../src/plans/tag-rc.ts';
import { shaOf } from '../support/gate-facts.ts';
import { basis, gist, judged, movesOf, policy, stepsOf, tagOf, trainOf } from '../support/plan-facts.ts';

const plan = (train: Train, judgements: readonly Judgement[] = [], empty = false) =>
  planTag({ ...basis, judgements, policy, train, empty, recorded: true, tag: tagOf('v1.8.0-rc.3', 'c') });

describe('tagging a candidate', () => {
  test('the tag, with the branch held where it was judged', () => {
    const planned = plan(trainOf('c', 'ab'), [judged('candidate', 'pass')]);
    expect(gist(planned)).toBe('create-tag push');
    expect(movesOf(stepsOf(planned))).toEqual(['refs/heads/rc/1.8.0 c>c', 'refs/tags/v1.8.0-rc.3 ->0']);
  });

  test.each([
    ['the tip is the newest candidate', trainOf('b', 'ab'), [], 'nothing'],
    ['the tip is an older candidate again', trainOf('a', 'ab'), [], 'create-tag push'],
    ['there is no candidate yet', trainOf('c', ''), [], 'create-tag push'],
    ['a gate does not pass', trainOf('c', 'ab'), [judged('candidate', 'unknown')], 'gate-failed'],
    [
      'it is released, and the branch is where it was',
      trainOf('b', 'ab', { released: shaOf('b') }),
      [],
      'nothing',
    ],
    [
      'it is released, and the branch has moved',
      trainOf('c', 'ab', { released: shaOf('b') }),
      [],
      'already-exists',
    ],
  ])('%s', (_, train, judgements, expected) => {
    expect(gist(plan(train, judgements))).toBe(expected);
  });

  test('one that was tagged by other means comes on record, once its gates pass', () => {
    const facts = { ...basis, policy, train: trainOf('b', 'ab'), tag: tagOf('v1.8.0-rc.3', 'c') };
    const put = planTag({ ...facts, judgements: [judged('candidate', 'pass')], recorded: false });
    expect([gist(put), movesOf(stepsOf(put))]).toEqual(['push', ['refs/heads/rc/1.8.0 b>b']]);
    expect(stepsOf(put)).toMatchObject([
      { ledger: { entries: [{ kind: 'candidate', sha: shaOf('b'), tag: 'v1.8.0-rc.2' }] } },
    ]);
    const refused = planTag({ ...facts, judgements: [judged('candidate', 'fail')], recorded: false });
    expect(gist(refused)).toBe('gate-failed');
    const released = trainOf('b', 'ab', { released: shaOf('b') });
    expect(gist(planTag({ ...facts, judgements: [], train: released, recorded: false }))).toBe('nothing');
  });

  test('a hotfix that holds nothing gets no candidate, and one that is out says how the next is cut', () => {
    const hotfix = { version: '1.7.2', kind: 'hotfix', branch: 'hotfix/1.7.2' } as const;
    const empty = plan(trainOf('c', '', hotfix), [], true);
    expect(empty).toMatchObject({ trouble: { code: 'candidate-outdated' } });
    expect(JSON.stringify(empty)).toContain(
      'merge a PR into hotfix/1.7.2, or run: rel pick ... --into 1.7.2',
    );
    const released = plan(trainOf('c', 'ab', { ...hotfix, released: shaOf('b') }));
    expect(released).toMatchObject({ trouble: { remedy: 'run: rel cut-hotfix --line 1.7' } });
  });

  test('a number is never given again, whatever was deleted in between', () => {
    const train = trainOf('c', 'ab');
    expect(nextCandidate(train, [])).toBe(3);
    const seventh = { n: 7, tag: 'v1.8.0-rc.7', commit: shaOf('a') };
    expect(nextCandidate({ candidates: [seventh] }, [])).toBe(8);
    expect(nextCandidate({ candidates: [seventh] }, [9, 8])).toBe(10);
    expect(nextCandidate({ candidates: [] }, [])).toBe(1);
  });
});
