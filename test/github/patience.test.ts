import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/github/answer.ts';
import { type Attempt, decide, isRateLimited, isTooHeavy } from '../../src/github/patience.ts';

const now = Date.parse('2026-11-21T10:00:00Z');
const reset = (seconds: number) => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(now / 1000 + seconds),
});
const answer = (some: Partial<Answer>): Answer => ({
  status: 200,
  headers: {},
  message: '',
  errors: [],
  network: null,
  ...some,
});
const lost = (network: string) => answer({ status: null, network });
const read: Attempt = { write: false, halvable: false, retries: 0, limited: 0 };
const write: Attempt = { ...read, write: true };

describe('decide', () => {
  const cases: readonly [string, Answer, Attempt, number | null][] = [
    ['takes what is good', answer({}), read, null],
    ['waits as retry-after says', answer({ status: 403, headers: { 'retry-after': '7' } }), read, 7],
    ['waits a second at least', answer({ status: 429, headers: { 'retry-after': '0' } }), read, 1],
    ['waits up to the reset and a second more', answer({ status: 403, headers: reset(20) }), read, 21],
    ['waits a minute for a 429 that says nothing', answer({ status: 429 }), read, 60],
    [
      'gives up where more than is left would be waited',
      answer({ status: 429 }),
      { ...read, limited: 1 },
      null,
    ],
    [
      'waits up to a date',
      answer({ status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 10:00:40 GMT' } }),
      read,
      40,
    ],
    [
      "tells the time by GitHub's clock, not by ours",
      answer({ status: 403, headers: { ...reset(3620), date: 'Sat, 21 Nov 2026 11:00:00 GMT' } }),
      read,
      21,
    ],
    [
      'tells a date by that clock, too',
      answer({
        status: 429,
        headers: { 'retry-after': 'Sat, 21 Nov 2026 11:00:30 GMT', date: 'Sat, 21 Nov 2026 11:00:00 GMT' },
      }),
      read,
      30,
    ],
    [
      'asks at once, but not too soon, after a reset that is past',
      answer({ status: 403, headers: reset(-600) }),
      read,
      1,
    ],
    [
      'and leaves more and more time where it stays past',
      answer({ status: 403, headers: reset(-600) }),
      { ...read, limited: 3 },
      7,
    ],
    ...['1000000000000', '-5', 'soon', 'NaN', '1e3', 'Sat, 21 Nov 3026 10:00:00 GMT'].map(
      (after): [string, Answer, Attempt, number] => [
        `takes no notice of retry-after: ${after}`,
        answer({ status: 429, headers: { 'retry-after': after } }),
        read,
        60,
      ],
    ),
    ...['1000000000000', '-5', 'soon', ''].map((at): [string, Answer, Attempt, number] => [
      `takes no notice of a reset at "${at}"`,
      answer({ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': at } }),
      read,
      60,
    ]),
    [
      "never waits for the reset of the hour's limit where that is not used up",
      answer({
        status: 403,
        message: 'You have exceeded a secondary rate limit.',
        headers: { ...reset(3000), 'x-ratelimit-remaining': '4990' },
      }),
      read,
      60,
    ],
    [
      'knows the reset of a GraphQL limit whose rest is not told',
      answer({
        errors: [{ type: 'RATE_LIMITED' }],
        headers: { 'x-ratelimit-reset': String(now / 1000 + 10) },
      }),
      read,
      11,
    ],
    [
      'waits where GitHub finds that too much was written',
      answer({ status: 422, message: 'Validation Failed; was submitted too quickly' }),
      write,
      60,
    ],
    [
      'gives up at once for a reset beyond its patience',
      answer({ status: 403, headers: reset(900) }),
      read,
      null,
    ],
    [
      'knows a secondary limit by its words',
      answer({ status: 403, message: 'You have exceeded a secondary rate limit.' }),
      read,
      60,
    ],
    [
      'waits for RATE_LIMITED in a 200',
      answer({ errors: [{ type: 'RATE_LIMITED' }], headers: reset(3) }),
      read,
      4,
    ],
    [
      'waits for a secondary limit in a 200',
      answer({
        errors: [{ message: 'You have exceeded a secondary rate limit' }],
        headers: { 'retry-after': '2' },
      }),
      read,
      2,
    ],
    [
      'waits with a write that was limited',
      answer({ status: 403, headers: { 'retry-after': '2' } }),
      write,
      2,
    ],
    ['takes a 403 that is no limit', answer({ status: 403, message: 'Resource not accessible' }), read, null],
    ['asks again after a 502', answer({ status: 502 }), read, 1],
    ['asks again later the second time', answer({ status: 502 }), { ...read, retries: 1 }, 4],
    ['asks no third time', answer({ status: 502 }), { ...read, retries: 2 }, null],
    ['never repeats a write after a 502', answer({ status: 502 }), write, null],
    ['never repeats a write after a broken connection', lost('ECONNRESET'), write, null],
    ['leaves a 502 to who can ask for less', answer({ status: 502 }), { ...read, halvable: true }, null],
    ['but asks again after a 500', answer({ status: 500 }), { ...read, halvable: true }, 1],
    ['asks again after a broken connection', lost('ECONNRESET'), read, 1],
    ['asks again after half an answer', lost('bad-answer'), read, 1],
    ['does not wait for nobody', lost('ECONNREFUSED'), read, null],
    ['does not wait for a wrong name', lost('ENOTFOUND'), read, null],
    ['does not wait for a bad certificate', lost('DEPTH_ZERO_SELF_SIGNED_CERT'), read, null],
    ...[400, 401, 404, 405, 409, 410, 422, 451, 501].map((status): [string, Answer, Attempt, null] => [
      `takes ${status}`,
      answer({ status }),
      read,
      null,
    ]),
  ];
  it.each(cases)('%s', (_name, got, attempt, seconds) => {
    const decision = decide(got, attempt, 60, now);
    expect(decision.kind === 'wait' ? decision.seconds : null).toBe(seconds);
  });

  it.each([
    ['a limit', answer({ status: 429, headers: { 'retry-after': '1' } })],
    ['a failure', answer({ status: 502 })],
  ])('waits for nothing where nothing may be waited: %s', (_name, got) => {
    expect(decide(got, read, 0, now)).toEqual({ kind: 'take' });
  });

  it('waits longer and longer where there is patience, but not for ever', () => {
    const seconds = [0, 1, 2, 5].map((limited) =>
      decide(answer({ status: 429 }), { ...read, limited }, 9999, now),
    );
    expect(seconds.map((d) => (d.kind === 'wait' ? d.seconds : null))).toEqual([60, 120, 240, null]);
  });
});

describe('isTooHeavy', () => {
  it.each([
    ['a 502', answer({ status: 502 }), true],
    ['a 504', answer({ status: 504 }), true],
    ['a 500', answer({ status: 500 }), false],
    ['resource limits', answer({ errors: [{ message: 'Resource limits for this query exceeded.' }] }), true],
    ['a timeout', answer({ errors: [{ message: 'Timeout on validation of query' }] }), true],
    ['too many nodes', answer({ errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED' }] }), true],
    ['something missing', answer({ errors: [{ type: 'NOT_FOUND', message: 'Could not resolve' }] }), false],
  ])('%s', (_name, got, expected) => {
    expect(isTooHeavy(got)).toBe(expected);
  });
});

describe('isRateLimited', () => {
  it.each([
    ['a 422 of something else', answer({ status: 422, message: 'Validation Failed' }), false],
    ['a 403 of a protected branch', answer({ status: 403, message: 'Protected branch' }), false],
    [
      'a secondary limit of GraphQL',
      answer({ errors: [{ message: 'exceeded a secondary rate limit' }] }),
      true,
    ],
    ['too many PRs by GraphQL', answer({ errors: [{ message: 'was submitted too quickly' }] }), true],
  ])('%s', (_name, got, expected) => {
    expect(isRateLimited(got)).toBe(expected);
  });
});
