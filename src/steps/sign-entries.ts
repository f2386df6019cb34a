import { RelError, type Trouble } from '../domain/errors.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { LedgerSigner } from '../git/signing/own-key.ts';
import type { StepContext } from './step.ts';

/**
 * What signs these entries as they are pushed: their commits' parent is known only then. Null where the ledger is not
 * signed; a trouble, and nothing has happened, where it is not the actor who would sign.
 */
export async function entrySigner(
  { ledger }: { readonly ledger: { readonly entries: readonly LedgerEntry[] } },
  { ledgerSigner }: StepContext,
): Promise<LedgerSigner | Trouble | null> {
  const signer = await orTrouble(async () => (await ledgerSigner?.()) ?? null);
  if (signer === null || 'code' in signer) return signer;
  const other = ledger.entries.find(({ actor }) => actor.login.toLowerCase() !== signer.login.toLowerCase());
  if (other === undefined) return signer;
  return {
    code: 'ledger-key',
    message: `the entry is ${other.actor.login}'s, and the key that git signs with is ${signer.login}'s; nothing was changed`,
    remedy: `let ${other.actor.login} do it, or plan it anew as ${signer.login}`,
  };
}

/** What an action gives, or the trouble of a key that does not sign. Any other error is thrown. */
export async function orTrouble<T>(action: () => Promise<T>): Promise<T | Trouble> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof RelError)) throw error;
    if (error.code === 'ledger-key') return error.trouble;
    if (error.code !== 'signing-failed') throw error;
    return {
      code: 'signing-failed',
      message: 'the entry of the ledger could not be signed; nothing was changed',
      why: error.why ?? error.message,
      remedy: "run: git commit-tree -S -m test 'HEAD^{tree}', and when that works the same command again",
    };
  }
}

/** Who signs an entry, for a person who looks at the plan. */
export const signedBy = ({ actor }: LedgerEntry): string =>
  actor.source === 'key' ? `, signed with the key of ${actor.login}` : '';
