import type { Ticket } from '../../domain/ticket.ts';
import type { Fault } from './faults.ts';

/** GitHub compares the names of labels without regard to case. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Why an issue did not go through its workflow; null where it did. Its labels were put on in this order, whatever
 * came between, and the last of them that stands (or, where all were taken off, that was put on last) ends the row:
 * one that was sent back is on its way again. What counts is the order of the events, never their dates.
 */
export function workflowFault(ticket: Ticket, row: readonly string[]): Fault | null {
  const last = row.at(-1);
  if (last === undefined) return null;
  const events = ticket.history.filter(({ label }) => row.some((each) => same(each, label)));
  const put = events.filter(({ kind }) => kind === 'labeled').map(({ label }) => label);
  const next = row[stepsOf(put, row)];
  const now = whereItIs(events);
  if (next === undefined && now !== null && same(now, last)) return null;
  if (next !== undefined && !ticket.historyComplete) {
    const words = 'has more label changes than GitHub gave, so that its way is not known';
    return {
      word: 'unreadable',
      words,
      remedy: `look at the history of ${ticket.name} yourself: ${ticket.url}`,
    };
  }
  const way = put.length === 0 ? 'none of its labels was put on' : `it went ${put.join(', ')}`;
  const words =
    next === undefined
      ? `is back at ${now} (${way})`
      : `did not go through ${row.join(', ')}: ${way}, and ${next} is to come`;
  const remedy = `let ${ticket.name} go on: whoever is done with it puts on \`${next ?? last}\``;
  return { word: 'workflow', words, remedy };
}

/** How many labels of the row were put on in its order. */
function stepsOf(put: readonly string[], row: readonly string[]): number {
  let steps = 0;
  for (const label of put) if (same(label, row[steps] ?? '')) steps += 1;
  return steps;
}

function whereItIs(events: Ticket['history']): string | null {
  let standing: string[] = [];
  for (const { kind, label } of events) {
    standing = standing.filter((each) => !same(each, label));
    if (kind === 'labeled') standing.push(label);
  }
  return standing.at(-1) ?? events.findLast(({ kind }) => kind === 'labeled')?.label ?? null;
}
