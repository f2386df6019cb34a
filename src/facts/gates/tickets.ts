import type { Change } from '../../domain/change.ts';
import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { GateFacts } from '../../domain/facts.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { GitHub } from '../../github/github.ts';
import type { World } from '../world.ts';

/** The issues that each change's PR closes, by the PR's URL; GitHub is asked for all of them at once. */
export async function ticketsOf(
  github: GitHub | null,
  changes: readonly Change[],
): Promise<GateFacts['tickets']> {
  if (github === null) return unreadable('this repository is not connected to GitHub');
  const urls = new Map(changes.flatMap(({ pullRequest: pr }) => (pr === null ? [] : [[pr.number, pr.url]])));
  const tickets = await github.tickets([...urls.keys()]);
  const byUrl: Record<string, Read<readonly Ticket[]>> = {};
  for (const [number, url] of urls) byUrl[url] = tickets.get(number) ?? unreadable(`#${number} was not read`);
  return found(byUrl);
}

/** Asks for the issues of all these PRs at once, where each fix is then judged by itself and a gate looks at them. */
export async function readTicketsAhead(
  { github, policy }: Pick<World, 'github' | 'policy'>,
  pullRequests: readonly (number | null)[],
): Promise<void> {
  const numbers = [...new Set(pullRequests.filter((number) => number !== null))];
  if (numbers.length > 1 && policy.gates.pick.some(({ kind }) => kind === 'tickets'))
    await github?.tickets(numbers);
}
