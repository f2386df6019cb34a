import { describe, expect, test } from 'vitest';
import type { SyncMissing } from '../../../src/domain/sync-results.ts';
import type { Forecast, TargetForecast } from '../../../src/plans/picks/forecast.ts';
import type { DeliveryBranch } from '../../../src/plans/requests/request-facts.ts';
import { noRequests } from '../../../src/plans/requests/request-facts.ts';
import {
  planSyncTarget,
  type SyncForecast,
  type SyncMerge,
  syncResultAfter,
} from '../../../src/plans/sync/sync.ts';
import { checkReport } from '../../../src/plans/sync/sync-check.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { basis, movesOf, policy } from '../../support/plan-facts.ts';

const fix: SyncMissing = { sha: shaOf('a'), subject: 'Refuse expired cards' };
const lost: SyncMissing = { ...fix, takenBackBy: { sha: shaOf('b'), subject: 'Revert "Refuse"' } };
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
const source = { pr: null, sha: shaOf('a'), mainline: null, refused: null };
const outcomes = {
  picked: { source, outcome: 'picked' as const, onto: shaOf('1'), commit: shaOf('2'), tree: shaOf('e') },
  conflict: { source, outcome: 'conflict' as const, onto: shaOf('1'), paths: ['z', 'a'] },
  waits: {
    source,
    outcome: 'already' as const,
    commit: shaOf('9'),
    reason: 'waits',
    waits: 'rel/pick/1.8.0',
  },
  empty: { source, outcome: 'empty' as const, reason: 'nothing is left of it' },
} satisfies Record<string, Forecast>;

const begin: DeliveryBranch = { kind: 'begin', head: 'rel/pick/devel', at: null };
const open = { number: 7, url: 'https://github.com/acme/shop/pull/7' };
const goesOn: DeliveryBranch = {
  ...{ kind: 'go-on', head: 'rel/pick/1.8.0', tip: shaOf('9'), base: shaOf('1') },
  ...{ waiting: [], open },
};
const targetOf = (branch: string, outcome: keyof typeof outcomes, delivery: DeliveryBranch | null) => {
  const target: TargetForecast = {
    ...{ branch, version: branch === 'devel' ? null : '1.8.0', before: shaOf('1'), treeBefore: shaOf('0') },
    ...{ judgements: [], forecasts: [outcomes[outcome]], requests: { ...noRequests, delivery } },
  };
  return target;
};
const nothing: SyncForecast = {
  ...{ branch: 'devel', missing: [], present: [], includeReverted: false },
  ...{ target: null, merge: null, unrelated: false },
};
const merge = (how: SyncMerge, delivery: DeliveryBranch | null = null): SyncForecast => ({
  ...{ ...nothing, missing: [fix], merge: how },
  target: targetOf('devel', 'picked', delivery),
});
const picks = (outcome: keyof typeof outcomes, delivery: DeliveryBranch | null = null): SyncForecast => ({
  ...{ ...nothing, branch: 'rc/1.8.0', missing: [fix] },
  target: targetOf('rc/1.8.0', outcome, delivery),
});
const clean: SyncMerge = { kind: 'merge', step };
const line = { branch: 'v1.6.4', line: '1.6', closed: true as const };

const plan = (forecast: SyncForecast) =>
  planSyncTarget(forecast, {
    ...{ ...basis, policy, github: true, version: '1.7.1' },
    ...{ onConflict: 'fail' as const, attended: true },
  });

