import { describe, expect, it } from 'vitest';
import { maxWaitOf } from '../../../src/commands/kit/max-wait.ts';

const maxWait = (option?: string, env: Record<string, string> = {}, isCi = false) =>
  maxWaitOf(option, { env, isCi });

describe('how long a run may wait', () => {
  it.each([
    ['90', 90],
    ['90s', 90],
    ['5m', 300],
    ['1h', 3600],
    ['0', 0],
    ['24h', 86_400],
  ])('%s is %i seconds', (text, seconds) => {
    expect(maxWait(text)).toBe(seconds);
    expect(maxWait(undefined, { REL_MAX_WAIT: text })).toBe(seconds);
  });

  it.each(['', '-1', '1.5m', '5 minutes', '2d', '25h', '99999999999', '1h30m', '0x10', 'NaN'])(
    '"%s" is none',
    (text) => {
      expect(() => maxWait(text)).toThrow(expect.objectContaining({ code: 'usage' }));
    },
  );

  it('is a minute for people, ten in CI; the option comes before the variable', () => {
    expect([maxWait(), maxWait(undefined, {}, true)]).toEqual([60, 600]);
    expect(maxWait('5', { REL_MAX_WAIT: '7' }, true)).toBe(5);
    expect(maxWait(undefined, { REL_MAX_WAIT: '7' }, true)).toBe(7);
    expect(maxWait(undefined, { REL_MAX_WAIT: '' })).toBe(60);
    expect(() => maxWait(undefined, { REL_MAX_WAIT: 'x' })).toThrow(/REL_MAX_WAIT/);
  });
});
