import type { GitHub } from '../github/github.ts';

const reads = ['viewer', 'selectPullRequests', 'pullRequests', 'openIssues', 'checks', 'team'] as const;

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
  return { ...github, ...once };
}
