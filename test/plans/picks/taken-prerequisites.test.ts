import { describe, expect, test } from 'vitest';
import type { PickOfTarget, PickTarget } from '../../../src/domain/results.ts';
import type { Forecast, Source } from '../../../src/plans/picks/forecast.ts';
import { needsHint, refusedNames } from '../../../src/plans/picks/needs-text.ts';
import type { Needs, Sureness } from '../../../src/plans/picks/prerequisites.ts';
import {
  conflictingChanges,
  needsRow,
  refusePrerequisites,
  withNeeds,
} from '../../../src/plans/picks/taken-prerequisites.ts';
import { neededByText, needsText } from '../../../src/view/needs.ts';
import { shaOf } from '../../support/gate-facts.ts';

const source = (pr: number | null, sha: string): Source => ({
  pr,
  sha: shaOf(sha),
  mainline: null,
  refused: null,
});
const picked = (pr: number | null, sha: string): Forecast => {
  const [onto, commit, tree] = [shaOf('1'), shaOf('2'), shaOf('3')];
  return { source: source(pr, sha), outcome: 'picked', onto, commit, tree };
};
const conflict = (pr: number | null, sha: string): Forecast => {
  return { source: source(pr, sha), outcome: 'conflict', onto: shaOf('1'), paths: ['f'] };
};
const needsOf = (pr: number | null, sha: string): Needs => {
  const name = pr === null ? shaOf(sha) : `#${pr}`;
  return { are: 'smallest', commits: [{ name, pr, sha: shaOf(sha), subject: 'Count in cents' }] };
};
const shown = (forecasts: readonly Forecast[]) =>
  forecasts.map(({ source: { pr }, outcome }) => `${pr} ${outcome}`).join(', ');

describe('what is tried with its prerequisites', () => {
  test('a change that conflicts is all of its commits that were tried', () => {
    const left: Forecast = { source: source(5, 'd'), outcome: 'left-out' };
    const all = [picked(5, 'a'), picked(6, 'b'), conflict(5, 'c'), left, conflict(null, 'e')];
    const found = conflictingChanges(all).map((change) => change.map(({ sha }) => sha[0]).join(''));
    expect(found).toEqual(['ac', 'e']);
  });

  test('a prerequisite that is refused takes with it what needs it, and nothing else', () => {
    const refusals = new Map([['#5', { reason: 'nobody approved it', remedy: 'ask qa' }]]);
    const needs = new Map([
      ['#6', needsOf(5, 'a')],
      ['#7', needsOf(4, 'd')],
    ]);
    const told = refusePrerequisites([picked(5, 'a'), picked(6, 'b'), picked(7, 'c')], refusals, needs);
    expect(shown(told)).toBe('5 refused, 6 refused, 7 picked');
    expect(told[1]).toMatchObject({
      refusal: { reason: 'it needs #5 first, which may not be picked', remedy: 'ask qa' },
      needs: { are: 'smallest' },
    });
  });

  test('rows say what is needed, and by what', () => {
    const [told] = withNeeds([conflict(6, 'b')], new Map([['#6', needsOf(null, 'a')]]));
    expect(told && needsRow(told)).toEqual({
      needs: [{ source: shaOf('a'), subject: 'Count in cents' }],
      needsAre: 'smallest',
    });
    const taken = {
      ...picked(5, 'a'),
      source: { ...source(5, 'a'), neededBy: [source(6, 'b'), source(null, 'c')] },
    };
    expect(needsRow(taken)).toEqual({ neededBy: [{ pr: 6, source: shaOf('b') }, { source: shaOf('c') }] });
    expect(needsRow(picked(5, 'a'))).toEqual({});
  });
});

describe('what is said of it', () => {
  const row = (pr: number | undefined, sha: string, over: Partial<PickOfTarget> = {}): PickOfTarget => {
    return { ...(pr === undefined ? {} : { pr }), source: shaOf(sha), outcome: 'conflict', ...over };
  };
  const need = (pr: number | undefined, sha: string, subject = 'In cents') => ({ ...row(pr, sha), subject });
  const target = (...picks: PickOfTarget[]): PickTarget => {
    return { branch: 'rc/1.8.0', before: shaOf('1'), after: shaOf('1'), tree: shaOf('2'), picks };
  };

  test.each<[string, PickOfTarget[], string | null]>([
    [
      'one',
      [row(6, 'b', { needs: [need(5, 'a')] })],
      'run: rel pick 5 6 --into 1.8.0 (or add --with-prerequisites)',
    ],
    [
      'a PR of two commits that needs one of two, each once',
      [row(6, 'b', { needs: [need(5, 'a'), need(5, 'c')] }), row(6, 'd', { needs: [need(5, 'a')] })],
      'run: rel pick 5 6 --into 1.8.0 (or add --with-prerequisites)',
    ],
    [
      'one of two',
      [row(6, 'b', { needs: [need(undefined, 'a')] }), row(7, 'c', { needs: [] })],
      'run: rel pick aaaaaaaaaa 6 --into 1.8.0 (or add --with-prerequisites); leave #7 out, or resolve it by hand',
    ],
    ['none', [row(6, 'b', { needs: [] }), row(7, 'c')], null],
  ])('what to type: %s', (_, picks, hint) => {
    expect(needsHint(target(...picks), '1.8.0')).toBe(hint);
  });

  test('a branch that no train runs on is named itself', () => {
    const hint = needsHint(target(row(6, 'b', { needs: [need(5, 'a')] })), null);
    expect(hint).toContain('--into rc/1.8.0');
  });

  test('what waits for a refused one is not refused itself', () => {
    const rows = [
      row(5, 'a', { neededBy: [row(6, 'b'), row(6, 'c')] }),
      row(6, 'b', { needs: [need(5, 'a')] }),
      row(9, 'd'),
    ];
    expect(refusedNames(rows)).toBe('#5 (needed by #6), #9');
  });

  test.each<[Sureness, string]>([
    ['smallest', 'with #5, bbbbbbbbbb (In cents) first it applies cleanly'],
    ['minimal', 'with #5, bbbbbbbbbb (In cents) first it applies cleanly; none of these can be left out'],
    ['enough', 'with #5, bbbbbbbbbb (In cents) first it applies cleanly; fewer may do'],
    ['none', 'no set of earlier changes makes it clean'],
    ['not-found', 'no set of earlier changes was found that makes it clean'],
  ])('in the row: %s', (needsAre, line) => {
    const needs = [need(5, 'a'), need(5, 'c'), need(undefined, 'b', 'In\u001b[31m cents')];
    expect(needsText(row(6, 'b', { needs, needsAre }))).toEqual([`    ${line}`]);
  });

  test('in the row of a prerequisite, and nothing in any other', () => {
    expect(neededByText(row(5, 'a', { neededBy: [row(6, 'b')] }))).toBe(' (needed by #6)');
    expect([neededByText(row(5, 'a')), needsText(row(5, 'a'))]).toEqual(['', []]);
  });
});
