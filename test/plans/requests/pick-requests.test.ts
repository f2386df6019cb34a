import { describe, expect, test } from 'vitest';
import type { Forecast, Source, TargetForecast } from '../../../src/plans/picks/forecast.ts';
import { planTarget, withOpened } from '../../../src/plans/requests/pick-requests.ts';
import {
  type ConflictBranch,
  type DeliveryBranch,
  noRequests,
} from '../../../src/plans/requests/request-facts.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { basis, movesOf, policy } from '../../support/plan-facts.ts';

const source = (pr: number, sha: string): Source => ({ pr, sha: shaOf(sha), mainline: null, refused: null });
const picked = (pr: number, sha: string, onto: string, commit: string): Forecast => ({
  ...{
    source: source(pr, sha),
    outcome: 'picked',
    onto: shaOf(onto),
    commit: shaOf(commit),
    tree: shaOf('e'),
  },
});
const conflict = (request?: string): Forecast => ({
  ...{ source: source(236, 'c'), outcome: 'conflict', onto: shaOf('1'), paths: ['f'] },
  ...(request === undefined ? {} : { request }),
});
const waits: Forecast = {
  ...{ source: source(230, 'a'), outcome: 'already', commit: shaOf('5') },
  ...{ reason: 'waits in #251, not yet on rc/1.8.0', waits: 'rel/pick/1.8.0' },
};
const open = { number: 251, url: 'https://github.com/acme/shop/pull/251' };

const delivery = (kind: DeliveryBranch['kind'], over: object = {}): DeliveryBranch => {
  const base = { head: 'rel/pick/1.8.0', open, ...over };
  const waiting = [{ pr: 230, source: shaOf('a'), commit: shaOf('5'), subject: 'Charge once' }].map(
    (pick) => ({
      ...{ ...pick, proof: 'adapted' as const, findings: [] },
    }),
  );
  if (kind === 'begin') return { kind, at: null, ...base };
  if (kind === 'foreign') return { kind, tip: shaOf('6'), by: 'Dina Dev', ...base };
  return { kind, tip: shaOf('5'), base: shaOf('1'), waiting, ...base };
};
const head = 'rel/conflict/1.8.0/236';
const fix = {
  ...{ head, pr: 236, title: 'Lower the *limit*', author: 'dina' },
  sources: [{ sha: shaOf('c'), name: '#236 Lower the limit', trailers: [] }],
};
const made: ConflictBranch = {
  ...fix,
  ...{ kind: 'make', at: null, onto: shaOf('2'), left: [], signed: [], needs: [] },
  picks: [{ source: shaOf('c'), commit: shaOf('7') }],
  conflicts: [{ source: shaOf('c'), path: 'f', kind: 'contents', markers: true }],
  sides: { ours: [], before: [], theirs: { sha: shaOf('c'), pr: 236, subject: 'Lower', author: 'Dina' } },
  status: { state: 'failure', description: 'conflict markers: f:1', paths: ['f'] },
};
const there = (state: 'failure' | 'success', told: boolean, over: object = {}): ConflictBranch => ({
  ...{ ...fix, kind: 'open', tip: shaOf('8'), open, told, ...over },
  status: { state, description: state, paths: [] },
});

/** rc/1.8.0 at `1`, with these forecasts and requests. */
const plan = (forecasts: readonly Forecast[], requests: Partial<typeof noRequests>) => {
  const target: TargetForecast = {
    ...{ branch: 'rc/1.8.0', version: '1.8.0', before: shaOf('1'), treeBefore: shaOf('0') },
    ...{ forecasts, judgements: [], requests: { ...noRequests, ...requests } },
  };
  const way = 'pull-request' as const;
  return planTarget(target, { ...basis, policy, github: true, onConflict: way, attended: false });
};
const kinds = (planned: ReturnType<typeof plan>) => planned.steps.map((step) => step.kind).join(' ');
const entriesOf = (planned: ReturnType<typeof plan>) =>
  planned.steps.flatMap((step) => (step.kind === 'push' ? step.ledger.entries : []));

