import { short } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { fingerprintOf, type LedgerKey } from '../../domain/ledger-keys.ts';
import type { AddedFile, CommitSignature, Discount } from '../../domain/ledger-signature.ts';

/** Where an entry came from, as far as that can be told. */
export interface Origin {
  /** The commit that added it as it is; null where none did, or nobody can tell. */
  readonly added: AddedFile | null;
  readonly signature: CommitSignature;
}

/** Judges the entries of one ledger by the keys of the policy. */
export type SignatureJudge = (entry: LedgerEntry, origin: Origin) => Discount | null;

/**
 * What decides whether an entry of a signed ledger counts: null, or why it does not. Its commit's signature must be of
 * a key of the policy, and the entry must say that its owner acted.
 *
 * @param place where a commit stands in the ledger, from 0; undefined for one that is not in it. A key with an `until`
 *   counts by place and by no date: whoever holds a key can date what they sign as they like.
 */
export function signatureJudge(
  keys: readonly LedgerKey[],
  place: (commit: string) => number | undefined,
): SignatureJudge {
  const listed = new Map(keys.map((key) => [fingerprintOf(key.key), key]));
  return (entry, { added, signature }) => {
    if (added === null) return untraced;
    if (signature.kind === 'none') return missing;
    if (signature.kind === 'invalid') return invalid;
    const { fingerprint } = signature;
    const key = listed.get(fingerprint);
    if (key === undefined) return unknownKey(fingerprint);
    if (!isInUse(key, place(added.commit), place)) return retired(key);
    return key.login.toLowerCase() === entry.actor.login.toLowerCase() ? null : wrongActor(key, entry);
  };
}

/** The key that may sign now, by its fingerprint; undefined where the policy lists none. */
export const keyInUse = (keys: readonly LedgerKey[], fingerprint: string): LedgerKey | undefined =>
  keys.find((key) => key.until === undefined && fingerprintOf(key.key) === fingerprint);

function isInUse(
  { until }: LedgerKey,
  at: number | undefined,
  place: (commit: string) => number | undefined,
): boolean {
  if (until === undefined) return true;
  const last = place(until);
  return at !== undefined && last !== undefined && at <= last;
}

const untraced: Discount = {
  code: 'signature.untraced',
  why: 'no commit of the ledger added it as it is: it was changed, or came in by a merge',
};

const missing: Discount = { code: 'signature.missing', why: 'it is not signed with an ssh key' };

const invalid: Discount = { code: 'signature.invalid', why: 'its signature is not valid' };

const unknownKey = (fingerprint: string): Discount => ({
  code: 'signature.unknown-key',
  why: `it is signed with a key that the policy does not list (${fingerprint})`,
});

const retired = ({ login, until = '' }: LedgerKey): Discount => ({
  code: 'signature.retired-key',
  why: `it is signed with a key of ${login} that counts for what was on record by ${short(until)} only`,
});

const wrongActor = ({ login }: LedgerKey, { actor }: LedgerEntry): Discount => ({
  code: 'signature.wrong-actor',
  why: `it is signed with a key of ${login}, and says that ${actor.login} acted`,
});
