import { describe, expect, test } from 'vitest';
import type { PlannedTarget, TargetForecast } from '../../../src/plans/picks/forecast.ts';
import { unlessHeld } from '../../../src/plans/picks/pick-on-hold.ts';
import { shaOf } from '../../support/gate-facts.ts';

const [before, after, tree] = [shaOf('a'), shaOf('b'), shaOf('c')];
const target: TargetForecast = {
  ...{ branch: 'rc/1.8.0', version: '1.8.0', before, treeBefore: tree, forecasts: [], judgements: [] },
  hold: { by: 'rita', since: '2026-11-21T10:00:00.000Z', reason: 'legal' },
};
const label = {
  ...{ kind: 'label-pull-request' as const, target: 'rc/1.8.0', number: 1, label: 'picked/1.8.0' },
};
const planned: PlannedTarget = {
  result: {
    ...{ branch: 'rc/1.8.0', before, after, tree: shaOf('d') },
    picks: [
      { source: shaOf('1'), outcome: 'picked', commit: after },
      { source: shaOf('2'), outcome: 'already', commit: before },
    ],
  },
  ...{ treeBefore: tree, judgements: [], steps: [label], troubles: [], clean: true, open: null },
};

describe('picks onto a train on hold', () => {
  test('are told and not made', () => {
    expect(unlessHeld(planned, target)).toMatchObject({
      result: { after: before, tree, picks: [{ outcome: 'refused' }, { outcome: 'already' }] },
      ...{ steps: [], clean: false, troubles: [{ code: 'on-hold' }] },
    });
  });

  test('leave no conflict for a person', () => {
    const open = {
      ...{ target: 'rc/1.8.0', source: { pr: 1, sha: shaOf('1'), mainline: null, refused: null } },
      ...{ onto: before, paths: ['a'], skips: [], needs: [] },
    };
    const trouble = { code: 'conflict' as const, message: 'conflicts', remedy: 'resolve it' };
    const held = unlessHeld({ ...planned, clean: false, steps: [], open, troubles: [trouble] }, target);
    expect([held.open, held.troubles.map(({ code }) => code)]).toEqual([null, ['on-hold']]);
  });

  test('are as ever where nothing is to be made, or nothing is on hold', () => {
    const nothing = { ...planned, steps: [] };
    expect(unlessHeld(nothing, target)).toBe(nothing);
    expect(unlessHeld(planned, { ...target, hold: null })).toBe(planned);
    expect(unlessHeld(planned, { ...target, version: null })).toBe(planned);
  });
});
