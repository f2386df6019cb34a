import { type Read, unreadable } from '../domain/errors.ts';
import type { GitHub } from '../github/github.ts';

const reads = [
  'viewer',
  'selectPullRequests',
  'listPullRequests',
  'openIssues',
  'checks',
  'team',
  'branchRules',
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
  return {
    ...{ ...github, ...once },
    landedBy: onceEach(github.landedBy, notAnswered),
    pullRequests: onceEach(github.pullRequests, notAnswered),
    tickets: onceEach(github.tickets, notRead),
    openPullRequests: onceEach(github.openPullRequests, notListed),
  };
}

const notRead = unreadable('what the pull request closes was not read');
const notAnswered = unreadable('GitHub gave no answer for it');
const notListed = unreadable('the open pull requests were not listed');

/** The same question about many things, asking about each once, whichever others it is asked for with. */
function onceEach<K, T>(
  ask: (keys: readonly K[]) => Promise<Map<K, Read<T>>>,
  missing: Read<T>,
): (keys: readonly K[]) => Promise<Map<K, Read<T>>> {
  const known = new Map<K, Promise<Read<T>>>();
  return async (keys) => {
    const fresh = keys.filter((key) => !known.has(key));
    if (fresh.length > 0) {
      const asked = ask(fresh);
      for (const key of fresh)
        known.set(
          key,
          asked.then((all) => all.get(key) ?? missing),
        );
    }
    const read = async (key: K) => [key, (await known.get(key)) ?? missing] as const;
    return new Map(await Promise.all(keys.map(read)));
  };
}
