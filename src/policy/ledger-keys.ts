import { fingerprintOf, isPublicKey } from '../domain/ledger-keys.ts';
import { list, valueAt } from './data.ts';
import type { Complaint } from './problem.ts';
import type { Remarks } from './references.ts';

/** A signed ledger in which nobody can sign, keys that sign nothing, and one key for two people. */
export function ledgerKeyRemarks(policy: unknown): Remarks {
  const signed = valueAt(policy, ['ledger', 'signed']) === true;
  const keys = list(valueAt(policy, ['ledger', 'keys']));
  const usable = keys.some((key) => valueAt(key, ['until']) === undefined);
  return {
    problems: [...twice(keys), ...(signed && !usable ? [nobodySigns(keys)] : [])],
    warnings: !signed && keys.length > 0 ? [notSigned] : [],
  };
}

const nobodySigns = (keys: readonly unknown[]): Complaint => ({
  path: ['ledger', 'signed'],
  on: 'value',
  message:
    keys.length === 0
      ? '`signed: true` needs `keys`: nobody could put anything on record'
      : '`signed: true` needs a key without `until`: nobody could put anything on record any more',
  hint: 'add, below `ledger`: keys: [{ login: LOGIN, key: "ssh-ed25519 AAAA..." }]',
});

const notSigned: Complaint = {
  path: ['ledger', 'keys'],
  on: 'key',
  message: '`keys` count only with `signed: true`',
};

function twice(keys: readonly unknown[]): Complaint[] {
  const owners = new Map<string, unknown>();
  return keys.flatMap((entry, index): Complaint[] => {
    const [key, login] = [valueAt(entry, ['key']), valueAt(entry, ['login'])];
    if (typeof key !== 'string' || !isPublicKey(key)) return [];
    const fingerprint = fingerprintOf(key);
    if (!owners.has(fingerprint)) {
      owners.set(fingerprint, login);
      return [];
    }
    const owner = owners.get(fingerprint);
    const message =
      owner === login
        ? `this key of \`${String(login)}\` is listed already`
        : `this key is \`${String(owner)}\`'s already: whose entries it signs could not be told`;
    return [{ path: ['ledger', 'keys', index, 'key'], on: 'value', message }];
  });
}
