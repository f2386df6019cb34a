import type { FixOfClosed } from '../domain/closed-train.ts';
import { short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { clean } from './clean.ts';

/** A train that was given up, on record, with what became of its fixes. */
export function closedWords({ branch, sha, reason, fixes }: Extract<LedgerEntry, { kind: 'close' }>): string {
  const dropped = fixes.filter((fix) => fix.in.length === 0);
  const lost = dropped.length === 0 ? '' : `; dropped: ${dropped.map(nameOfFix).join(', ')}`;
  return `closed ${clean(branch)} at ${short(sha)}: ${clean(reason)}${lost}`;
}

/** `#231`, or the commit of one that is no PR's. */
const nameOfFix = ({ pr, sha }: Pick<FixOfClosed, 'pr' | 'sha'>): string =>
  pr === undefined ? short(sha) : `#${pr}`;
