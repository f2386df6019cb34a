import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { found, type Read, unreadable } from '../../src/domain/errors.ts';
import {
  canonicalJson,
  RecordedFacts,
  RecordedRules,
  readRecorded,
  recordedFacts,
  recordedRules,
  restoredFacts,
} from '../../src/domain/recorded-facts.ts';
import { judge } from '../../src/gates/judge.ts';
import { policy, ruleOf } from '../gates/cases/case.ts';
import { tables } from '../gates/cases/index.ts';
import { factsOf, noon } from '../support/gate-facts.ts';

const noRecord = found({ ledger: null, without: [], instead: [] });

function partOf<T>(read: Read<T>): T {
  if (!read.ok) throw new Error(read.why);
  return read.value;
}

describe('facts on record', () => {
  for (const table of tables) {
    test(`give every verdict of ${table.rule.kind} again`, () => {
      for (const [, name, , over, rule] of table.cases) {
        const rules = [ruleOf(table, rule)];
        const facts = factsOf({ policy, teams: { 'acme/qa': found(['tess']) }, ...over });
        const records = facts.records.ok ? noRecord : facts.records;
        const readRules = partOf(readRecorded(RecordedRules, canonicalJson(recordedRules(rules, facts))));
        const readFacts = partOf(readRecorded(RecordedFacts, canonicalJson(recordedFacts(facts, records))));
        const again = restoredFacts(readRules, readFacts, facts.records);
        expect(judge(readRules.rules, again), name).toEqual(judge(rules, facts));
      }
    });
  }

  test('hold the record by reference, and keep why it could not be read', () => {
    const unread = unreadable('the ledger is gone', 'contents: read');
    const kept = recordedFacts(factsOf({ records: unread }), unread);
    expect(RecordedFacts.parse(JSON.parse(canonicalJson(kept))).records).toEqual(unread);
    expect(recordedFacts(factsOf(), noRecord)).toMatchObject({
      now: new Date(noon).toISOString(),
      records: noRecord,
    });
  });

  test.each([
    ['a fact of the future', { flights: {} }],
    ['more of a fact', { subject: { ...factsOf().subject, flight: 'LH 400' } }],
    ['another form', { rel: 2 }],
  ])('of a later rel are not read as if they were known: %s', (_, more) => {
    const later = { ...recordedFacts(factsOf(), noRecord), ...more };
    expect(readRecorded(RecordedFacts, JSON.stringify(later))).toMatchObject({ ok: false });
  });
});

test('the same data is the same text, whatever the order of its fields', () => {
  const data = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(data, (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
