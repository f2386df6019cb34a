import { describe, expect, test } from 'vitest';
import type { ConflictWay } from '../../../src/domain/pick-request.ts';
import type { Finding } from '../../../src/domain/proof.ts';
import type { Forecast, Source, TargetForecast } from '../../../src/plans/picks/forecast.ts';
import { planPickTarget } from '../../../src/plans/picks/pick.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { basis, judged, movesOf, policy } from '../../support/plan-facts.ts';

const source = (pr: number | null, sha: string): Source => ({
  pr,
  sha: shaOf(sha),
  mainline: null,
  refused: null,
});
const picked = (pr: number | null, sha: string, onto: string, commit: string): Forecast => {
  return {
    source: source(pr, sha),
    outcome: 'picked',
    onto: shaOf(onto),
    commit: shaOf(commit),
    tree: shaOf('e'),
  };
};
const already: Forecast = {
  source: source(230, 'a'),
  outcome: 'already',
  commit: shaOf('9'),
  reason: 'by provenance',
};
const empty: Forecast = { source: source(231, 'b'), outcome: 'empty', reason: 'nothing new' };
const conflict: Forecast = {
  source: source(236, 'c'),
  outcome: 'conflict',
  onto: shaOf('1'),
  paths: ['z', 'a'],
};
const refusal = { reason: 'nobody approved it', remedy: 'ask qa' };
const refused: Forecast = { source: source(233, 'd'), outcome: 'refused', refusal };

/** rc/1.8.0 at `1`, with these forecasts. */
const plan = (
  forecasts: readonly Forecast[],
  over: Partial<TargetForecast> = {},
  { github = true, onConflict = 'fail' as ConflictWay, attended = false } = {},
) =>
  planPickTarget(
    {
      branch: 'rc/1.8.0',
      version: '1.8.0',
      before: shaOf('1'),
      treeBefore: shaOf('0'),
      forecasts,
      judgements: [],
      ...over,
    },
    { ...basis, policy, github, onConflict, attended },
  );
const kinds = (planned: ReturnType<typeof plan>) => planned.steps.map((step) => step.kind).join(' ');
const outcomes = (planned: ReturnType<typeof plan>) =>
  planned.result.picks.map((pick) => pick.outcome).join(' ');

