import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import { holds, roleWords, type Teams, teamsOf } from '../../src/gates/roles.ts';
import { policyOf } from '../support/gate-facts.ts';

const policy = policyOf(
  'version: 1\nroles: { qa: { users: [Quinn], teams: [acme/qa, acme/test] }, ops: { users: [] } }',
);
const read: Teams = { 'acme/qa': found(['tess']), 'acme/test': found(['Tom']) };
const half: Teams = { 'acme/qa': found(['tess']), 'acme/test': unreadable('403', 'read:org') };

describe('a role', () => {
  test.each<[string, string, string, Teams, string]>([
    ['a user', 'quinn', 'qa', {}, 'yes'],
    ['somebody of the second team', 'tom', 'qa', read, 'yes'],
    ['somebody of the team that was read', 'tess', 'qa', half, 'yes'],
    ['somebody of none', 'dan', 'qa', read, 'no'],
    ['somebody of none that was read', 'dan', 'qa', half, 'unknown'],
    ['anybody, of a role that nobody has', 'quinn', 'ops', read, 'no'],
    ['anybody, of a role that the policy does not have', 'quinn', 'rte', read, 'no'],
    ['anybody, of a word that every object has', 'quinn', 'toString', read, 'no'],
  ])('is held by %s', (_, login, role, teams, expected) => {
    expect(holds(login, role, policy, teams).holds).toBe(expected);
  });

  test('whose team cannot be read says which, why and what is missing', () => {
    expect(holds('dan', 'qa', policy, half)).toMatchObject({
      why: 'team acme/test could not be read: 403',
      permission: 'read:org',
    });
    expect(holds('dan', 'qa', policy, {})).toMatchObject({
      why: 'team acme/qa could not be read: nobody asked for it',
    });
  });

  test('has teams and words', () => {
    expect(teamsOf('qa', policy)).toEqual([
      { kind: 'team', team: 'acme/qa' },
      { kind: 'team', team: 'acme/test' },
    ]);
    expect(['ops', 'rte', 'toString'].flatMap((role) => teamsOf(role, policy))).toEqual([]);
    expect(roleWords('qa', policy)).toBe('qa (Quinn, acme/qa, acme/test)');
    expect(['ops', 'rte'].map((role) => roleWords(role, policy))).toEqual(['ops', 'rte']);
  });
});
