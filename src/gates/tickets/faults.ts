import type { Ticket } from '../../domain/ticket.ts';
import { missingHeadings } from '../headings.ts';
import { workflowFault } from './workflow.ts';

/** What can be wrong with a fix and its issue, worst first; only the last is not known to be wrong. */
export const faultWords = ['missing', 'section', 'milestone', 'workflow', 'unreadable'] as const;
export type FaultWord = (typeof faultWords)[number];

export interface Fault {
  readonly word: FaultWord;
  /** A clause that names the fix. */
  readonly words: string;
  readonly remedy: string;
}

/** What the rule asks of an issue. */
export interface Wanted {
  readonly sections: readonly string[];
  readonly milestone?: true | string | undefined;
  readonly labels: readonly string[];
}

/** Everything that an issue lacks; `fix` is the name of what closes it: `#231`. */
export function faultsOf(ticket: Ticket, wanted: Wanted, fix: string): Fault[] {
  const closes = `${fix} closes ${ticket.name}, which`;
  const faults: Fault[] = [];
  const empty = missingHeadings(ticket.body, wanted.sections).map((heading) => `\`${heading}\``);
  if (empty.length > 0) {
    const words = `${closes} has nothing under ${empty.join(', ')}`;
    faults.push({
      word: 'section',
      words,
      remedy: `fill in ${empty.join(', ')} of ${ticket.name}: ${ticket.url}`,
    });
  }
  const { milestone } = wanted;
  if (milestone !== undefined && !isIn(ticket, milestone)) {
    const words =
      ticket.milestone === null
        ? 'is in no milestone'
        : `is in milestone ${ticket.milestone}, not ${milestone}`;
    const which = milestone === true ? 'a milestone' : `milestone ${milestone}`;
    const remedy = `put ${ticket.name} into ${which}, or take the fix out`;
    faults.push({
      word: 'milestone',
      words: `${closes} ${words}`,
      remedy,
    });
  }
  const workflow = workflowFault(ticket, wanted.labels);
  if (workflow !== null) faults.push({ ...workflow, words: `${closes} ${workflow.words}` });
  return faults;
}

/** GitHub compares the titles of milestones without regard to case. */
const isIn = (ticket: Ticket, milestone: true | string): boolean =>
  ticket.milestone !== null &&
  (milestone === true || ticket.milestone.toLowerCase() === milestone.toLowerCase());
