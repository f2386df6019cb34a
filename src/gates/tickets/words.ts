import type { Change } from '../../domain/change.ts';
import { short } from '../../domain/git.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Evidence } from '../../domain/verdict.ts';
import type { Fault } from './faults.ts';

/** A fix and its issue: who moved it last, when, and where to read it. */
export function ticketEvidence(
  { commit, subject, pullRequest: pr }: Change,
  ticket: Ticket | null,
  faults: readonly Fault[],
): Evidence {
  const fix = pr === null ? `${short(commit)} ${subject}` : `#${pr.number} ${pr.title}`;
  if (ticket === null) {
    return {
      what: `${fix}: ${faults[0]?.word === 'missing' ? 'closes no issue' : 'what it closes is not known'}`,
      sha: commit,
      ...(pr === null ? {} : { url: pr.url }),
    };
  }
  const put = ticket.history.filter(({ kind }) => kind === 'labeled');
  const way = put.map(({ label, actor }) => `${label} by ${actor ?? 'nobody known'}`).join(', ');
  const last = put.at(-1);
  return {
    what: `${fix}: closes ${ticket.name} ${ticket.title}${way === '' ? '' : ` (${way})`}`,
    ...(last?.actor == null ? {} : { who: last.actor }),
    ...(last === undefined ? {} : { when: last.at }),
    sha: commit,
    url: ticket.url,
  };
}
