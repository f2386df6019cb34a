import { describe, expect, test } from 'vitest';
import type { PickRequest } from '../../../src/domain/pick-request.ts';
import type { OpenConflict, PlannedTarget } from '../../../src/plans/picks/forecast.ts';
import { leftOfPick } from '../../../src/plans/picks/pick-left.ts';
import { shaOf } from '../../support/gate-facts.ts';

const [before, after] = [shaOf('1'), shaOf('2')];
const open = (target: string): OpenConflict => ({
  target,
  source: { pr: 236, sha: shaOf('c'), mainline: null, refused: null },
  onto: before,
  paths: ['f'],
  skips: [shaOf('c')],
  needs: [],
});
const target = (branch: string, over: Partial<PlannedTarget> = {}): PlannedTarget => ({
  result: { branch, before, after, tree: shaOf('e'), picks: [] },
  treeBefore: shaOf('0'),
  judgements: [],
  steps: [],
  troubles: [],
  clean: true,
  open: null,
  ...over,
});
const conflicting = (branch: string) => target(branch, { clean: false, open: open(branch) });
const request = (over: Partial<PickRequest> = {}): PickRequest => ({
  sources: ['#236'],
  into: ['a', 'b', 'c'],
  approved: false,
  deliver: null,
  onConflict: null,
  allOrNothing: false,
  withPrerequisites: false,
  includeReverted: false,
  terminal: true,
  attended: true,
  resolutions: [],
  skips: [],
  ...over,
});
const all = () => true;

describe('what a run of picks leaves for rel continue', () => {
  test('nothing where all is made, and where nobody is to be asked', () => {
    expect(leftOfPick([target('a')], request(), all)).toBeNull();
    expect(leftOfPick([target('a', { clean: false })], request(), all)).toBeNull();
    expect(leftOfPick([target('a')], request(), () => false)).toBeNull();
  });

  test('the first conflict, and the targets that are not made', () => {
    const left = leftOfPick([target('a'), conflicting('b'), conflicting('c')], request(), all);
    expect(left).toMatchObject({ conflict: { target: 'b' }, decided: false, pushed: ['a'] });
    expect(left?.request.into).toEqual(['b', 'c']);
  });

  test('what a person has decided, until its push has happened', () => {
    const decided = request({ resolutions: [{ target: 'b', source: shaOf('c'), change: shaOf('d') }] });
    expect(leftOfPick([target('a'), target('b')], decided, all)).toBeNull();
    const left = leftOfPick([target('a'), target('b')], decided, (branch) => branch === 'a');
    expect(left).toMatchObject({ conflict: null, decided: true, pushed: ['a'], request: { into: ['b'] } });
    const skipped = request({ skips: [{ target: 'a', source: shaOf('c') }] });
    expect(leftOfPick([target('a')], skipped, () => false)).toMatchObject({ decided: true });
  });
});
