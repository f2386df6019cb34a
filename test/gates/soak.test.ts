import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { judge } from '../../src/gates/judge.ts';
import { factsOf, shaOf } from '../support/gate-facts.ts';

const gate = { id: 'it', kind: 'soak', waivableBy: [], for: '2d' };

/** The record of a candidate; tests are judged on 2026-11-20 at noon. */
const candidate = (at: string, sha = 'c', kind: 'cut' | 'candidate' = 'candidate'): LedgerEntry => ({
  ...{ rel: 1, id: at, at, actor: { login: 'rita', source: 'github' }, version: '1.8.0', judgements: [] },
  ...{ kind, branch: 'rc/1.8.0', sha: shaOf(sha), tag: 'v1.8.0-rc.2' },
});
const on = (...records: readonly LedgerEntry[]) => judge([gate], factsOf({ records: found(records) }))[0];

describe('soak', () => {
  test.each<[string, LedgerEntry[], string, string]>([
    ['to the minute', [candidate('2026-11-18T12:00:00.000Z')], 'pass', 'stood'],
    ['a minute too early', [candidate('2026-11-18T12:01:00.000Z')], 'fail', 'too-early'],
    ['the candidate of the cut', [candidate('2026-11-01T12:00:00.000Z', 'c', 'cut')], 'pass', 'stood'],
    ['another commit', [candidate('2026-11-01T12:00:00.000Z', 'a')], 'unknown', 'missing'],
    ['no record', [], 'unknown', 'missing'],
    ['a clock that is wrong', [candidate('2026-11-21T12:00:00.000Z')], 'unknown', 'clock'],
    ['a time that is none', [candidate('yesterday')], 'unknown', 'missing'],
  ])('%s', (_, records, verdict, code) => {
    expect(on(...records)).toMatchObject({ verdict, code: `soak.${code}` });
  });

  test('says how long it stood, and until when to wait', () => {
    expect(on(candidate('2026-11-19T06:30:00.000Z'))).toMatchObject({
      message: 'cccccccccc has stood for 1d 5h of 2d',
      remedy: 'wait until 2026-11-21 06:30 UTC',
      evidence: [{ who: 'rita', when: '2026-11-19T06:30:00.000Z', sha: shaOf('c') }],
    });
    expect(on(candidate('2026-11-20T09:30:00.000Z'))?.message).toContain('for 2h of 2d');
  });

  test('a record that cannot be read is unknown', () => {
    const facts = factsOf({ records: unreadable('spoiled') });
    expect(judge([gate], facts)).toMatchObject([{ verdict: 'unknown', code: 'soak.unreadable' }]);
  });
});
