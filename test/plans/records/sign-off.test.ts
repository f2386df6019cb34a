import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { planSignOff, type SignOffFacts } from '../../../src/plans/records/sign-off.ts';
import { policyOf, shaOf } from '../../support/gate-facts.ts';
import { basis, gist, stepsOf } from '../../support/plan-facts.ts';
import { documentOf } from '../../support/records.ts';

const policy = policyOf('version: 1\nroles: { qa: { users: [rita] } }');
const facts: SignOffFacts = {
  ...basis,
  policy,
  version: '1.8.0',
  candidate: { n: 2, tag: 'v1.8.0-rc.2', commit: shaOf('c') },
  role: 'qa',
  decision: 'approved',
  note: null,
  holds: found(true),
  records: [],
};
const recorded = (over: Partial<SignOffFacts>): LedgerEntry[] => {
  const [push] = stepsOf(planSignOff({ ...facts, ...over }));
  return push?.kind === 'push' ? push.ledger.entries : [];
};
const other = { ...basis.stamp, actor: { login: 'quinn', source: 'github' as const } };

describe('recording a decision', () => {
  test('is one entry, bound to the candidate and its commit', () => {
    expect(recorded({ note: 'slow' })).toMatchObject([
      {
        kind: 'sign-off',
        role: 'qa',
        decision: 'approved',
        sha: shaOf('c'),
        candidate: 'v1.8.0-rc.2',
        note: 'slow',
      },
    ]);
  });

  test('says which documents were on record, each as it was last', () => {
    const [risks, plan, again] = [
      documentOf('risks', 'None'),
      documentOf('plan', 'Go'),
      documentOf('risks', 'Some'),
    ];
    const records = [risks, plan, { ...again, id: 'y' }];
    expect(recorded({ records })).toMatchObject([
      {
        documents: [
          { name: 'plan', id: 'x' },
          { name: 'risks', id: 'y' },
        ],
      },
    ]);
  });

  test.each<[string, Partial<SignOffFacts>, string]>([
    ['the same again', { records: recorded({}) }, 'nothing'],
    [
      'the same again, with the same documents',
      { records: [documentOf('risks', 'None'), ...recorded({ records: [documentOf('risks', 'None')] })] },
      'nothing',
    ],
    [
      'the same again, and a document since',
      { records: [...recorded({}), documentOf('risks', 'None')] },
      'push',
    ],
    ['another decision', { records: recorded({}), decision: 'rejected' }, 'push'],
    ['another note', { records: recorded({}), note: 'why' }, 'push'],
    [
      'taken back and given again',
      { records: [...recorded({}), ...recorded({ decision: 'rejected' })] },
      'push',
    ],
    [
      'of another commit',
      { records: recorded({ candidate: { n: 1, tag: 'v', commit: shaOf('b') } }) },
      'push',
    ],
    ['by another person', { records: recorded({ stamp: other }) }, 'push'],
    ['without the role', { holds: found(false) }, 'role-not-held'],
    ['where a team cannot be read', { holds: unreadable('hidden', 'read:org') }, 'github-refused'],
  ])('%s', (_, over, expected) => {
    expect(gist(planSignOff({ ...facts, ...over }))).toBe(expected);
  });
});
