import { describe, expect, test } from 'vitest';
import { judge } from '../../src/gates/judge.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { factsOf } from '../support/gate-facts.ts';

const office = { days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '16:00' };
const night = { days: ['fri'], from: '22:00', to: '02:00' };
const holidays = { from: '2026-12-18', to: '2027-01-03', reason: 'holidays' };
const inventory = { from: '2026-11-25T12:00', to: '2026-11-25T14:00' };
const gate = {
  ...{ id: 'it', kind: 'window', waivableBy: [], zone: 'Europe/Berlin' },
  ...{ open: [office, night], freezes: [holidays, inventory] },
};

function verdictAt(time: string, rule = {}) {
  const [verdict] = judge([{ ...gate, ...rule }], factsOf({ now: Date.parse(time) }));
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}
const codeAt = (time: string, rule = {}) => verdictAt(time, rule).code.replace('window.', '');

describe('window', () => {
  test.each([
    ['a Tuesday at ten', '2026-11-24T10:00+01:00', 'open'],
    ['the first minute', '2026-11-24T09:00+01:00', 'open'],
    ['a minute before it', '2026-11-24T08:59+01:00', 'closed'],
    ['the last minute', '2026-11-24T15:59+01:00', 'open'],
    ['the end', '2026-11-24T16:00+01:00', 'closed'],
    ['a Friday at ten', '2026-11-20T10:00+01:00', 'closed'],
    ['a Friday night', '2026-11-20T23:00+01:00', 'open'],
    ['after midnight, which is the same night', '2026-11-21T01:59+01:00', 'open'],
    ['when that night is over', '2026-11-21T02:00+01:00', 'closed'],
    ['after midnight of another night', '2026-11-20T01:00+01:00', 'closed'],
    ['inside a freeze of hours', '2026-11-25T13:00+01:00', 'frozen'],
    ['when that freeze ends', '2026-11-25T14:00+01:00', 'open'],
    ['the first day of the holidays', '2026-12-18T00:00+01:00', 'frozen'],
    ['their last day, to its end', '2027-01-03T23:59+01:00', 'frozen'],
    ['the day after them', '2027-01-04T09:00+01:00', 'open'],
    // Summer time ends on 2026-10-25 and begins on 2027-03-28: the moments move, the times do not.
    ['in summer time', '2026-10-22T07:00Z', 'open'],
    ['a minute too early in summer', '2026-10-22T06:59Z', 'closed'],
    ['in winter', '2026-10-26T08:00Z', 'open'],
    ['what would have been right in summer', '2026-10-26T07:30Z', 'closed'],
  ])('%s', (_, time, expected) => {
    expect(codeAt(time)).toBe(expected);
  });

  test('without windows it is open outside the freezes', () => {
    expect(codeAt('2026-11-22T03:00Z', { open: [] })).toBe('open');
    expect(codeAt('2026-12-24T03:00Z', { open: [] })).toBe('frozen');
  });

  test.each([
    ['on Friday afternoon, the night', '2026-11-20T17:00+01:00', 'Fri 2026-11-20 22:00'],
    ['on Saturday, Monday', '2026-11-21T12:00+01:00', 'Mon 2026-11-23 09:00'],
    ['inside a freeze, its end', '2026-11-25T13:00+01:00', 'Wed 2026-11-25 14:00'],
    ['in the holidays, the first window after them', '2026-12-24T10:00+01:00', 'Mon 2027-01-04 09:00'],
  ])('says when it opens: %s', (_, time, expected) => {
    expect(verdictAt(time)).toMatchObject({
      verdict: 'fail',
      remedy: `wait until ${expected} Europe/Berlin`,
    });
  });

  test('says where it stands, and why it is frozen', () => {
    expect(verdictAt('2026-12-24T10:00+01:00').message).toBe(
      'Thu 2026-12-24 10:00 Europe/Berlin is frozen: holidays, 2026-12-18 to 2027-01-03',
    );
    const never = { open: [], freezes: [{ from: '2026-01-01', to: '2099-01-01' }] };
    expect(verdictAt('2026-12-24T10:00Z', { ...never, zone: 'UTC' }).remedy).toContain('wait until');
  });

  test.each([
    [
      'a zone that is none',
      '{ zone: Mars/Olympus, open: [{ days: [mon], from: "09:00", to: "16:00" }] }',
      /time zone/,
    ],
    ['a time that is none', '{ open: [{ days: [mon], from: "24:00", to: "16:00" }] }', /a time of day/],
    ['a day that is none', '{ freezes: [{ from: 2026-02-30, to: 2026-03-01 }] }', /must be a day/],
    ['neither windows nor freezes', '{ zone: UTC }', /needs `open` or `freezes`/],
  ])('the policy is told of %s', (_, rule, expected) => {
    const fields = rule.replace('{', '{ id: it, kind: window,');
    const loaded = loadPolicy(`version: 1\ngates:\n  deploy:\n    - ${fields}\n`, 'p');
    expect(loaded.ok ? '' : JSON.stringify(loaded.problems)).toMatch(expected);
  });
});
