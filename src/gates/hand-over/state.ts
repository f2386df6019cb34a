import type { GateFacts } from '../../domain/facts.ts';
import type { HandOverPoint } from '../../domain/hand-over.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { holds } from '../roles.ts';

export type HandOver = Extract<LedgerEntry, { kind: 'hand-over' }>;

/** How a point stands with the commit under judgement. A closed union; only `accepted` lets it through. */
export type HandOverState =
  | { readonly state: 'accepted' | 'given' | 'declined'; readonly by: HandOver }
  /** Said by somebody who does not hold the role that says it. */
  | { readonly state: 'wrong-person'; readonly by: HandOver }
  /** Said of another commit of the version. */
  | { readonly state: 'stale'; readonly by: HandOver }
  | { readonly state: 'open' }
  | { readonly state: 'unknown'; readonly why: string; readonly permission?: string };

/**
 * How a point stands: what was given counts by somebody who holds the role that gives, and after that the last word of
 * those who hold the role that takes. What they have accepted is not given anew by anybody. `records` is oldest first.
 */
export function handOverState(
  point: HandOverPoint,
  records: readonly LedgerEntry[],
  facts: GateFacts,
): HandOverState {
  const all = records.flatMap((entry) =>
    entry.kind === 'hand-over' && entry.point === point.id ? [entry] : [],
  );
  const here = all.filter(({ sha }) => sha === facts.subject.sha);
  let standing: HandOverState = { state: 'open' };
  let stranger: HandOver | null = null;
  for (const by of here) {
    const held = heldBy(by, point, facts);
    if (held.holds === 'unknown') return { ...held, state: 'unknown' };
    if (held.holds === 'no') stranger = by;
    else if (follows(standing, by)) standing = { state: by.decision, by };
  }
  if (standing.state !== 'open') return standing;
  if (stranger !== null) return { state: 'wrong-person', by: stranger };
  const other = all.findLast(({ sha }) => sha !== facts.subject.sha);
  return other === undefined ? standing : { state: 'stale', by: other };
}

const heldBy = ({ actor, decision }: HandOver, { from, to }: HandOverPoint, { policy, teams }: GateFacts) =>
  holds(actor.login, decision === 'given' ? from : to, policy, teams);

/** Nobody takes what was not given, and what was taken is not given again. */
const follows = ({ state }: HandOverState, { decision }: HandOver): boolean =>
  decision === 'given' ? state !== 'accepted' : state !== 'open';
