import type { GateFacts } from '../../domain/facts.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { holds, sameLogin } from '../roles.ts';

export type SignOff = Extract<LedgerEntry, { kind: 'sign-off' }>;

/** How one role stands with the commit under judgement. A closed union; only `given` lets it through. */
export type SignOffState =
  | { readonly state: 'given'; readonly by: SignOff }
  | { readonly state: 'rejected'; readonly by: SignOff }
  /** Somebody signed who does not hold the role. */
  | { readonly state: 'wrong-person'; readonly by: SignOff }
  /** Given for another commit of the version. */
  | { readonly state: 'stale'; readonly by: SignOff }
  /** Given for this commit, but not for that document as it is on record; `since` is null where it is not. */
  | {
      readonly state: 'outdated';
      readonly by: SignOff;
      readonly document: string;
      readonly since: string | null;
    }
  | { readonly state: 'missing' }
  | { readonly state: 'unknown'; readonly why: string; readonly permission?: string };

/**
 * How a role stands with the commit that is judged: the last word of each person counts, and one rejection by
 * somebody who holds the role outweighs every approval. One that was given when one of `documents` was not on record
 * as it is now is about another text. `records` is oldest first.
 */
export function signOffState(
  role: string,
  records: readonly LedgerEntry[],
  { subject, policy, teams }: GateFacts,
  documents: readonly string[] = [],
): SignOffState {
  const given = records.flatMap((entry) => (entry.kind === 'sign-off' && entry.role === role ? [entry] : []));
  const here = lastWords(given.filter((entry) => entry.sha === subject.sha));
  const weighed = here.map((by) => ({ by, held: holds(by.actor.login, role, policy, teams) }));
  const held = weighed.flatMap((each) => (each.held.holds === 'yes' ? [each.by] : []));
  const rejected = held.find((by) => by.decision === 'rejected');
  if (rejected !== undefined) return { state: 'rejected', by: rejected };
  // Somebody who may hold the role may have said no.
  for (const { held: doubt } of weighed) {
    if (doubt.holds !== 'unknown') continue;
    const { why, permission } = doubt;
    return permission === undefined ? { state: 'unknown', why } : { state: 'unknown', why, permission };
  }
  const weighedUp = held.map((by) => outdated(by, records, documents) ?? { state: 'given' as const, by });
  const best = weighedUp.find(({ state }) => state === 'given') ?? weighedUp.at(-1);
  if (best !== undefined) return best;
  const [other] = here;
  if (other !== undefined) return { state: 'wrong-person', by: other };
  const stale = given.at(-1);
  return stale === undefined ? { state: 'missing' } : { state: 'stale', by: stale };
}

/** The first document that is not on record, or not as it was for them; null where there is none. */
function outdated(
  by: SignOff,
  records: readonly LedgerEntry[],
  documents: readonly string[],
): SignOffState | null {
  for (const document of documents) {
    const newest = records.findLast((entry) => entry.kind === 'document' && entry.name === document);
    // By its id, since whoever records a document says when that was.
    if (newest !== undefined && by.documents?.some(({ id }) => id === newest.id)) continue;
    return { state: 'outdated', by, document, since: newest?.at ?? null };
  }
  return null;
}

/** The newest entry of each person. */
const lastWords = (entries: readonly SignOff[]): SignOff[] =>
  entries.filter(
    (entry, at) => !entries.slice(at + 1).some((later) => sameLogin(later.actor.login, entry.actor.login)),
  );
