import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { factsOf, noon, policyOf, shaOf } from '../support/gate-facts.ts';

const policy = policyOf(`
version: 1
roles:
  qa: { users: [quinn, quentin], teams: [acme/qa] }
  pdm: { users: [paula] }
`);
const gate = { id: 'it', kind: 'sign-off', waivableBy: [], roles: ['qa', 'pdm'] };

/** What somebody said in a role: `+quinn` approves, `-quinn` rejects, on `shaOf('c')` unless another is named. */
function said(role: string, ...words: readonly string[]): LedgerEntry[] {
  return words.map((word, at): LedgerEntry => {
    const [, sign, login = '', sha = 'c'] = /^([+-])(\w+)(?:@(\w))?$/.exec(word) ?? [];
    return {
      ...{ rel: 1, id: `${role}${at}`, at: noon, actor: { login, source: 'github' }, version: '1.8.0' },
      ...{ judgements: [], kind: 'sign-off', role, sha: shaOf(sha), candidate: 'v1.8.0-rc.2' },
      decision: sign === '+' ? 'approved' : 'rejected',
    };
  });
}
const paula = said('pdm', '+paula');

function verdictOn(records: readonly LedgerEntry[], team = found<readonly string[]>(['tess'])) {
  const facts = factsOf({ policy, records: found(records), teams: { 'acme/qa': team } });
  const [verdict] = judge([gate], facts);
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

describe('sign-off', () => {
  test.each<[string, LedgerEntry[], string, string]>([
    ['both roles', [...said('qa', '+quinn'), ...paula], 'pass', 'given'],
    ['somebody of the team', [...said('qa', '+tess'), ...paula], 'pass', 'given'],
    ['nobody yet', [], 'unknown', 'missing'],
    ['one of two roles', paula, 'unknown', 'missing'],
    ['one who rejects', [...said('qa', '+quinn', '-quentin'), ...paula], 'fail', 'rejected'],
    [
      'one who rejects, whoever approves later',
      [...said('qa', '-quentin', '+quinn'), ...paula],
      'fail',
      'rejected',
    ],
    ['the last word of a person', [...said('qa', '-quinn', '+quinn'), ...paula], 'pass', 'given'],
    ['taken back', [...said('qa', '+Quinn', '-quinn'), ...paula], 'fail', 'rejected'],
    ['another commit', [...said('qa', '+quinn@a'), ...paula], 'unknown', 'stale'],
    ['another commit that was rejected', [...said('qa', '-quinn@a', '+quinn'), ...paula], 'pass', 'given'],
    ['somebody without the role', [...said('qa', '+dan'), ...paula], 'fail', 'wrong-person'],
    ['a rejection without the role', [...said('qa', '-dan', '+quinn'), ...paula], 'pass', 'given'],
    ['the other role', [...said('pdm', '+quinn'), ...said('qa', '+quinn')], 'fail', 'wrong-person'],
  ])('%s', (_, records, verdict, code) => {
    expect(verdictOn(records)).toMatchObject({ verdict, code: `sign-off.${code}` });
  });

  test('a team that cannot be read is unknown where somebody in it may have spoken', () => {
    const closed = unreadable('not visible', 'read:org');
    expect(verdictOn([...said('qa', '+tess'), ...paula], closed)).toMatchObject({
      verdict: 'unknown',
      code: 'sign-off.unreadable',
      remedy: expect.stringContaining('read:org'),
    });
    expect(verdictOn([...said('qa', '-tess', '+quinn'), ...paula], closed).verdict).toBe('unknown');
    expect(verdictOn([...said('qa', '+quinn'), ...paula], closed).verdict).toBe('pass');
  });

  test('a record that cannot be read is unknown', () => {
    const [verdict] = judge([gate], factsOf({ policy, records: unreadable('another version wrote it') }));
    expect(verdict).toMatchObject({ verdict: 'unknown', code: 'sign-off.unreadable' });
  });

  test('says who decided what, who has to act, and the command', () => {
    expect(verdictOn(said('qa', '+quinn@a'))).toMatchObject({
      message: expect.stringMatching(
        /qa: quinn decided on v1.8.0-rc.2 \(aaaaaaaaaa\).*; pdm: nobody has decided/,
      ),
      remedy: 'qa (quinn, quentin, acme/qa) runs: rel sign-off 1.8.0 --as qa',
      actor: 'qa',
      evidence: [{ who: 'quinn', sha: shaOf('a'), when: noon }],
    });
  });

  test('asks for the record and for every team that may speak', () => {
    const subject = { stage: 'promote' as const, version: '1.8.0', sha: shaOf('c') };
    expect(needsOf([gate], subject, policy)).toEqual([
      { kind: 'records' },
      { kind: 'team', team: 'acme/qa' },
    ]);
  });
});
