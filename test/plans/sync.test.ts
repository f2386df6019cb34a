import { describe, expect, test } from 'vitest';
import { planSyncTarget, type SyncForecast } from '../../src/plans/sync/sync.ts';
import { checkReport } from '../../src/plans/sync/sync-check.ts';
import { syncTrouble } from '../../src/plans/sync/sync-trouble.ts';
import { shaOf } from '../support/gate-facts.ts';
import { basis, movesOf, policy } from '../support/plan-facts.ts';

const missing = [{ sha: shaOf('a'), subject: 'Refuse expired cards' }];
const { committer } = basis.stamp;
const step = {
  kind: 'merge-commit' as const,
  target: 'devel',
  into: 'devel',
  ours: shaOf('d'),
  theirs: shaOf('a'),
  tree: shaOf('e'),
  committer,
  message: 'Sync\n',
  commit: shaOf('f'),
};
type Merge = Extract<SyncForecast, { kind: 'merge' }>['merge'];

const merge = (how: Merge, lacks = missing): SyncForecast => ({
  kind: 'merge',
  branch: 'devel',
  before: shaOf('d'),
  missing: lacks,
  merge: how,
});
const picks = (outcome: 'picked' | 'conflict' | 'already'): SyncForecast => {
  const source = { pr: null, sha: shaOf('a'), mainline: null, refused: null };
  const forecasts = {
    picked: { source, outcome: 'picked' as const, onto: shaOf('1'), commit: shaOf('2'), tree: shaOf('e') },
    conflict: { source, outcome: 'conflict' as const, onto: shaOf('1'), paths: ['z', 'a'] },
    already: { source, outcome: 'already' as const, commit: shaOf('9'), reason: '' },
  };
  const target = {
    branch: 'rc/1.8.0',
    version: '1.8.0',
    before: shaOf('1'),
    treeBefore: shaOf('0'),
    judgements: [],
  };
  return { kind: 'picks', missing, target: { ...target, forecasts: [forecasts[outcome]] } };
};

describe('bringing production home to one branch', () => {
  test.each([
    ['a merge', merge({ kind: 'clean', step }), 'merged', ['refs/heads/devel d>f']],
    ['a fast-forward', merge({ kind: 'fast-forward', to: shaOf('a') }), 'merged', ['refs/heads/devel d>a']],
    ['nothing is missing', merge({ kind: 'fast-forward', to: shaOf('d') }, []), 'up-to-date', []],
    ['a merge that conflicts', merge({ kind: 'conflict', paths: ['z', 'a'] }), 'conflict', []],
    ['a pick', picks('picked'), 'picked', ['refs/heads/rc/1.8.0 1>2']],
    ['a pick that conflicts', picks('conflict'), 'conflict', []],
    ['a pick that is there already', picks('already'), 'up-to-date', []],
  ])('%s', (_, forecast, outcome, moves) => {
    const planned = planSyncTarget(forecast, { ...basis, policy, github: true, version: '1.7.1' });
    expect(planned.result.outcome).toBe(outcome);
    expect(movesOf(planned.steps)).toEqual(moves);
    const trouble = syncTrouble(planned.result);
    expect(trouble?.code ?? null).toBe(outcome === 'conflict' ? 'conflict' : null);
    if (outcome === 'conflict')
      expect([planned.result.paths, trouble?.why]).toEqual([['a', 'z'], 'conflicts in a, z']);
  });

  test('the report names the branch and the fix, and stops', () => {
    const { result, trouble } = checkReport(picks('picked'));
    expect(result).toEqual({ branch: 'rc/1.8.0', missing, outcome: 'missing' });
    expect(trouble).toMatchObject({
      code: 'gate-failed',
      message: 'rc/1.8.0 lacks a change of production',
      why: `${shaOf('a').slice(0, 10)} Refuse expired cards`,
      remedy: 'run: rel sync-hotfix',
    });
    const whole = checkReport(merge({ kind: 'fast-forward', to: shaOf('d') }, []));
    expect(whole).toEqual({ result: { branch: 'devel', missing: [], outcome: 'up-to-date' }, trouble: null });
  });
});