describe('bringing production home to one branch', () => {
  test.each<[string, SyncForecast, string, string[], string[]]>([
    ['nothing is missing', nothing, 'up-to-date', [], []],
    ['a merge', merge(clean), 'merged', ['refs/heads/devel 1>f'], []],
    [
      'a fast-forward',
      merge({ kind: 'fast-forward', to: shaOf('a') }),
      'merged',
      ['refs/heads/devel 1>a'],
      [],
    ],
    ['a merge in a PR', merge(clean, begin), 'waits', ['refs/heads/rel/pick/devel ->f'], []],
    ['unrelated histories', { ...merge(clean), unrelated: true }, 'conflict', [], ['conflict']],
    ['a pick', picks('picked'), 'picked', ['refs/heads/rc/1.8.0 1>2'], []],
    ['a pick in a PR', picks('picked', goesOn), 'waits', ['refs/heads/rel/pick/1.8.0 9>2'], []],
    ['a pick that waits in a PR', picks('waits', goesOn), 'waits', [], []],
    ['a pick that conflicts', picks('conflict'), 'conflict', [], ['conflict']],
    ['a pick of which nothing is left', picks('empty'), 'missing', [], ['gate-failed']],
    ['what was taken back', { ...nothing, missing: [lost] }, 'missing', [], ['gate-failed']],
    [
      'that, beside another',
      { ...picks('picked'), missing: [lost, fix] },
      'picked',
      ['refs/heads/rc/1.8.0 1>2'],
      ['gate-failed'],
    ],
    [
      'that, asked for',
      { ...picks('picked'), missing: [lost], includeReverted: true },
      'picked',
      ['refs/heads/rc/1.8.0 1>2'],
      [],
    ],
    ['a line without a hotfix', { ...nothing, ...line, missing: [fix] }, 'missing', [], ['gate-failed']],
    ['a line that lacks nothing', { ...nothing, ...line }, 'up-to-date', [], []],
  ])('%s', (_, forecast, outcome, moves, codes) => {
    const planned = plan(forecast);
    expect(planned.result.outcome).toBe(outcome);
    expect(movesOf(planned.steps)).toEqual(moves);
    expect(planned.troubles.map(({ code }) => code)).toEqual(codes);
  });

  test('a conflict names its files, and both ways out of it', () => {
    const { result, troubles } = plan(picks('conflict'));
    expect([result.paths, troubles[0]?.why]).toEqual([['a', 'z'], 'conflicts in a, z']);
    expect(troubles[0]?.remedy).toMatch(/--on-conflict ask(.|\n)*--on-conflict pull-request/);
  });

  test('a merge in a PR names every change, in its text and on record', () => {
    const { steps, result } = plan(merge(clean, begin));
    const push = steps.find((one) => one.kind === 'push');
    expect(push?.kind === 'push' && push.ledger.entries).toMatchObject([
      {
        kind: 'pick-request',
        version: 'devel',
        head: 'rel/pick/devel',
        picks: [{ source: fix.sha, commit: fix.sha }],
      },
    ]);
    const request = steps.find((one) => one.kind === 'open-pull-request');
    expect(request).toMatchObject({ base: 'devel', title: 'Sync main into devel: Refuse expired cards' });
    expect(request?.kind === 'open-pull-request' && request.body).toContain(
      `(cherry picked from commit ${fix.sha})`,
    );
    expect(
      syncResultAfter({ result, steps, troubles: [], picks: null }, false, [
        { head: 'rel/pick/devel', ...open },
      ]),
    ).toMatchObject({
      outcome: 'waits',
      pullRequest: open,
    });
  });

  test('what could not be pushed is missing still', () => {
    const { after: _, ...undone } = plan(picks('picked')).result;
    expect(syncResultAfter(plan(picks('picked')), true, [])).toEqual({ ...undone, outcome: 'missing' });
  });
});

describe('rel sync-hotfix --check', () => {
  test('names the branch and the fix, how it went away, and stops', () => {
    const { result, trouble } = checkReport(picks('picked'));
    const told = { branch: 'rc/1.8.0', missing: [fix], present: [] };
    expect(result).toEqual({ ...told, outcome: 'missing' });
    expect(trouble).toMatchObject({
      code: 'gate-failed',
      message: 'rc/1.8.0 lacks a change of production',
      why: `${shaOf('a').slice(0, 10)} Refuse expired cards`,
      remedy: 'run: rel sync-hotfix',
    });
    expect(checkReport({ ...told, missing: [lost] }).trouble?.why).toContain(
      'taken back by bbbbbbbbbb Revert',
    );
    expect(checkReport({ ...told, ...line }).trouble?.remedy).toContain('rel cut-hotfix --line 1.6');
    expect(checkReport({ ...told, missing: [] })).toEqual({
      result: { ...told, missing: [], outcome: 'up-to-date' },
      trouble: null,
    });
  });
});
