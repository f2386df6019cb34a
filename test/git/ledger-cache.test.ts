import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { LedgerEntry } from '../../src/domain/ledger.ts';
import { appendToLedger, readLedger } from '../../src/git/ledger.ts';
import { entryForm } from '../../src/git/ledger-cache.ts';
import { openRepository } from '../../src/git/repository.ts';
import { emptyRepository } from '../support/git-history.ts';

const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };
const sha = 'a'.repeat(40);

const judged = (nth: number) =>
  nth % 2 === 0 ? [] : [{ stage: 'cut' as const, sha, passed: nth % 3 === 0, verdicts: [] }];
const entry = (nth: number, version = '1.8.0'): LedgerEntry => ({
  ...{ rel: 1, kind: 'candidate', id: `id${nth}`, at: new Date(nth * 60_000).toISOString(), version },
  ...{
    actor: { login: 'rita', source: 'github' },
    judgements: judged(nth),
    branch: 'rc',
    sha,
    tag: `v${nth}`,
  },
});
const many = (from: number, to: number, version?: string): LedgerEntry[] =>
  Array.from({ length: to - from }, (_, at) => entry(from + at, version));

/** A ledger with 150 entries of 1.8.0 and a few of 1.9.0, and where it is cached. */
async function ledger() {
  const dir = emptyRepository();
  const repo = await openRepository(dir);
  const entries = [...many(0, 150), ...many(150, 155, '1.9.0')];
  const tip = await appendToLedger(repo, { tip: null, entries, committer });
  return { repo, tip, entries, folder: join(dir, '.git/rel/ledger-cache') };
}

describe('the cache of the ledger', () => {
  test('gives what git gives, and keeps only what is worth it', async () => {
    const { repo, tip, entries, folder } = await ledger();
    for (const _ of ['read', 'cached']) expect(await readLedger(repo, tip)).toEqual(entries);
    expect(readdirSync(folder)).toEqual(['1.8.0']);
    expect(await readLedger(repo, tip, '1.8.0')).toEqual(entries.slice(0, 150));
    expect(await readLedger(repo, tip, '1.9.0')).toEqual(entries.slice(150));
  });

  test('takes from the cache what is in it, by the objects, and the rest from git', async () => {
    const { repo, tip, entries, folder } = await ledger();
    await readLedger(repo, tip);
    const file = join(folder, '1.8.0');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"rita"', '"kept"'));
    const more = many(200, 203);
    const grown = await appendToLedger(repo, { tip, entries: more, committer });
    const logins = (await readLedger(repo, grown, '1.8.0')).map(({ actor }) => actor.login);
    expect(logins).toEqual([...entries.slice(0, 150).map(() => 'kept'), 'rita', 'rita', 'rita']);
  });

  test.each([
    ['of another form', 'x\n{}'],
    ['cut off', `${entryForm} 9 20\n{"tree":"`],
  ])('is no cache where it is %s', async (_, text) => {
    const { repo, tip, entries, folder } = await ledger();
    await readLedger(repo, tip);
    writeFileSync(join(folder, '1.8.0'), text);
    expect(await readLedger(repo, tip)).toEqual(entries);
    expect(readFileSync(join(folder, '1.8.0'), 'utf8')).not.toBe(text);
  });

  test('never writes elsewhere, whatever a folder of the ledger is called', async () => {
    const { repo, folder } = await ledger();
    const tip = await appendToLedger(repo, {
      tip: null,
      entries: many(0, 120, `${'x'.repeat(200)}/y`),
      committer,
    });
    expect(await readLedger(repo, tip)).toHaveLength(120);
    expect(existsSync(folder)).toBe(false);
  });

  test('is of the form that entries have: where this fails, give `entryForm` this value', () => {
    const schema = JSON.stringify(z.toJSONSchema(LedgerEntry));
    expect(entryForm).toBe(createHash('sha256').update(schema).digest('hex').slice(0, 16));
  });
});
