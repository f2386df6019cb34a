import type { CheckRun } from '../github/state.ts';

/** What the CI of the shop reports for every commit that it sees. */
const ciJobs = ['build', 'unit'] as const;

/**
 * The check runs of one CI run on a commit, in one check suite: `build` and `unit`, by the app `github-actions`. Red
 * means that `unit` failed, `running` that `unit` has not ended. `at` (ISO 8601, UTC) is when it was started; a job
 * takes the minutes of `minutes`.
 */
export function checkRunsOf(
  sha: string,
  at: string,
  ci: 'green' | 'red' | 'running',
  id: () => number,
  { minutes = 4, summary = null }: { minutes?: number; summary?: string | null } = {},
): CheckRun[] {
  const suite = id();
  const ended = new Date(Date.parse(at) + minutes * 60_000).toISOString().replace('.000Z', 'Z');
  return ciJobs.map((name): CheckRun => {
    const word = name === 'unit' ? ci : 'green';
    return {
      id: id(),
      suite,
      sha,
      name,
      app: 'github-actions',
      workflow: 'ci',
      status: word === 'running' ? 'in_progress' : 'completed',
      conclusion: word === 'running' ? null : word === 'red' ? 'failure' : 'success',
      title: word === 'red' ? 'unit tests failed' : null,
      summary: word === 'red' ? summary : null,
      detailsUrl: null,
      externalId: null,
      startedAt: at,
      completedAt: word === 'running' ? null : ended,
    };
  });
}
