import { describe, expect, test } from 'vitest';
import type { Forecast } from '../../../src/plans/picks/forecast.ts';
import { planPickTarget } from '../../../src/plans/picks/pick.ts';
import { planTogether } from '../../../src/plans/picks/pick-together.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { basis, movesOf, policy } from '../../support/plan-facts.ts';

const source = { pr: 231, sha: shaOf('a'), mainline: null, refused: null };
const picked = { source, outcome: 'picked' as const, onto: shaOf('1'), commit: shaOf('2'), tree: shaOf('e') };
const conflict = { source, outcome: 'conflict' as const, onto: shaOf('1'), paths: ['f'] };
const already = { source, outcome: 'already' as const, commit: shaOf('9'), reason: 'by ancestry' };

const target = (version: string, forecast: Forecast) =>
  planPickTarget(
    {
      branch: `rc/${version}`,
      version,
      before: shaOf('1'),
      treeBefore: shaOf('0'),
      forecasts: [forecast],
      judgements: [],
    },
    { ...basis, policy, github: true, onConflict: 'fail', attended: false },
  );

describe('several targets as one', () => {
  test('one push moves all branches and brings every entry; the effects come after it', () => {
    const steps = planTogether([target('1.8.0', picked), target('1.7.2', picked)]).flatMap((t) => t.steps);
    expect(steps.map((step) => step.kind).join(' ')).toBe(
      'pick-commits pick-commits push report-pick label-pull-request report-pick label-pull-request',
    );
    expect(new Set(steps.map((step) => step.target))).toEqual(new Set(['rc/1.8.0 and rc/1.7.2']));
    expect(movesOf(steps)).toEqual(['refs/heads/rc/1.8.0 1>2', 'refs/heads/rc/1.7.2 1>2']);
    const push = steps.find((step) => step.kind === 'push');
    const versions = push?.kind === 'push' ? push.ledger.entries.map((entry) => entry.version) : [];
    expect(versions).toEqual(['1.8.0', '1.7.2']);
  });

  test('one that conflicts holds back the others', () => {
    const [clean, stuck] = planTogether([target('1.8.0', picked), target('1.7.2', conflict)]);
    expect([clean?.steps, stuck?.steps]).toEqual([[], []]);
    expect(clean?.result).toMatchObject({ after: shaOf('1'), tree: shaOf('0') });
    expect(clean?.result.picks[0]).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('another'),
    });
    expect(stuck?.troubles).toMatchObject([{ code: 'conflict' }]);
  });

  test('one that has everything already is no hindrance', () => {
    const steps = planTogether([target('1.8.0', already), target('1.7.2', picked)]).flatMap((t) => t.steps);
    expect(movesOf(steps)).toEqual(['refs/heads/rc/1.7.2 1>2']);
  });
});
