import { type Read, unreadable } from '../domain/errors.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { GitHub } from '../github/github.ts';

const reads = [
  'viewer',
  'selectPullRequests',
  'listPullRequests',
  'pullRequests',
  'openIssues',
  'checks',
  'team',
] as const;

/** The same connection, asking each of these questions once in a run: what is judged twice is judged on one answer. */
export function readOnce(github: GitHub): GitHub {
  const answers = new Map<string, unknown>();
  const once = Object.fromEntries(
    reads.map((name) => [
      name,
      (...args: unknown[]) => {
        const key = JSON.stringify([name, ...args]);
        if (!answers.has(key)) answers.set(key, Reflect.apply(github[name], github, args));
        return answers.get(key);
      },
    ]),
  );
  return { ...github, ...once, tickets: ticketsOnce(github) };
}

const notRead = unreadable('what the pull request closes was not read');

/** The issues of a PR are asked for once, whichever PRs they are asked for with. */
function ticketsOnce(github: GitHub): GitHub['tickets'] {
  const known = new Map<number, Promise<Read<readonly Ticket[]>>>();
  return async (numbers) => {
    const fresh = numbers.filter((number) => !known.has(number));
    if (fresh.length > 0) {
      const asked = github.tickets(fresh);
      for (const number of fresh)
        known.set(
          number,
          asked.then((all) => all.get(number) ?? notRead),
        );
    }
    const read = async (number: number) => [number, (await known.get(number)) ?? notRead] as const;
    return new Map(await Promise.all(numbers.map(read)));
  };
}
