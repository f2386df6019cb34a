import { describe, expect, test } from 'vitest';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { documentRoles, type EvidenceBody, planRecord } from '../../../src/plans/records/record.ts';
import { policyOf, shaOf } from '../../support/gate-facts.ts';
import { basis, gist, policy, stepsOf } from '../../support/plan-facts.ts';
import { suiteOf } from '../../support/records.ts';

const sha = shaOf('c');
const bodies: Record<string, EvidenceBody> = {
  'test-results': { kind: 'test-results', sha, suites: [suiteOf('s')], failures: [], passed: [] },
  document: { kind: 'document', sha, name: 'notes', text: 'all' },
  incident: { kind: 'incident', incident: 'INC-1', title: 'Paid twice' },
  snapshot: { kind: 'snapshot', sha, name: 'db' },
  deployment: { kind: 'deployment', sha, environment: 'production', state: 'healthy' },
};
const plan = (evidence: EvidenceBody, records: readonly LedgerEntry[] = []) =>
  planRecord({ ...basis, policy, version: '1.8.0', evidence, records, by: null });
function entryOf(evidence: EvidenceBody): LedgerEntry {
  const [push] = stepsOf(plan(evidence));
  const [entry] = push?.kind === 'push' ? push.ledger.entries : [];
  if (entry === undefined) throw new Error('nothing was planned');
  return { ...entry, id: 'before', at: '2026-01-01T00:00:00.000Z' };
}

describe('putting evidence on record', () => {
  test.each(Object.entries(bodies))('%s is one entry; the same again is nothing to do', (_, body) => {
    expect(entryOf(body)).toMatchObject({ ...body, version: '1.8.0', actor: { login: 'rita' } });
    expect(gist(plan(body, [entryOf(body)]))).toBe('nothing');
    const others = Object.values(bodies).filter((other) => other.kind !== body.kind);
    expect(gist(plan(body, others.map(entryOf)))).toBe('push');
  });

  test('a document that a role records is refused to everybody else, and theirs is not the same again', () => {
    const rules = policyOf(`
version: 1
roles: { pdm: { users: [paula] }, rte: { users: [rita] } }
gates:
  promote:
    - { id: notes, kind: document, name: notes, recordedBy: pdm }
    - { id: plan, kind: document, name: plan }
`);
    expect([documentRoles(rules, 'notes'), documentRoles(rules, 'plan')]).toEqual([['pdm'], []]);
    const body = bodies.document as EvidenceBody;
    const as = (holds: Read<boolean>, records: readonly LedgerEntry[] = []) =>
      planRecord({
        ...basis,
        policy: rules,
        version: '1.8.0',
        evidence: body,
        records,
        by: { roles: ['pdm'], holds },
      });
    expect(as(found(false))).toMatchObject({
      trouble: {
        code: 'role-not-held',
        message:
          'the document notes is recorded by pdm, and rita does not hold that role; nothing was recorded',
        why: 'it is held by paula',
      },
    });
    expect(as(unreadable('403'))).toMatchObject({ trouble: { code: 'github-refused' } });
    const others = { ...entryOf(body), actor: { login: 'omar', source: 'github' } } as LedgerEntry;
    expect([gist(as(found(true), [others])), gist(as(found(true), [entryOf(body)]))]).toEqual([
      'push',
      'nothing',
    ]);
  });

  test('what is said of the same thing since then makes it news again', () => {
    const failed: EvidenceBody = { kind: 'deployment', sha, environment: 'production', state: 'failed' };
    const healthy = bodies.deployment as EvidenceBody;
    expect(gist(plan(healthy, [entryOf(healthy), entryOf(failed)]))).toBe('push');
    expect(gist(plan({ ...failed, environment: 'staging' }, [entryOf(failed)]))).toBe('push');
  });
});