describe('picking onto one target', () => {
  test('two commits of one PR and a bare one: one push, one comment, one label', () => {
    const planned = plan([
      picked(232, 'a', '1', '2'),
      picked(232, 'b', '2', '3'),
      picked(null, 'c', '3', '4'),
    ]);
    expect(kinds(planned)).toBe('pick-commits push report-pick label-pull-request');
    expect(movesOf(planned.steps)).toEqual(['refs/heads/rc/1.8.0 1>4']);
    expect(planned.result).toMatchObject({ before: shaOf('1'), after: shaOf('4'), tree: shaOf('e') });
    const trailers = ['Pull-Request: #232'];
    expect(planned.steps[0]).toMatchObject({ picks: [{ trailers }, { trailers }, { trailers: [] }] });
    expect(planned.steps[2]).toMatchObject({
      number: 232,
      where: { state: 'picked', commits: [shaOf('2'), shaOf('3')] },
    });
    expect(planned.steps[3]).toMatchObject({ number: 232, label: 'picked/1.8.0' });
  });

  test('a branch without a train gets no label; without GitHub nobody is told', () => {
    const forecasts = [picked(230, 'a', '1', '2')];
    expect(kinds(plan(forecasts, { branch: 'devel', version: null }))).toBe('pick-commits push report-pick');
    expect(kinds(plan(forecasts, {}, { github: false }))).toBe('pick-commits push');
  });

  test.each([
    ['nothing new', [already, empty], 'already empty', []],
    ['one new', [already, picked(1, 'f', '1', '2')], 'already picked', []],
    [
      'a conflict holds the others back',
      [picked(1, 'f', '1', '2'), conflict],
      'refused conflict',
      ['conflict'],
    ],
    [
      'so does a refusal',
      [already, picked(1, 'f', '1', '2'), refused],
      'already refused refused',
      ['gate-failed'],
    ],
    ['both are told', [conflict, refused], 'conflict refused', ['conflict', 'gate-failed']],
    ['nothing was asked for', [], '', []],
  ] as [string, Forecast[], string, string[]][])('%s', (_, forecasts, expected, troubles) => {
    const planned = plan(forecasts);
    expect(outcomes(planned)).toBe(expected);
    expect(planned.troubles.map((trouble) => trouble.code)).toEqual(troubles);
    if (troubles.length > 0) {
      expect(planned.steps).toEqual([]);
      expect(planned.result).toMatchObject({ after: shaOf('1'), tree: shaOf('0') });
    }
  });

  test('what is said: the paths in order, who is held back, and who has to act', () => {
    const { result, troubles } = plan([picked(1, 'f', '1', '2'), conflict, refused]);
    expect(result.picks[0]?.reason).toContain('held back');
    expect(result.picks[1]?.paths).toEqual(['a', 'z']);
    expect(troubles[0]).toMatchObject({ message: expect.stringContaining('#236'), why: 'conflicts in a, z' });
    expect(troubles[1]?.message).toMatch(/#233 may not/);
    expect(troubles[1]?.remedy).toContain('ask qa');
  });

  test('the ledger gets the judgements of what was picked, and no other', () => {
    const judgements = ['a', 'f'].map((sha) => judged('pick', 'pass', sha));
    const { steps } = plan([already, picked(1, 'f', '1', '2')], { judgements });
    const push = steps.find((step) => step.kind === 'push');
    const [entry] = push?.kind === 'push' ? push.ledger.entries : [];
    expect(entry?.judgements.map(({ sha }) => sha)).toEqual([shaOf('f')]);
  });
});

describe('what a clean pick did that its source does not say', () => {
  const rangeDiff = '    @@\n    - a\n    + b';
  const moved = { kind: 'moved' as const, path: 'b.ts', from: 'a.ts' };
  const repeated = {
    kind: 'repeated' as const,
    path: 'f',
    added: { first: 1, last: 2 },
    before: { first: 3, last: 4 },
  };
  const proven = (findings: readonly Finding[], over: Partial<Source> = {}): Forecast => {
    const pick = picked(230, 'a', '1', '2');
    const proof = { proof: 'adapted' as const, findings, rangeDiff };
    return pick.outcome === 'picked' ? { ...pick, source: { ...pick.source, ...over }, proof } : pick;
  };

  test('is told in the row and goes on record', () => {
    const planned = plan([proven([repeated])]);
    const told = { proof: 'adapted', findings: [repeated] };
    expect(planned.result.picks).toMatchObject([{ outcome: 'picked', ...told, rangeDiff }]);
    const push = planned.steps.find((step) => step.kind === 'push');
    expect(push).toMatchObject({ ledger: { entries: [{ picks: [told] }] } });
    expect(JSON.stringify(push)).not.toContain('rangeDiff');
  });

  test('stops the target where the policy names it and nobody looks', () => {
    const planned = plan([proven([moved, repeated]), picked(231, 'b', '2', '3')]);
    expect(outcomes(planned)).toBe('refused refused');
    expect(planned.steps).toEqual([]);
    expect(planned.result).toMatchObject({ after: shaOf('1'), tree: shaOf('0') });
    const reason = 'moved: the change to a.ts lands in b.ts';
    expect(planned.result.picks[0]).toMatchObject({ reason, findings: [moved, repeated], rangeDiff });
    expect(planned.troubles).toMatchObject([{ code: 'review-needed', why: reason }]);
    expect(planned.troubles[0]?.remedy).toContain('rel pick 230 --into rc/1.8.0');
  });

  test('a gate that refuses one and a look that another needs are two troubles', () => {
    const codes = plan([proven([moved]), refused]).troubles.map(({ code }) => code);
    expect(codes).toEqual(['gate-failed', 'review-needed']);
  });

  test('stops nothing where somebody looks, or has resolved it', () => {
    expect(plan([proven([moved])], {}, { attended: true }).clean).toBe(true);
    expect(plan([proven([moved], { change: shaOf('c') })]).clean).toBe(true);
  });
});
