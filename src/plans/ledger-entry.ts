import type { LedgerEntry } from '../domain/ledger.ts';
import type { Basis } from './planned.ts';

/** The fields that every ledger entry of a plan has. */
export function entryBase(
  basis: Basis,
  version: string,
): Pick<LedgerEntry, 'rel' | 'id' | 'at' | 'actor' | 'version' | 'product' | 'judgements'> {
  const { id, at, actor, product } = basis.stamp;
  const whose = product === undefined ? {} : { product };
  return { rel: 1, id, at, actor, version, ...whose, judgements: [...basis.judgements] };
}
