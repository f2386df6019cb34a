import { isDeepStrictEqual } from 'node:util';
import { found, type Read } from '../../domain/errors.ts';
import { short } from '../../domain/git.ts';
import {
  forgetSeenLedger,
  growsFrom,
  readSeenLedger,
  type SeenLedger,
  writeSeenLedger,
} from '../../git/ledger-seen.ts';
import type { World } from '../world.ts';

/** How the remote's ledger stands to what this clone last saw of it; null of it: this clone never saw any. */
export type LedgerSight =
  | { readonly kind: 'same' | 'grown'; readonly seen: SeenLedger | null }
  | { readonly kind: 'rewritten'; readonly seen: SeenLedger };

type Ledger = Pick<World, 'repo' | 'policy' | 'ledgerTip'>;

/**
 * Compares the remote's ledger with what this clone last saw. Not readable where nobody can tell what that was.
 *
 * @param since when the remote began to be read, in milliseconds since 1970: what another command of this clone has
 *   seen since then is not older than that, and no rewrite
 */
export async function sightOf({ repo, ledgerTip }: Ledger, since: number): Promise<Read<LedgerSight>> {
  const read = readSeenLedger(repo);
  if (!read.ok) return read;
  const seen = read.value;
  if (seen === null) return found({ kind: ledgerTip === null ? 'same' : 'grown', seen });
  if (seen.tip === ledgerTip || seen.at >= since) return found({ kind: 'same', seen });
  return found({ kind: (await growsFrom(repo, seen.tip, ledgerTip)) ? 'grown' : 'rewritten', seen });
}

/** From now on this is what the clone saw last. Throws where its folder cannot be written. */
export function acceptLedger({ repo, policy, ledgerTip }: Ledger): void {
  if (ledgerTip === null) forgetSeenLedger(repo);
  else {
    const { ref, signed, keys } = policy.ledger;
    const signers = signed ? { signers: keys } : {};
    writeSeenLedger(repo, { ref, tip: ledgerTip, at: Date.now(), ...signers });
  }
}

/**
 * What every command does that reads the ledger: what has grown is remembered (with `write`), what was rewritten is
 * not, and is told until somebody accepts it. Answers warnings, a line each.
 */
export async function watchLedger(ledger: Ledger, since: number, write: boolean): Promise<string[]> {
  const sight = await sightOf(ledger, since);
  if (!sight.ok) return [`${sight.why}: rel verify --accept begins anew with the remote's ledger`];
  if (sight.value.kind === 'rewritten') return [rewrittenWarning(ledger, sight.value.seen)];
  if (!write || (sight.value.kind === 'same' && !otherSigners(ledger, sight.value.seen))) return [];
  try {
    acceptLedger(ledger);
    return [];
  } catch (error) {
    return [`what was seen of the ledger could not be written down: ${String(error)}`];
  }
}

/** Whether the policy has other keys by now than those that were written down with this very tip. */
const otherSigners = ({ policy, ledgerTip }: Ledger, seen: SeenLedger | null): boolean =>
  seen?.tip === ledgerTip &&
  !isDeepStrictEqual(seen?.signers, policy.ledger.signed ? policy.ledger.keys : undefined);

function rewrittenWarning({ policy, ledgerTip }: Ledger, seen: SeenLedger): string {
  const what = ledgerTip === null ? 'is gone from the remote' : 'was rewritten on the remote';
  return `the ledger ${policy.ledger.ref} ${what}: ${short(seen.tip)}, which this clone has seen, is not in it; run: rel verify`;
}
