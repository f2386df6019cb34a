import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import type { LedgerChange, LedgerCommit, LedgerFile } from '../../../src/domain/ledger-history.ts';
import { inOrder } from '../../../src/plans/ledger/in-order.ts';
import { rewriteFindings } from '../../../src/plans/ledger/rewrite.ts';
import { type VerifyFacts, verifyLedger } from '../../../src/plans/ledger/verify.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { refsOf } from '../../support/plan-facts.ts';

const ten = Date.parse('2026-11-21T10:00:00.000Z');

/** The nth entry, a minute after the one before: a candidate on commit `n`. */
function entry(nth: number, over: Partial<LedgerEntry> = {}): LedgerEntry {
  const at = new Date(ten + nth * 60_000).toISOString();
  const actor = { login: 'rita', source: 'github' as const };
  const base = { rel: 1 as const, id: `id${nth}`, at, actor, version: '1.8.0', judgements: [] };
  const body = { kind: 'candidate', branch: 'rc/1.8.0', sha: shaOf(String(nth)), tag: `v1.8.0-rc.${nth}` };
  return { ...base, ...body, ...over } as LedgerEntry;
}

const added = (nth: number, more: Partial<LedgerChange> = {}): LedgerChange => ({
  ...{ path: `1.8.0/${nth}.json`, how: 'added', blob: shaOf(String(nth)), plain: true },
  ...more,
});

function commit(
  nth: number,
  changes: readonly LedgerChange[],
  more: Partial<LedgerCommit> = {},
): LedgerCommit {
  const parents = nth === 1 ? [] : [`c${nth - 1}`];
  return { sha: `c${nth}`, parents, time: ten / 1000 + nth * 60, changes, ...more };
}

/** Three entries, each by its own commit, with the third commit as it is given. */
function facts(third: LedgerCommit = commit(3, [added(3)]), file?: LedgerFile): VerifyFacts {
  const files = new Map<string, LedgerFile>(
    [1, 2, 3].map((nth) => [shaOf(String(nth)), found({ entry: entry(nth), path: `1.8.0/${nth}.json` })]),
  );
  if (file !== undefined) files.set(shaOf('3'), file);
  const commits = [commit(1, [added(1)]), commit(2, [added(2)]), third];
  return { commits, files, rewrite: null, refs: null };
}

describe('a ledger', () => {
  test('that has grown an entry a commit is whole', () => {
    expect(verifyLedger(facts())).toEqual([]);
  });

  const late = found({ entry: entry(3, { at: entry(1).at }), path: '1.8.0/3.json' });
  const cases: [string, VerifyFacts, string[]][] = [
    ['a merge', facts(commit(3, [], { parents: ['c2', 'x'] })), ['commit.merge']],
    ['a second beginning', facts(commit(3, [added(3)], { parents: [] })), ['commit.root']],
    ['a commit without an entry', facts(commit(3, [])), ['commit.no-entry']],
    [
      'two files at once',
      facts(commit(3, [added(3), added(3, { path: 'x' })])),
      ['commit.several', 'entry.misplaced'],
    ],
    [
      'an entry changed on the way',
      facts(commit(3, [added(3), added(1, { how: 'changed' })])),
      ['entry.changed'],
    ],
    [
      'an entry removed',
      facts(commit(3, [added(1, { how: 'removed' })])),
      ['commit.no-entry', 'entry.removed'],
    ],
    ['no entry in it', facts(undefined, unreadable('tag: missing')), ['entry.invalid']],
    ['a link', facts(commit(3, [added(3, { plain: false })])), ['entry.invalid']],
    ['a wrong place', facts(commit(3, [added(3, { path: '1.9.0/3.json' })])), ['entry.misplaced']],
    [
      'a time that is not the commit’s',
      facts(commit(3, [added(3)], { time: ten / 1000 + 9999 })),
      ['entry.time'],
    ],
    ['a late entry', facts(commit(3, [added(3)], { time: ten / 1000 + 60 }), late), ['entry.late']],
  ];
  test.each(cases)('tells %s', (_, given, codes) => {
    const findings = verifyLedger(given);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    for (const finding of findings) {
      expect(finding.commit).toBe('c3');
      expect(finding.level).toBe(finding.code === 'entry.late' ? 'note' : 'broken');
    }
  });

  test('tells tags that moved, and those that are gone', () => {
    const release = found({
      entry: entry(3, { kind: 'promote', tag: 'v1.8.0', candidate: 'x', main: shaOf('9') }),
      path: '1.8.0/3.json',
    });
    const refs = refsOf({ 'tags/v1.8.0-rc.1': 'f' });
    const findings = verifyLedger({ ...facts(undefined, release), refs });
    expect(findings.map(({ code, level, commit: at }) => [code, level, at])).toEqual([
      ['tag.moved', 'broken', 'c1'],
      ['tag.gone', 'note', 'c2'],
      ['tag.gone', 'broken', 'c3'],
    ]);
    const right = { 'tags/v1.8.0-rc.1': ['e', '1'], 'tags/v1.8.0-rc.2': '2', 'tags/v1.8.0': '3' } as const;
    expect(verifyLedger({ ...facts(undefined, release), refs: refsOf(right) })).toEqual([]);
  });
});

describe('a rewritten ledger', () => {
  const lost = [1, 2, 3, 4].map((nth) => commit(nth, [added(nth)]));
  const again = (...entries: LedgerChange[]) => entries.map((change, at) => commit(at + 10, [change]));
  test.each<[string, LedgerCommit[] | null, LedgerCommit[], string[]]>([
    ['cut off', lost, [], ['entry.removed 1', 'entry.removed 2', 'entry.removed 3', 'entry.removed 4']],
    ['without one', lost, again(added(1), added(3), added(4)), ['entry.removed 2']],
    [
      'with one changed',
      lost,
      again(added(1), added(2, { blob: shaOf('f') }), added(3), added(4)),
      ['entry.changed 2'],
    ],
    ['in another order', lost, again(added(1), added(4), added(2), added(3)), ['entry.reordered 4']],
    [
      'in other commits',
      lost,
      again(added(1), added(2), added(3), added(4), added(5)),
      ['ledger.rewritten null'],
    ],
    ['and pruned here', null, again(added(1)), ['ledger.rewritten null']],
  ])('%s', (_, before, gained, told) => {
    const findings = rewriteFindings({ seen: shaOf('a'), lost: before, gained });
    expect(findings.map(({ code, entry: path }) => `${code} ${path?.slice(6, 7) ?? null}`)).toEqual(told);
    expect(findings.every(({ level }) => level === 'broken')).toBe(true);
  });

  test('as few as can be are out of order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50), { maxLength: 9 }), (row) => {
        const places = inOrder(row);
        const kept = row.filter((_, place) => places.has(place));
        expect(kept).toEqual(kept.toSorted((a, b) => a - b));
        let longest = 0;
        for (let mask = 0; mask < 2 ** row.length; mask++) {
          const part = row.filter((_, place) => (mask >> place) & 1);
          if (part.every((n, at) => at === 0 || n > (part[at - 1] ?? 0)))
            longest = Math.max(longest, part.length);
        }
        expect(kept.length).toBe(longest);
      }),
    );
  });
});
