import { describe, expect, it } from 'vitest';
import { lengthOf, momentOf } from '../../src/domain/moment.ts';
import { waitedLine, waitLine } from '../../src/view/wait.ts';

const now = Date.parse('2026-11-21T23:59:00Z');

describe('a wait in words', () => {
  it('says what for, how long and until when, and fits a terminal', () => {
    const why = "GitHub's rate limit (graphql) is reached";
    const line = waitLine({ why, until: now + 48_200 }, now);
    expect(line).toBe(`${why}: waiting 49 s, until 23:59:48 UTC`);
    expect(line.length).toBeLessThanOrEqual(80);
    expect(waitLine({ why, until: now + 300 }, now)).toBe(`${why}: waiting 1 s`);
    expect(waitedLine({ why, until: now }, 49)).toBe(`${why}: waited 49 s`);
  });

  it.each([
    [now + 30_000, 0, '23:59:30 UTC'],
    [now + 90_000, 0, '2026-11-22 00:00:30 UTC'],
    [now + 30_000, 60, '23:59:30 UTC (00:59 here)'],
    [now + 30_000, -330, '23:59:30 UTC (18:29 here)'],
  ])('%i at %i minutes', (millis, offset, words) => {
    expect(momentOf(millis, now, offset)).toBe(words);
  });

  it.each([
    [0.2, '1 s'],
    [119, '119 s'],
    [120, '2 min'],
    [121, '3 min'],
    [3599, '1 h'],
    [3600, '1 h'],
    [3660, '1 h 1 min'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(lengthOf(seconds)).toBe(words);
  });
});
