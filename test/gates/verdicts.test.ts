import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gateKinds } from '../../src/gates/registry.ts';
import { verdictsPage } from '../support/verdicts-page.ts';
import { verdictOf, type Word, waivedCase, words } from './cases/case.ts';
import { tables } from './cases/index.ts';

/** What a case may come to; a word that is not here says so itself, and a gone label or account may stop or not. */
const outcomes: Readonly<Record<Word, RegExp>> = {
  pass: /^pass$/,
  fail: /^fail$/,
  unknown: /^unknown$/,
  stale: /^unknown$/,
  waived: /^waived$/,
  'wrong app': /^(fail|unknown)$/,
  'wrong SHA': /^unknown$/,
  'wrong person': /^(fail|unknown)$/,
  gone: /^(pass|fail|unknown)$/,
};

test('every kind has its table', () => {
  expect(tables.map(({ rule }) => rule.kind)).toEqual(gateKinds.map(({ kind }) => kind));
});

describe.each(tables.map((table) => ({ kind: table.rule.kind, table })))('$kind', ({ table }) => {
  const cases = [...table.cases, waivedCase(table)];

  test.each(cases.map((each) => ({ name: `${each[0]}: ${each[1]}`, each })))('$name', ({ each }) => {
    const [word, , expected] = each;
    const { verdict, code } = verdictOf(table, each);
    expect(`${verdict} ${code}`).toBe(expected);
    expect(verdict).toMatch(outcomes[word]);
  });

  test('each word has a case, or a reason why it has none', () => {
    for (const word of words) {
      const has = cases.some((each) => each[0] === word);
      expect([word, has]).toEqual([word, table.none[word] === undefined]);
    }
  });

  test('what stops says what to do, and what passes asks for nothing', () => {
    for (const each of cases) {
      const { verdict, remedy } = verdictOf(table, each);
      expect([each[1], remedy === null]).toEqual([each[1], verdict === 'pass' || verdict === 'waived']);
    }
  });

  test('what could not be read for want of a permission names it', () => {
    for (const each of cases) {
      const [, name, expected, facts] = each;
      const refused = expected.endsWith('.unreadable') && JSON.stringify(facts).includes('"permission"');
      if (refused)
        expect([name, verdictOf(table, each).remedy]).toEqual([
          name,
          expect.stringContaining('permission `'),
        ]);
    }
  });
});

test('docs/verdicts.md has what every gate says in every case', () => {
  const page = join(import.meta.dirname, '../../docs/verdicts.md');
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, verdictsPage(tables));
  expect(readFileSync(page, 'utf8')).toBe(verdictsPage(tables));
});
