import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { GateRule } from '../../src/domain/policy.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { factsOf, policyOf, shaOf } from '../support/gate-facts.ts';
import { candidateOf, documentOf, incidentOf, pickOf, runOf, suiteOf } from '../support/records.ts';

const base = { id: 'it', waivableBy: [] };

function verdictOn(
  rule: GateRule,
  records: readonly LedgerEntry[],
  over: Parameters<typeof factsOf>[0] = {},
) {
  const [verdict] = judge([rule], factsOf({ records: found(records), ...over }));
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

describe('test-results', () => {
  const rule = { ...base, kind: 'test-results', suites: ['regression'] };
  const failing = (name: string, ...failures: string[]) =>
    runOf({ suites: [suiteOf(name, 3, failures.length)], failures });
  const both = runOf({ suites: [suiteOf('sanity', 5, 1), suiteOf('regression')], failures: ['sanity > a'] });

  test.each<[string, LedgerEntry[], object, string, string]>([
    ['green', [runOf()], {}, 'pass', 'passed'],
    ['another suite of the run is red', [both], {}, 'pass', 'passed'],
    ['nothing on record', [], {}, 'unknown', 'missing'],
    ['another suite', [runOf({ suites: [suiteOf('sanity')] })], {}, 'unknown', 'missing'],
    ['one of two suites', [runOf()], { suites: ['regression', 'sanity'] }, 'unknown', 'missing'],
    ['another commit', [runOf({ sha: shaOf('a') })], {}, 'unknown', 'stale'],
    ['one failure', [failing('regression', 'cart > empty')], {}, 'fail', 'failed'],
    [
      'a known failure',
      [failing('regression', 'cart > empty')],
      { knownFailures: ['cart > empty'] },
      'pass',
      'passed',
    ],
    [
      'one more',
      [failing('regression', 'cart > empty', 'b')],
      { knownFailures: ['cart > empty'] },
      'fail',
      'failed',
    ],
    [
      'a failure without a name',
      [runOf({ suites: [suiteOf('regression', 3, 1)] })],
      { knownFailures: ['x'] },
      'fail',
      'failed',
    ],
    ['red, then green', [failing('regression', 'a'), runOf()], {}, 'pass', 'passed'],
    ['green, then red', [runOf(), failing('regression', 'a')], {}, 'fail', 'failed'],
    ['enough tests', [runOf()], { minTests: 2 }, 'pass', 'passed'],
    ['too few', [runOf()], { minTests: 3 }, 'fail', 'too-few'],
    [
      'skipped ones do not count',
      [runOf({ suites: [suiteOf('regression', 9, 0, 9)] })],
      {},
      'fail',
      'too-few',
    ],
    ['young enough', [runOf({ at: '2026-11-19T12:00:00Z' })], { maxAge: '24h' }, 'pass', 'passed'],
    ['too old', [runOf({ at: '2026-11-19T11:59:00Z' })], { maxAge: '24h' }, 'unknown', 'old'],
  ])('%s', (_, records, over, verdict, code) => {
    expect(verdictOn({ ...rule, ...over }, records)).toMatchObject({ verdict, code: `test-results.${code}` });
  });

  test('says what failed, who recorded it, and the command that puts it right', () => {
    const failed = verdictOn(rule, [failing('regression', 'a', 'b', 'c', 'd')]);
    expect(failed).toMatchObject({
      message: 'regression: 4 failed: a, b, c, ...',
      evidence: [{ who: 'quinn', sha: shaOf('c') }],
    });
    expect(verdictOn(rule, []).remedy).toContain('rel record test-results FILE 1.8.0 --suite regression');
  });
});

describe('incidents', () => {
  const rule = { ...base, kind: 'incidents' };
  const passed = (name: string, sha = 'c') => runOf({ passed: [name], sha: shaOf(sha) });
  const inc = incidentOf('INC-1', 'charges once');

  test.each<[string, LedgerEntry[], string, string]>([
    ['none', [], 'pass', 'covered'],
    ['one with its test', [inc, passed('pay > charges once')], 'pass', 'covered'],
    ['one without a test', [incidentOf('INC-1')], 'fail', 'no-test'],
    ['a test that is linked later', [incidentOf('INC-1'), inc, passed('charges once')], 'pass', 'covered'],
    ['a test that has not run', [inc, passed('charges twice')], 'unknown', 'untested'],
    ['a test that ran on another commit', [inc, passed('charges once', 'a')], 'unknown', 'untested'],
    ['a test that failed', [inc, runOf({ failures: ['pay > charges once'] })], 'fail', 'failed'],
    [
      'that failed and then passed',
      [inc, runOf({ failures: ['charges once'] }), passed('charges once')],
      'pass',
      'covered',
    ],
    ['one of two', [inc, incidentOf('INC-2'), passed('charges once')], 'fail', 'no-test'],
  ])('%s', (_, records, verdict, code) => {
    expect(verdictOn(rule, records)).toMatchObject({ verdict, code: `incidents.${code}` });
  });
});

describe('focused-regression', () => {
  const rule = { ...base, kind: 'focused-regression' };
  const passed = (...names: string[]) => runOf({ passed: names });

  test.each<[string, LedgerEntry[], string, string]>([
    ['nothing was picked', [candidateOf('a'), candidateOf('c')], 'pass', 'passed'],
    [
      'each fix has its case',
      [candidateOf('a'), pickOf(231, 232), candidateOf('c'), passed('x #231', '#232: y')],
      'pass',
      'passed',
    ],
    [
      'one has none',
      [candidateOf('a'), pickOf(231, 232), candidateOf('c'), passed('#231')],
      'unknown',
      'missing',
    ],
    [
      'a longer number is another one',
      [candidateOf('a'), pickOf(23), candidateOf('c'), passed('#231')],
      'unknown',
      'missing',
    ],
    [
      'a case that failed',
      [candidateOf('a'), pickOf(231), candidateOf('c'), runOf({ failures: ['#231'] })],
      'fail',
      'failed',
    ],
    ['what an earlier candidate had', [pickOf(231), candidateOf('a'), candidateOf('c')], 'pass', 'passed'],
    [
      'results of an earlier commit',
      [candidateOf('a'), pickOf(231), candidateOf('c'), runOf({ passed: ['#231'], sha: shaOf('a') })],
      'unknown',
      'missing',
    ],
    [
      'results of a later candidate',
      [
        candidateOf('a'),
        pickOf(231),
        candidateOf('c'),
        candidateOf('d'),
        runOf({ passed: ['#231'], sha: shaOf('d') }),
      ],
      'pass',
      'passed',
    ],
    [
      'a commit without a PR',
      [candidateOf('a'), pickOf('b'), candidateOf('c'), passed('fix bbbbbbbbbb')],
      'pass',
      'passed',
    ],
    ['before it is a candidate', [candidateOf('a'), pickOf(231)], 'unknown', 'missing'],
  ])('%s', (_, records, verdict, code) => {
    expect(verdictOn(rule, records)).toMatchObject({ verdict, code: `focused-regression.${code}` });
  });
});

describe('document', () => {
  const at = { ...base, kind: 'document', path: 'docs/{version}.md', headings: ['Migration'] };
  const filed = (text: string | null) => ({ files: { [`${shaOf('c')}:docs/1.8.0.md`]: found(text) } });
  const full = '# 1.8.0\n## Migration\nNone.\n';
  const either = { ...at, name: 'notes' };
  const recorded = { ...base, kind: 'document', name: 'notes', headings: ['Migration'] };

  test.each<[string, GateRule, LedgerEntry[], object, string, string]>([
    ['at its path', at, [], filed(full), 'pass', 'there'],
    ['not at its path', at, [], filed(null), 'unknown', 'missing'],
    ['with an empty heading', at, [], filed('## Migration\n\nTODO\n'), 'fail', 'incomplete'],
    ['that could not be read', at, [], {}, 'unknown', 'unreadable'],
    ['on record', recorded, [documentOf('notes', full)], {}, 'pass', 'there'],
    ['on record under another name', recorded, [documentOf('plan', full)], {}, 'unknown', 'missing'],
    [
      'the newest one speaks',
      recorded,
      [documentOf('notes', full), documentOf('notes', '')],
      {},
      'fail',
      'incomplete',
    ],
    ['on record where the path has none', either, [documentOf('notes', full)], filed(null), 'pass', 'there'],
  ])('%s', (_, rule, records, over, verdict, code) => {
    expect(verdictOn(rule, records, over)).toMatchObject({ verdict, code: `document.${code}` });
  });

  test('asks for the file, for the record, or for both', () => {
    const asked = (rule: GateRule) =>
      needsOf([rule], factsOf().subject, policyOf('version: 1')).map((request) => request.kind);
    expect([at, recorded, either].map(asked)).toEqual([['file'], ['records'], ['file', 'records']]);
  });

  test('a record that cannot be read is unknown', () => {
    const [verdict] = judge([recorded], factsOf({ records: unreadable('spoiled') }));
    expect(verdict).toMatchObject({ verdict: 'unknown', code: 'document.unreadable' });
  });
});
