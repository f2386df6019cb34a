import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { appendToLedger, ledgerHolds, parseLedgerFiles, readLedger } from '../../src/git/ledger.ts';
import { newObject, storeObjects } from '../../src/git/pack.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, emptyRepository, git } from '../support/git-history.ts';

const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };
const sha = 'a'.repeat(40);

function entry(id: string, at: string, version = '1.8.0'): LedgerEntry {
  const actor = { login: 'rita', source: 'github' as const };
  return {
    rel: 1,
    kind: 'candidate',
    id,
    at,
    actor,
    version,
    judgements: [],
    branch: 'rc/1.8.0',
    sha,
    tag: `v-${id}`,
  };
}
const [first, second] = [entry('1a', '2026-11-21T10:00:00Z'), entry('2b', '2026-11-21T11:00:00Z')];
const other = entry('3c', '2026-11-20T09:00:00Z', 'scp/2.0.0');

describe('the ledger', () => {
  test('gives back what was appended, oldest first, whole or by version', async () => {
    const repo = await openRepository(emptyRepository());
    const one = await appendToLedger(repo, { tip: null, entries: [second], committer });
    const two = await appendToLedger(repo, { tip: one, entries: [first, other], committer });
    expect(await readLedger(repo, two)).toEqual([other, first, second]);
    expect(await readLedger(repo, two, '1.8.0')).toEqual([first, second]);
    expect(await readLedger(repo, two, 'scp/2.0.0')).toEqual([other]);
    expect(await readLedger(repo, two, '9.9.9')).toEqual([]);
    expect(await readLedger(repo, null)).toEqual([]);
  });

  test('has no entry of a time that is none: it would be newer than all that come', async () => {
    const repo = await openRepository(emptyRepository());
    const bad = { ...first, at: 'tomorrow' };
    await expect(appendToLedger(repo, { tip: null, entries: [bad], committer })).rejects.toThrow('at');
    const text = JSON.stringify(bad);
    const blob = git(repo.dir, ['hash-object', '-w', '--stdin'], text).trim();
    const [file] = (await parseLedgerFiles(repo, [blob])).values();
    expect(file).toMatchObject({ ok: false, why: expect.stringContaining('at:') });
  });

  test('is a chain of commits, and its entries are plain files', async () => {
    const repo = await openRepository(emptyRepository());
    const tip = await appendToLedger(repo, { tip: null, entries: [first], committer });
    const made = (input: string) => git(repo.dir, ['mktree'], input).trim();
    const [row = ''] = git(repo.dir, ['ls-tree', `${tip}:1.8.0`]).split('\n');
    const inCommit = (folder: string, file: string) =>
      git(repo.dir, ['commit-tree', '-m', 'x', made(`040000 tree ${made(file)}\t${folder}\n`)]).trim();
    const cases = [
      [git(repo.dir, ['rev-parse', `${tip}^{tree}`]).trim(), 'ledger-broken'],
      [inCommit('1.8.0', row.replace('100644', '120000')), 'file-unreadable'],
    ] as const;
    for (const [at, code] of cases) await expect(readLedger(repo, at)).rejects.toMatchObject({ code });
    expect(await readLedger(repo, inCommit('x'.repeat(200_000), row))).toEqual([first]);
  });

  test('keeps the versions of products apart, and from those of none', async () => {
    const repo = await openRepository(emptyRepository());
    const [scp, web] = [
      { ...entry('4d', '2026-11-21T12:00:00Z'), product: 'scp' },
      { ...entry('5e', '2026-11-21T13:00:00Z'), product: 'web' },
    ];
    const odd = entry('6f', '2026-11-21T14:00:00Z', 'scp@1.8.0');
    const tip = await appendToLedger(repo, { tip: null, entries: [first, scp, web, odd], committer });
    expect(await readLedger(repo, tip, '1.8.0')).toEqual([first]);
    expect(await readLedger(repo, tip, '1.8.0', 'scp')).toEqual([scp]);
    expect(await readLedger(repo, tip, '1.8.0', 'web')).toEqual([web]);
    expect(await readLedger(repo, tip, 'scp@1.8.0')).toEqual([odd]);
    expect(await readLedger(repo, tip)).toEqual([first, scp, web, odd]);
    expect(git(repo.dir, ['ls-tree', '--name-only', tip]).split('\n').filter(Boolean)).toEqual([
      '1.8.0',
      'scp%401.8.0',
      'scp@1.8.0',
      'web@1.8.0',
    ]);
  });

  test('has one commit an entry, each with one new file and readable by git alone', async () => {
    const dir = emptyRepository();
    const repo = await openRepository(dir);
    const one = await appendToLedger(repo, { tip: null, entries: [first], committer });
    const tip = await appendToLedger(repo, { tip: one, entries: [second, other], committer });
    const log = git(dir, ['log', '--format=%s', '--name-status', '--reverse', tip])
      .split('\n')
      .filter(Boolean);
    expect(log).toEqual([
      ...['candidate 1.8.0', 'A\t1.8.0/2026-11-21T100000Z-candidate-1a.json'],
      ...['candidate 1.8.0', 'A\t1.8.0/2026-11-21T110000Z-candidate-2b.json'],
      ...['candidate scp/2.0.0', 'A\tscp%2F2.0.0/2026-11-20T090000Z-candidate-3c.json'],
    ]);
    expect(git(dir, ['fsck', '--strict', '--no-dangling'])).toBe('');
    expect(git(dir, ['for-each-ref'])).toBe('');
  });

  test('takes what judgements rest on along with the first entry that names it, and reads past it', async () => {
    const dir = emptyRepository();
    const repo = await openRepository(dir);
    const [rules, facts] = ['rules', 'facts'].map((text) => newObject(repo, 'blob', Buffer.from(text)));
    if (rules === undefined || facts === undefined) throw new Error('no objects');
    await storeObjects(repo, [rules, facts]);
    const judged = { stage: 'candidate' as const, sha, passed: true, verdicts: [] };
    const on = { rules: rules.sha, facts: facts.sha };
    const entries = [
      { ...first, judgements: [{ ...judged, ...on }] },
      { ...second, judgements: [{ ...judged, ...on }] },
      // Git has pruned one of these: what is left says nothing of either.
      { ...other, judgements: [{ ...judged, ...on, facts: sha }] },
    ];
    const tip = await appendToLedger(repo, { tip: null, entries, committer });
    const files = (commit: string) =>
      git(dir, ['show', '--format=', '--name-only', commit]).trim().split('\n');
    expect(files(`${tip}~2`)).toEqual([
      ...[rules.sha, facts.sha].sort().map((object) => `.facts/1.8.0/${object}.json`),
      '1.8.0/2026-11-21T100000Z-candidate-1a.json',
    ]);
    expect([files(`${tip}~1`), files(tip)].map((all) => all.length)).toEqual([1, 1]);
    expect(await readLedger(repo, tip)).toEqual([{ ...other, judgements: [judged] }, ...entries.slice(0, 2)]);
  });

  test('is the same commit for the same input, on another machine too', async () => {
    const write = async () =>
      appendToLedger(await openRepository(emptyRepository()), {
        tip: null,
        entries: [first, other],
        committer,
      });
    expect(await write()).toBe(await write());
  });

  test('knows which entries it holds', async () => {
    const repo = await openRepository(emptyRepository());
    const tip = await appendToLedger(repo, { tip: null, entries: [first], committer });
    expect(await ledgerHolds(repo, tip, first)).toBe(true);
    expect(await ledgerHolds(repo, tip, second)).toBe(false);
    expect(await ledgerHolds(repo, null, first)).toBe(false);
  });

  test('keeps apart what one operation did to two branches of one version', async () => {
    const repo = await openRepository(emptyRepository());
    const pick = (branch: string): LedgerEntry => ({
      ...{ ...first, kind: 'pick', branch, before: sha, after: sha, picks: [] },
    });
    const one = await appendToLedger(repo, { tip: null, entries: [pick('rc/1.8.0')], committer });
    expect(await ledgerHolds(repo, one, pick('hotfix/1.8.0'))).toBe(false);
    const two = await appendToLedger(repo, { tip: one, entries: [pick('hotfix/1.8.0')], committer });
    expect(await readLedger(repo, two)).toHaveLength(2);
  });

  test('appends nothing as nothing', async () => {
    const repo = await openRepository(emptyRepository());
    expect(await appendToLedger(repo, { tip: sha, entries: [], committer })).toBe(sha);
  });

  test.each([
    ['no JSON', 'half', 'the file'],
    ['a field missing', JSON.stringify({ ...first, tag: undefined }), 'tag'],
    ['a kind of the future', JSON.stringify({ ...first, kind: 'flight' }), 'kind'],
  ])('says which entry it cannot read, and why: %s', async (_, text, where) => {
    const dir = emptyRepository();
    const { bad = '' } = buildHistory(dir, [{ name: 'bad', files: { '1.8.0/x.json': text } }]);
    const reading = readLedger(await openRepository(dir), bad);
    await expect(reading).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('1.8.0/x.json'),
      why: expect.stringContaining(where),
    });
  });

  test('cannot be made to write outside its folders', async () => {
    const repo = await openRepository(emptyRepository());
    const climbing = { ...first, version: '..' };
    await expect(appendToLedger(repo, { tip: null, entries: [climbing], committer })).rejects.toThrow(
      'Not a name',
    );
    const tip = await appendToLedger(repo, {
      tip: null,
      entries: [{ ...first, id: '../../x\nM' }],
      committer,
    });
    expect(await readLedger(repo, tip)).toHaveLength(1);
  });
});
