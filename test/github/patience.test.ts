import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/github/answer.ts';
import { type Attempt, decide, isTooHeavy } from '../../src/github/patience.ts';

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
const read: Attempt = { write: false, halvable: false, retries: 0, limited: 0, waited: 0 };
const write: Attempt = { ...read, write: true };

describe('decide', () => {
  const cases: readonly [string, Answer, Attempt, number | null][] = [
    ['takes what is good', answer({}), read, null],
    ['waits as retry-after says', answer({ status: 403, headers: { 'retry-after': '7' } }), read, 7],
    ['waits a second at least', answer({ status: 429, headers: { 'retry-after': '0' } }), read, 1],
    ['waits up to the reset and a second more', answer({ status: 403, headers: reset(20) }), read, 21],
    ['waits a minute for a 429 that says nothing', answer({ status: 429 }), read, 60],
    [
      'gives up where the minute was waited',
      answer({ status: 429 }),
      { ...read, limited: 1, waited: 60 },
      null,
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
