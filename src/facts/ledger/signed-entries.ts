import type { Sha } from '../../domain/git.ts';
import type { LedgerHistory } from '../../domain/ledger-history.ts';
import type { LedgerKey } from '../../domain/ledger-keys.ts';
import { readLedgerTrail } from '../../git/ledger-trail.ts';
import type { Repository } from '../../git/repository.ts';
import type { SignedEntry } from '../../plans/ledger/signature-findings.ts';
import { signatureJudge } from '../../plans/ledger/signatures.ts';

/**
 * The entries that `concerns` picks, in the order of the ledger, each with whether it counts by these keys. Every
 * signature is verified anew: nothing is believed that this clone has kept. Throws RelError `signing-failed` where
 * ssh-keygen is not there.
 */
export async function signedEntries(
  repo: Repository,
  { tip, keys }: { readonly tip: Sha | null; readonly keys: readonly LedgerKey[] },
  { files }: Pick<LedgerHistory, 'files'>,
  concerns: (path: string) => boolean,
): Promise<SignedEntry[]> {
  if (tip === null) return [];
  const trail = await readLedgerTrail(repo, tip, true);
  const judge = signatureJudge(keys, (commit) => trail.places.get(commit));
  const added = trail.added.filter(({ path }) => concerns(path));
  const signatures = await trail.signatures(added.map(({ commit }) => commit));
  return added.flatMap((file) => {
    const read = files.get(file.blob);
    if (read?.ok !== true || read.value.path !== file.path) return []; // told of as it is
    const signature = signatures.get(file.commit) ?? { kind: 'none' };
    return [{ ...file, discount: judge(read.value.entry, { added: file, signature }) }];
  });
}