describe('picks that are delivered by a PR', () => {
  test('go onto a branch of their own; nothing is labelled, the target stays where it is', () => {
    const planned = plan([picked(230, 'a', '1', '2')], { delivery: delivery('begin') });
    expect(kinds(planned)).toBe('pick-commits push open-pull-request report-pick');
    expect(movesOf(planned.steps)).toEqual(['refs/heads/rel/pick/1.8.0 ->2']);
    expect(entriesOf(planned)).toMatchObject([{ kind: 'pick-request', before: null, base: shaOf('1') }]);
    const pullRequest = { number: null, url: null, head: 'rel/pick/1.8.0' };
    expect(planned.result).toMatchObject({
      before: shaOf('1'),
      after: shaOf('1'),
      tree: shaOf('e'),
      pullRequest,
    });
    const now = withOpened(planned.result, [{ head: 'rel/pick/1.8.0', ...open }]);
    expect([now.pullRequest?.number, now.picks[0]?.pullRequest?.number]).toEqual([251, 251]);
  });

  test('go on top of those that wait there, which stay on record', () => {
    const planned = plan([waits, picked(231, 'b', '5', '6')], { delivery: delivery('go-on') });
    expect(movesOf(planned.steps)).toEqual(['refs/heads/rel/pick/1.8.0 5>6']);
    expect(entriesOf(planned)).toMatchObject([
      { before: shaOf('5'), base: shaOf('1'), picks: [{ pr: 230, proof: 'adapted' }, { pr: 231 }] },
    ]);
    expect(planned.steps[2]).toMatchObject({ title: 'Pick #230, #231 onto rc/1.8.0' });
    expect(planned.result.picks.map((row) => row.pullRequest?.number)).toEqual([251, 251]);
  });

  test('that all wait already need nothing, or their PR opened', () => {
    expect(kinds(plan([waits], { delivery: delivery('go-on') }))).toBe('');
    expect(kinds(plan([waits], { delivery: delivery('go-on', { open: null }) }))).toBe('open-pull-request');
  });

  test('leave alone what somebody else has pushed to', () => {
    const planned = plan([picked(231, 'b', '1', '6')], { delivery: delivery('foreign') });
    expect([kinds(planned), planned.clean]).toEqual(['', false]);
    expect(planned.troubles).toMatchObject([
      { code: 'foreign-branch', remedy: expect.stringContaining('/251') },
    ]);
    expect(planned.result.picks).toMatchObject([
      { outcome: 'refused', reason: expect.stringContaining('Dina') },
    ]);
    expect(plan([waits], { delivery: delivery('foreign') }).troubles).toEqual([]);
  });
});

describe('a conflict that gets a PR', () => {
  test('is pushed with the picks that go on, and told as a conflict', () => {
    const planned = plan([picked(231, 'b', '1', '2'), conflict(head)], { conflicts: [made] });
    expect(kinds(planned)).toBe(
      'pick-commits conflict-commits push report-pick label-pull-request open-pull-request set-status report-pick',
    );
    expect(movesOf(planned.steps)).toEqual(['refs/heads/rc/1.8.0 1>2', `refs/heads/${head} ->7`]);
    expect(entriesOf(planned).map(({ kind }) => kind)).toEqual(['pick', 'pick-request']);
    expect(planned.troubles).toMatchObject([{ code: 'conflict', why: 'conflicts in f' }]);
    const opening = planned.steps.find(({ kind }) => kind === 'open-pull-request');
    expect(opening).toMatchObject({ draft: true, assignees: ['dina'], head, base: 'rc/1.8.0' });
    expect(opening).toHaveProperty('body', expect.stringContaining('Lower the \\*limit\\*'));
  });

  test('is one push by itself where nothing else goes on; a bot is not assigned', () => {
    const planned = plan([conflict(head)], { conflicts: [{ ...made, author: 'dependabot[bot]' }] });
    expect(kinds(planned)).toBe('conflict-commits push open-pull-request set-status report-pick');
    expect(planned.steps[2]).toMatchObject({ assignees: [] });
  });

  test.each([
    ['nothing has changed', there('failure', true), '', 1],
    ['its PR is missing', there('failure', true, { open: null }), 'open-pull-request', 1],
    ['it is resolved', there('success', false), 'set-status report-pick', 0],
    ['it waits', there('success', true), '', 0],
    ['it was closed', { ...fix, kind: 'closed' as const, tip: shaOf('8'), last: open }, '', 1],
  ])('that has one already: %s', (_name, branch, steps, troubles) => {
    const planned = plan([conflict(head)], { conflicts: [branch] });
    expect([kinds(planned), planned.troubles.length]).toEqual([steps, troubles]);
    expect(planned.result.picks[0]?.pullRequest).toMatchObject({ head });
  });

  test('beside one that has none keeps everything as it is', () => {
    const planned = plan([picked(231, 'b', '1', '2'), conflict()], {});
    expect([kinds(planned), planned.clean]).toEqual(['', false]);
  });
});

test('what a person merged is told: the label, and where it is', () => {
  const planned = plan([], { untold: [{ pr: 230, commits: [shaOf('5')] }] });
  expect(kinds(planned)).toBe('report-pick label-pull-request');
  expect(planned.steps[0]).toMatchObject({ where: { state: 'there', commits: [shaOf('5')] } });
});
