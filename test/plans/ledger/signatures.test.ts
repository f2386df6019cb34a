import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { fingerprintOf } from '../../../src/domain/ledger-keys.ts';
import type { CommitSignature, Discount } from '../../../src/domain/ledger-signature.ts';
import { signatureFindings } from '../../../src/plans/ledger/signature-findings.ts';
import { keyInUse, signatureJudge } from '../../../src/plans/ledger/signatures.ts';
import { shaOf } from '../../support/gate-facts.ts';

// What `ssh-keygen -lf` says of this key was looked up once.
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICIJhv0yzrIlemJa0F3Rh2Moj1wZnZnwhcJk2XKy/zoH quinn@laptop';
const fingerprint = 'SHA256:U6tiFbr35t+kqyEHVYpJrRxROY8rBqdnEe4UyxoEGfU';
const other = 'SHA256:ciUb90MG28WiiHvDIc92oERDQSz11aJxXiSkpyZdYbA';

/** The ledger has the commits 1 to 5. */
const place = (commit: string) => {
  const at = ['1', '2', '3', '4', '5'].indexOf(commit.charAt(0));
  return at === -1 ? undefined : at;
};

const entry: LedgerEntry = {
  ...{ rel: 1, kind: 'tick', id: 'id', at: '2026-11-21T10:00:00.000Z', version: '1.8.0', judgements: [] },
  ...{ actor: { login: 'Quinn', source: 'key' }, gate: 'guide', item: 'backup', done: true },
};
const valid = (by: string): CommitSignature => ({ kind: 'valid', fingerprint: by });

describe('an entry of a signed ledger', () => {
  test.each<[string, CommitSignature, string, string | undefined, Discount['code'] | null]>([
    ['by a listed key of its actor, whatever the case', valid(fingerprint), '3', undefined, null],
    ['without a signature', { kind: 'none' }, '3', undefined, 'signature.missing'],
    ['with a bad one', { kind: 'invalid' }, '3', undefined, 'signature.invalid'],
    ['by another key', valid(other), '3', undefined, 'signature.unknown-key'],
    ['by a key that counts up to it', valid(fingerprint), '3', shaOf('3'), null],
    [
      'by a key that counts up to the one before',
      valid(fingerprint),
      '3',
      shaOf('2'),
      'signature.retired-key',
    ],
    ['by a key whose end is not in the ledger', valid(fingerprint), '3', shaOf('a'), 'signature.retired-key'],
    [
      'that is not in the ledger, by a key with an end',
      valid(fingerprint),
      'b',
      shaOf('4'),
      'signature.retired-key',
    ],
  ])('%s', (_, signature, commit, until, code) => {
    const judge = signatureJudge([{ login: 'quinn', key, ...(until === undefined ? {} : { until }) }], place);
    const added = { path: 'p', blob: shaOf('f'), commit: shaOf(commit) };
    expect(judge(entry, { added, signature })?.code ?? null).toBe(code);
  });

  test('that says somebody else acted, or that no commit added', () => {
    const judge = signatureJudge([{ login: 'rita', key }], place);
    const added = { path: 'p', blob: shaOf('f'), commit: shaOf('1') };
    expect(judge(entry, { added, signature: valid(fingerprint) })).toEqual({
      code: 'signature.wrong-actor',
      why: 'it is signed with a key of rita, and says that Quinn acted',
    });
    expect(judge(entry, { added: null, signature: valid(fingerprint) })?.code).toBe('signature.untraced');
  });

  test('is signed with a key that has no end', () => {
    expect(fingerprintOf(key)).toBe(fingerprint);
    expect(keyInUse([{ login: 'quinn', key }], fingerprint)?.login).toBe('quinn');
    expect(keyInUse([{ login: 'quinn', key, until: shaOf('1') }], fingerprint)).toBeUndefined();
    expect(keyInUse([{ login: 'quinn', key }], other)).toBeUndefined();
  });
});

describe('what rel verify tells of signatures', () => {
  const at = (nth: number, code: Discount['code'] | null) => ({
    ...{ path: `1.8.0/${nth}.json`, blob: shaOf('f'), commit: shaOf(String(nth)) },
    discount: code === null ? null : { code, why: 'why' },
  });
  test('nothing where all count', () => expect(signatureFindings([at(1, null), at(2, null)])).toEqual([]));

  test('what is not signed is no fault before the first that counts, and one after it', () => {
    const findings = signatureFindings([
      at(1, 'signature.missing'),
      at(2, 'signature.unknown-key'),
      at(3, null),
      at(4, 'signature.missing'),
    ]);
    expect(findings.map(({ level, code, entry: path }) => `${level} ${code} ${path}`)).toEqual([
      'note signature.missing 1.8.0/1.json',
      'broken signature.unknown-key 1.8.0/2.json',
      'broken signature.missing 1.8.0/4.json',
    ]);
    expect(findings[0]?.remedy).toContain('rel sign-off');
    expect(findings[2]?.message).toBe('1.8.0/4.json does not count: why');
  });

  test('where none counts yet, the ledger is from before it was signed', () => {
    expect(signatureFindings([at(1, 'signature.missing')])[0]?.level).toBe('note');
  });
});
