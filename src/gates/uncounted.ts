import { found } from '../domain/errors.ts';
import type { GateFacts } from '../domain/facts.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Uncounted } from '../domain/ledger-signature.ts';
import { minuteOf } from '../domain/time.ts';
import type { Finding } from '../domain/verdict.ts';

/** Nobody reads more of them in a verdict; `rel log` shows all. */
const mostShown = 3;

/**
 * What stops, with the entries on record that would have made a difference if they counted: somebody who has signed off
 * must not be left wondering. Told by judging again as if each kind of them did, so that no gate has to know of it.
 */
export function withUncounted(
  finding: Finding,
  facts: GateFacts,
  uncounted: readonly Uncounted[],
  judge: (facts: GateFacts) => Finding,
): Finding {
  const { records } = facts;
  const stops = finding.verdict === 'fail' || finding.verdict === 'unknown';
  if (!stops || !records.ok || uncounted.length === 0) return finding;
  const kinds = [...new Set(uncounted.map(({ entry }) => entry.kind))];
  const missed = kinds.flatMap((kind) => {
    const some = uncounted.filter(({ entry }) => entry.kind === kind);
    const all = [...records.value, ...some.map(({ entry }) => entry)].sort(inTime);
    const other = judge({ ...facts, records: found(all) });
    return other.verdict === finding.verdict && other.message === finding.message ? [] : some;
  });
  if (missed.length === 0) return finding;
  const shown = missed.slice(-mostShown).reverse().map(words);
  const more = missed.length > mostShown ? [`${missed.length - mostShown} more`] : [];
  return {
    ...finding,
    message: `${finding.message}; on record, but not counted: ${[...shown, ...more].join('; ')}`,
  };
}

const words = ({ entry: { kind, at, actor }, why }: Uncounted): string =>
  `${kind} by ${actor.login} of ${minuteOf(at)} (${why})`;

const inTime = (one: LedgerEntry, other: LedgerEntry): number =>
  one.at < other.at ? -1 : one.at > other.at ? 1 : 0;
