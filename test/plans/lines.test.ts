import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/domain/line.ts';
import { compareLines, isOlderLine, lineState, newestOfLine, olderLines } from '../../src/plans/lines.ts';
import { releasesOf, trainsOf } from '../../src/plans/trains.ts';
import { policyOf, shaOf } from '../support/gate-facts.ts';
import { policy, refsOf } from '../support/plan-facts.ts';

const refs = refsOf({
  'heads/hotfix/1.6.5': '5',
  'heads/hotfix/1.6.4': '4',
  'heads/hotfix/1.7.2': '2',
  'heads/rc/1.8.1': '8',
  'tags/v1.6.4': ['a', '4'],
  'tags/v1.7.9': '9',
  'tags/v1.7.10': 'b',
  'tags/v1.7.2': '2',
  'tags/v1.10.0': 'c',
});
const now = { trains: trainsOf(refs, policy), released: releasesOf(refs, policy) };

describe('lines of releases', () => {
  test.each([
    ['1.6', { ref: 'hotfix/1.6.5', tip: shaOf('5'), release: { version: '1.6.4' } }],
    ['1.7', { ref: 'v1.7.10', tip: shaOf('b'), train: null, release: { version: '1.7.10' } }],
    ['1.8', null], // an RC is no hotfix
    ['1.1', null], // 1.10 only begins like it
    ['1.10', { ref: 'v1.10.0', tip: shaOf('c') }],
  ])('the state of %s: its live hotfix, else its newest release', (line, expected) => {
    const state = lineState(line, now);
    if (expected === null) expect(state).toBeNull();
    else expect(state).toMatchObject(expected);
  });

  test.each([
    ['1.7.9', '1.10.0', true],
    ['1.10.1', '1.10.0', false],
    ['1.9.0', '1.10.3', true],
    ['2.0.0', '1.10.0', false],
    ['0.9.9', '1.0.0', true],
    ['0.0.1', null, false],
  ])('%s with %s on production: of an older line: %s', (version, production, expected) => {
    expect(isOlderLine(version, production)).toBe(expected);
  });

  test('the supported ones are those of the policy before production, by their numbers', () => {
    const { lines } = policyOf('version: 1\nlines: ["1.10", "1.9", "0.8", "1.11", "2.0"]');
    expect(olderLines({ lines }, '1.11.3')).toEqual(['0.8', '1.9', '1.10']);
    expect(olderLines({ lines }, null)).toEqual([]);
  });

  test('compare by numbers', () => {
    expect(['1.10', '0.20', '1.9'].sort(compareLines)).toEqual(['0.20', '1.9', '1.10']);
    expect(lineOf('1.10.12')).toBe('1.10');
    expect(newestOfLine('1.7', now.released)?.tag).toBe('v1.7.10');
  });
});
