import { isInFacts } from '../../domain/facts-path.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerCommit, LedgerHistory, LedgerRewrite } from '../../domain/ledger-history.ts';
import { GitFailure } from '../../git/failure.ts';
import { parseLedgerFiles } from '../../git/ledger.ts';
import { readLedgerChain } from '../../git/ledger-chain.ts';
import { objectsExist } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';

/** The whole ledger as it came about, with what its files say. `tip` null: there is none. */
export async function ledgerHistory(repo: Repository, tip: Sha | null): Promise<LedgerHistory> {
  if (tip === null) return { commits: [], files: new Map() };
  const commits = await readLedgerChain(repo, tip);
  const added = commits.flatMap(({ changes }) =>
    changes.filter(({ how, path }) => how !== 'removed' && !isInFacts(path)),
  );
  const files = await parseLedgerFiles(
    repo,
    added.map(({ blob }) => blob),
  );
  return { commits, files };
}

/** What a rewritten ledger lost and gained against what was seen. `tip` null: the remote has none any more. */
export async function ledgerRewrite(repo: Repository, seen: Sha, tip: Sha | null): Promise<LedgerRewrite> {
  const here = (await objectsExist(repo, [seen])).has(seen);
  if (!here) return { seen, lost: null, gained: tip === null ? [] : await readLedgerChain(repo, tip) };
  const gained = tip === null ? [] : await readLedgerChain(repo, tip, [seen]);
  return { seen, lost: await lostSince(repo, seen, tip), gained };
}

/** Null where git has pruned a part of it: nothing refers to what the remote forgot. */
async function lostSince(repo: Repository, seen: Sha, tip: Sha | null): Promise<LedgerCommit[] | null> {
  try {
    return await readLedgerChain(repo, seen, tip === null ? [] : [tip]);
  } catch (error) {
    if (error instanceof GitFailure) return null;
    throw error;
  }
}
