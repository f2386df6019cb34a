import { describe, expect, test } from 'vitest';
import { found } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import type { LedgerCommit, LedgerFile, LedgerHistory } from '../../../src/domain/ledger-history.ts';
import type { Judgement, Verdict } from '../../../src/domain/verdict.ts';
import { countedRecords, decisionsOf, recordsOver } from '../../../src/plans/ledger/decisions.ts';
import { factsFindings, factsInLedger } from '../../../src/plans/ledger/facts-files.ts';
import { type Again, againFindings } from '../../../src/plans/ledger/judged-again.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { candidateOf, tickOf } from '../../support/records.ts';

const verdict = (over: Partial<Verdict> = {}): Verdict => ({
  ...{ gate: 'qa', kind: 'sign-off', verdict: 'pass', code: 'sign-off.given', message: 'quinn signed off' },
  ...{ evidence: [{ what: 'approved', who: 'quinn', sha: shaOf('c') }], remedy: null, actor: null },
  ...over,
});
const judgement = (over: Partial<Judgement> = {}): Judgement => ({
  ...{ stage: 'promote', sha: shaOf('c'), passed: true, verdicts: [verdict()] },
  ...{ rules: shaOf('1'), facts: shaOf('2') },
  ...over,
});
const decision = { entry: candidateOf('c'), path: '1.8.0/x.json', commit: shaOf('9'), folder: '1.8.0' };
const judged = (...verdicts: Verdict[]): Again => ({ kind: 'judged', verdicts });
const more = { what: 'approved', who: 'rita', sha: shaOf('c') };

describe('a decision that is judged again', () => {
  test.each<[string, Partial<Judgement>, Again, string[]]>([
    ['comes out the same', {}, judged(verdict()), []],
    [
      'has more evidence by now',
      {},
      judged(verdict({ evidence: [...verdict().evidence, more] })),
      ['note judgement.reworded'],
    ],
    ['has other words', {}, judged(verdict({ message: 'signed off' })), ['note judgement.reworded']],
    ['failed', {}, judged(verdict({ verdict: 'fail' })), ['broken judgement.differs']],
    ['has another code', {}, judged(verdict({ code: 'sign-off.stale' })), ['broken judgement.differs']],
    ['has a gate less', { verdicts: [] }, judged(verdict()), ['broken judgement.differs']],
    ['has a gate more', {}, judged(), ['broken judgement.differs']],
    [
      'names somebody else',
      { verdicts: [verdict({ evidence: [more] })] },
      judged(verdict()),
      ['broken judgement.differs'],
    ],
    [
      'says that it passed',
      { verdicts: [verdict({ verdict: 'fail' })] },
      judged(verdict({ verdict: 'fail' })),
      ['broken judgement.differs'],
    ],
    ['has lost its facts', {}, { kind: 'no-facts' }, ['broken judgement.no-facts']],
    ['names other facts', {}, { kind: 'foreign-facts' }, ['broken judgement.differs']],
    ['is of a later rel', {}, { kind: 'unreadable', why: 'of another form' }, ['note facts.unreadable']],
  ])('%s', (_, then, again, told) => {
    const findings = againFindings(decision, judgement(then), again);
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual(told);
    for (const finding of findings)
      expect(finding).toMatchObject({ entry: '1.8.0/x.json', commit: shaOf('9') });
  });
});

/** A ledger of these files, each added by its own commit: `c0`, `c1` and so on. */
function historyOf(...added: readonly [path: string, entry: LedgerEntry][]): LedgerHistory {
  const commits = added.map(([path], at): LedgerCommit => {
    const changes = [{ path, how: 'added' as const, blob: `b${at}`, plain: true }];
    return { sha: `c${at}`, parents: at === 0 ? [] : [`c${at - 1}`], time: 0, changes };
  });
  const files = added.map(([path, entry], at): [string, LedgerFile] => [`b${at}`, found({ entry, path })]);
  return { commits, files: new Map(files) };
}

describe('the record that a decision was judged on', () => {
  const [first, second] = [tickOf('quinn', 'a'), { ...tickOf('rita', 'b'), at: '2026-11-20T11:00:00Z' }];
  const promoted = { ...candidateOf('c'), judgements: [judgement()] };
  const history = historyOf(
    ['1.8.0/1.json', first],
    ['1.9.0/x.json', first],
    ['1.8.0/2.json', second],
    ['1.8.0/3.json', promoted],
  );

  test('is that of its version, as it stood at that time, oldest first', () => {
    expect(decisionsOf(history).map(({ path, folder }) => [path, folder])).toEqual([
      ['1.8.0/3.json', '1.8.0'],
    ]);
    const paths = (tip: string | null) => {
      const read = recordsOver(history)('1.8.0', tip);
      return read.ok ? read.value.map(({ path }) => path) : read.why;
    };
    expect(paths('c2')).toEqual(['1.8.0/2.json', '1.8.0/1.json']);
    expect(paths('c1')).toEqual(['1.8.0/1.json']);
    expect(paths(null)).toEqual([]);
    expect(paths('elsewhere')).toContain('not in it');
  });

  test('is without what did not count then', () => {
    const read = recordsOver(history)('1.8.0', 'c2');
    const standing = read.ok ? read.value : [];
    const changes = { without: ['1.8.0/1.json'], instead: [promoted] };
    expect(countedRecords(standing, changes, () => '1.8.0/3.json')).toEqual([second, promoted]);
  });
});

test('a file of facts is what its name says, and stays', () => {
  const change = (over: object) => ({
    ...{ path: `.facts/1.8.0/${shaOf('1')}.json`, how: 'added' as const, blob: shaOf('1'), plain: true },
    ...over,
  });
  const commit = (...changes: ReturnType<typeof change>[]): LedgerCommit => ({
    ...{ sha: shaOf('9'), parents: [], time: 0, changes },
  });
  const codes = (over: object) => factsFindings(commit(change(over))).map(({ code }) => code);
  expect(codes({})).toEqual([]);
  expect(codes({ blob: shaOf('2') })).toEqual(['facts.changed']);
  expect(codes({ plain: false })).toEqual(['facts.changed']);
  expect(codes({ how: 'changed' })).toEqual(['facts.changed']);
  expect(codes({ how: 'removed' })).toEqual(['facts.removed']);
  expect(codes({ path: '.facts/x.json' })).toEqual(['facts.changed']);
  expect(codes({ path: '1.8.0/x.json' })).toEqual([]);
  expect([...factsInLedger([commit(change({}), change({ blob: shaOf('2') }))])]).toEqual([shaOf('1')]);
});
