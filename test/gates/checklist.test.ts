import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { factsOf, policyOf, shaOf } from '../support/gate-facts.ts';
import { tickOf } from '../support/records.ts';

const policy = policyOf(
  'version: 1\nroles: { ops: { users: [omar] }, qa: { users: [quinn], teams: [acme/qa] } }',
);
const items = [
  { id: 'backup', text: 'Back up the database', role: 'ops' },
  { id: 'smoke', text: 'Run the smoke tests', role: 'qa' },
];
const gate = { id: 'guide', kind: 'checklist', waivableBy: [], items };
const backup = tickOf('omar', 'backup');

function verdictOn(records: readonly ReturnType<typeof tickOf>[], team = found<readonly string[]>([])) {
  const [verdict] = judge([gate], factsOf({ policy, records: found(records), teams: { 'acme/qa': team } }));
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

describe('checklist', () => {
  test.each([
    ['every item', [backup, tickOf('quinn', 'smoke')], 'pass', 'done'],
    ['none', [], 'unknown', 'open'],
    ['one of two', [backup], 'unknown', 'open'],
    ['by somebody else', [backup, tickOf('omar', 'smoke')], 'fail', 'wrong-person'],
    ['taken back', [backup, tickOf('quinn', 'smoke'), tickOf('quinn', 'smoke', false)], 'fail', 'taken-back'],
    ['and ticked again', [backup, tickOf('quinn', 'smoke', false), tickOf('quinn', 'smoke')], 'pass', 'done'],
    [
      'taken back by somebody else',
      [backup, tickOf('quinn', 'smoke'), tickOf('omar', 'smoke', false)],
      'pass',
      'done',
    ],
    ['of another checklist', [backup, tickOf('quinn', 'smoke', true, 'other')], 'unknown', 'open'],
  ])('%s', (_, records, verdict, code) => {
    expect(verdictOn(records)).toMatchObject({ verdict, code: `checklist.${code}` });
  });

  test('a team that cannot be read is unknown where somebody in it may have ticked', () => {
    expect(verdictOn([backup, tickOf('tess', 'smoke')], unreadable('hidden'))).toMatchObject({
      verdict: 'unknown',
      code: 'checklist.unreadable',
    });
    const [verdict] = judge([gate], factsOf({ policy, records: unreadable('spoiled') }));
    expect(verdict).toMatchObject({ verdict: 'unknown', code: 'checklist.unreadable' });
  });

  test('says what is open, who ticks it and how', () => {
    expect(verdictOn([backup])).toMatchObject({
      message: 'smoke (qa): Run the smoke tests',
      remedy: 'qa (quinn, acme/qa) runs: rel tick smoke 1.8.0',
      actor: 'qa',
      evidence: [{ who: 'omar' }],
    });
  });

  test('asks for the record and the teams of its roles', () => {
    const subject = { stage: 'promote' as const, version: '1.8.0', sha: shaOf('c') };
    expect(needsOf([gate], subject, policy)).toEqual([
      { kind: 'records' },
      { kind: 'team', team: 'acme/qa' },
    ]);
  });

  test('the policy is told of a role that is not there, and of an item that is there twice', () => {
    const text = (role: string, ids: string) =>
      `version: 1\nroles: { qa: { users: [quinn] } }\ngates:\n  promote:\n    - { id: g, kind: checklist, items: [${ids
        .split(' ')
        .map((id) => `{ id: ${id}, text: x, role: ${role} }`)
        .join(', ')}] }\n`;
    const problems = (role: string, ids: string) => {
      const loaded = loadPolicy(text(role, ids), 'p');
      return loaded.ok ? [] : loaded.problems.map((problem) => problem.message);
    };
    expect(problems('qa', 'a b')).toEqual([]);
    expect(problems('qs', 'a')).toEqual([expect.stringContaining('did you mean `qa`')]);
    expect(problems('qa', 'a a')).toEqual([expect.stringContaining('two items with the same `id`')]);
  });
});
