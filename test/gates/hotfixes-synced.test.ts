import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { factsOf, policyOf, shaOf } from '../support/gate-facts.ts';

const rule = { id: 'it', kind: 'hotfixes-synced', waivableBy: [] };
const fix = { sha: shaOf('f'), subject: 'Refuse expired cards (#240)' };
const on = (unsynced: Parameters<typeof factsOf>[0]) => judge([rule], factsOf(unsynced))[0];

describe('hotfixes-synced', () => {
  test.each([
    ['nothing is missing', found([]), 'pass', 'synced'],
    ['a hotfix is missing', found([fix]), 'fail', 'missing'],
    ['it could not be read', unreadable('unrelated histories'), 'unknown', 'unreadable'],
  ])('%s', (_, read, verdict, code) => {
    const unsynced = { [shaOf('c')]: read };
    expect(on({ unsynced })).toMatchObject({ verdict, code: `hotfixes-synced.${code}` });
  });

  test('what is known of another commit says nothing', () => {
    expect(on({ unsynced: { [shaOf('a')]: found([]) } })?.verdict).toBe('unknown');
  });

  test('names what is missing, and the command', () => {
    expect(on({ unsynced: { [shaOf('c')]: found([fix, { ...fix, subject: 'Two' }]) } })).toMatchObject({
      message: 'cccccccccc lacks 2 changes of main: Refuse expired cards (#240); Two',
      evidence: [{ sha: fix.sha }, {}],
      remedy: expect.stringContaining('rel sync-hotfix'),
      actor: 'rte',
    });
  });

  test('asks about the commit that is judged', () => {
    const subject = { stage: 'promote' as const, version: '1.8.0', sha: shaOf('c') };
    expect(needsOf([rule], subject, policyOf('version: 1'))).toEqual([{ kind: 'unsynced', sha: shaOf('c') }]);
  });
});
