import { RelError } from '../../domain/errors.ts';
import { type LedgerSigner, ownSshKey } from '../../git/signing/own-key.ts';
import { keyInUse } from '../../plans/ledger/signatures.ts';
import type { World } from '../world.ts';

type Ledger = Pick<World, 'repo' | 'policy' | 'source'>;

/**
 * The user's key, and whose it is by the policy; null where the ledger is not signed. The key is not used yet. Throws
 * RelError `ledger-key` where there is none, or the policy does not list it.
 */
export async function ledgerSigner(ledger: Ledger): Promise<LedgerSigner | null> {
  const { signed, keys } = ledger.policy.ledger;
  if (!signed) return null;
  const { fingerprint, sign } = await ownSshKey(ledger.repo);
  const key = keyInUse(keys, fingerprint);
  if (key === undefined) throw notListed(ledger, fingerprint);
  return { login: key.login, sign };
}

function notListed({ policy, source }: Ledger, fingerprint: string): RelError {
  const owners = [...new Set(policy.ledger.keys.flatMap(({ login, until }) => (until ? [] : [login])))];
  return new RelError({
    code: 'ledger-key',
    message: `the policy does not list the key that git signs with here (${fingerprint}); nothing was changed`,
    why: `it lists keys of ${owners.join(', ')} (ledger.keys, ${source.from})`,
    remedy:
      'sign with a key of yours that is listed (git config user.signingKey), or have this one put into ledger.keys by whoever may change the policy',
  });
}
