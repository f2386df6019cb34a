import type { Read } from '../../domain/errors.ts';
import type { GateFacts } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { sameLogin } from '../roles.ts';
import type { Mark } from './marks.ts';

type SignOff = Extract<LedgerEntry, { kind: 'sign-off' }>;

/** A change on its train, and what is known of the sign-offs there. */
export interface OnTrain {
  /** Its commits on the train; never none. */
  readonly commits: readonly Sha[];
  readonly records: Read<readonly LedgerEntry[]>;
  readonly held: GateFacts['held'];
}

/** What the record says of one change in one role. */
export interface SignOffMarks {
  readonly approved: readonly Mark[];
  readonly rejected: readonly Mark[];
  /** The newest sign-off in the role, where no candidate that somebody decided on holds the change; else null. */
  readonly elsewhere: SignOff | null;
}

/**
 * The decisions in a role on candidates that hold every commit of the change: of each person the last one on a
 * candidate, and of the candidates the newest that somebody decided on who counts, since a candidate is rejected to be
 * replaced. What stands on an older one is over. A decision on a commit that cannot be had approves nothing, and
 * rejects where it is its author's last word. Not ok where the record or the history cannot be read.
 *
 * @param counts whether a decision counts: `unknown` where a team could not be read
 */
export function signOffMarks(
  { commits, records, held }: OnTrain,
  role: string,
  counts: (entry: { readonly by: string; readonly approves: boolean }) => 'yes' | 'no' | 'unknown',
): Read<SignOffMarks> {
  if (!records.ok) return records;
  if (!held.ok) return held;
  const all = records.value.flatMap((entry, position) =>
    entry.kind === 'sign-off' && entry.role === role ? [{ entry, position }] : [],
  );
  const holds = (candidate: Sha, commit: Sha): boolean => held.value[candidate]?.includes(commit) === true;
  const lost = lastWords(all, () => true).filter(({ entry }) => held.value[entry.sha] === undefined);
  const here = lastWords(
    all.filter(({ entry }) => commits.every((commit) => holds(entry.sha, commit))),
    (a, b) => a.sha === b.sha,
  );
  const weighed = here.map((each) => {
    const approves = each.entry.decision === 'approved';
    return { ...each, approves, counts: counts({ by: each.entry.actor.login, approves }) };
  });
  // What may not count puts nothing out of force.
  const deciding = weighed.filter((each) => each.counts === 'yes');
  const isOver = ({ entry }: Placed): boolean =>
    deciding.some((other) => other.entry.sha !== entry.sha && holds(other.entry.sha, entry.sha));
  const standing = weighed.filter((each) => !isOver(each));
  return {
    ok: true,
    value: {
      approved: standing.filter(({ approves }) => approves).map(markOf),
      rejected: [...standing, ...lost].filter(({ entry }) => entry.decision === 'rejected').map(markOf),
      elsewhere: here.length > 0 ? null : (all.at(-1)?.entry ?? null),
    },
  };
}

interface Placed {
  readonly entry: SignOff;
  /** Its place in the record. */
  readonly position: number;
}

/** The newest decision of each person, among those that are alike. */
const lastWords = (all: readonly Placed[], alike: (a: SignOff, b: SignOff) => boolean): Placed[] =>
  all.filter(
    ({ entry, position }) =>
      !all.some(
        (later) =>
          later.position > position &&
          alike(later.entry, entry) &&
          sameLogin(later.entry.actor.login, entry.actor.login),
      ),
  );

const markOf = ({ entry: { actor, at, sha, candidate }, position }: Placed): Mark => ({
  ...{ how: 'sign-off', by: actor.login, at, url: null, position },
  on: { sha, candidate },
});
