import { found, type Read, unreadable } from '../domain/errors.ts';
import type { Ticket } from '../domain/ticket.ts';
import { askAliased } from './aliased.ts';
import type { Line } from './ask.ts';
import { hasHoles, loginOf, present } from './map.ts';
import { sameName } from './milestones.ts';
import { isWholeList } from './pages.ts';
import {
  type ClosingIssues,
  closingIssuesByNumber,
  type TicketAnswer,
  ticketsById,
  type WithTickets,
} from './queries/tickets.ts';

/** Both questions ask little of each thing, so that they go many at a time. */
const atOnce = 100;

/** See `GitHub.tickets`. */
export async function readTickets(
  line: Line,
  numbers: readonly number[],
): Promise<Map<number, Read<readonly Ticket[]>>> {
  const read = new Map<number, Read<readonly Ticket[]>>();
  for (const number of numbers) {
    const known = line.tickets?.get(number);
    if (known !== undefined) read.set(number, found(known));
  }
  const others = numbers.filter((number) => !read.has(number));
  return others.length === 0 ? read : new Map([...read, ...(await askTickets(line, others))]);
}

async function askTickets(
  line: Line,
  numbers: readonly number[],
): Promise<Map<number, Read<readonly Ticket[]>>> {
  const closing = await askAliased<number, ClosingIssues>(line, numbers, {
    fields: closingIssuesByNumber,
    what: (n) => `read which issues pull request ${n} closes`,
    needs: 'pull requests: read and issues: read',
    missing: (n) => unreadable(`GitHub knows no pull request ${n}`),
    atOnce,
  });
  const idsOf = new Map([...closing].map(([n, read]) => [n, read.ok ? ids(n, read.value) : read]));
  const all = [...idsOf.values()].flatMap((read) => (read.ok ? read.value : []));
  const tickets = await readIssues(line, all);
  return new Map([...idsOf].map(([n, read]) => [n, read.ok ? allOf(read.value, tickets) : read]));
}

/** Keeps the issues that a PR closes, as they were read with it, where that is all of them. */
export function keepTickets(
  line: Line,
  number: number,
  { closingIssuesReferences: page }: WithTickets,
): void {
  const nodes = page === undefined || page === null || !isWholeList(page) ? null : present(page.nodes);
  if (nodes !== null)
    line.tickets?.set(
      number,
      nodes.map((issue) => toTicket(line, issue)),
    );
}

function ids(number: number, { closingIssuesReferences: page }: ClosingIssues): Read<readonly string[]> {
  if (page === null || !isWholeList(page)) {
    return unreadable(`GitHub did not give all issues that pull request ${number} closes`);
  }
  return found(present(page.nodes).map(({ id }) => id));
}

function allOf(ids: readonly string[], tickets: ReadonlyMap<string, Read<Ticket>>): Read<readonly Ticket[]> {
  const read: Ticket[] = [];
  for (const id of ids) {
    const ticket = tickets.get(id) ?? unreadable('an issue was not read');
    if (!ticket.ok) return ticket;
    read.push(ticket.value);
  }
  return found(read);
}

async function readIssues(line: Line, all: readonly string[]): Promise<Map<string, Read<Ticket>>> {
  const answers = await askAliased<string, Partial<TicketAnswer>>(line, all, {
    fields: ticketsById,
    what: () => 'read the issues that are closed',
    needs: 'issues: read',
    missing: () => gone,
    atOnce,
  });
  const toRead = (node: Partial<TicketAnswer>) => (isIssue(node) ? found(toTicket(line, node)) : gone);
  return new Map([...answers].map(([id, read]) => [id, read.ok ? toRead(read.value) : read]));
}

const gone = unreadable('GitHub no longer shows an issue that is closed by a pull request');

const isIssue = (node: Partial<TicketAnswer>): node is TicketAnswer => node.number !== undefined;

function toTicket(line: Line, issue: TicketAnswer): Ticket {
  const { nameWithOwner } = issue.repository;
  const isOwn = sameName(nameWithOwner, `${line.owner}/${line.name}`);
  const { nodes, pageInfo } = issue.timelineItems;
  return {
    name: `${isOwn ? '' : nameWithOwner}#${issue.number}`,
    title: issue.title,
    url: issue.url,
    body: issue.body,
    milestone: issue.milestone?.title ?? null,
    history: present(nodes).map(({ __typename, label, actor, createdAt }) => ({
      kind: __typename === 'LabeledEvent' ? 'labeled' : 'unlabeled',
      label: label.name,
      actor: loginOf(actor),
      at: createdAt,
    })),
    historyComplete: !pageInfo.hasPreviousPage && !hasHoles(nodes),
  };
}
