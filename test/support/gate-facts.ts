import type { Check, Issue, PullRequest, TimelineItem } from '../../src/domain/change.ts';
import { found } from '../../src/domain/errors.ts';
import type { GateFacts } from '../../src/domain/facts.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { loadPolicy } from '../../src/policy/load.ts';

/** A whole SHA out of one digit or letter: `shaOf('a')`. */
export const shaOf = (digit: string): string => digit.repeat(40);

/** Noon of the day every gate test is judged on. */
export const noon = '2026-11-20T12:00:00Z';

/** The policy of a text; throws, with its problems, where that is none. */
export function policyOf(text: string): Policy {
  const loaded = loadPolicy(text, 'policy');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 1));
  return loaded.policy;
}

/** Facts about which nothing is known yet, at 1.8.0 and `shaOf('c')`. */
export function factsOf(over: Partial<GateFacts> = {}): GateFacts {
  return {
    subject: { stage: 'promote', version: '1.8.0', sha: shaOf('c') },
    policy: policyOf('version: 1'),
    now: Date.parse(noon),
    pullRequests: {},
    checks: {},
    issues: {},
    teams: {},
    commands: {},
    unsynced: {},
    featureBranches: {},
    merges: {},
    files: {},
    changes: found([]),
    contents: {},
    altered: {},
    held: found({}),
    tickets: found({}),
    records: found([]),
    ...over,
  };
}

/** A merged PR by dora with one commit, its head `shaOf('a')`, and nothing on it. */
export function pullRequestOf(over: Partial<PullRequest> = {}): PullRequest {
  return {
    number: 231,
    title: 'Mend the basket',
    url: 'https://github.com/acme/shop/pull/231',
    author: 'dora',
    state: 'MERGED',
    isDraft: false,
    base: 'devel',
    headRef: 'fix/basket',
    headSha: shaOf('a'),
    mergeCommit: shaOf('b'),
    mergedAt: noon,
    commitCount: 1,
    labels: [],
    milestone: null,
    timeline: [{ kind: 'commit', sha: shaOf('a') }],
    timelineComplete: true,
    ...over,
  };
}

/** A green check run `build` of GitHub Actions. */
export function checkOf(over: Partial<Check> = {}): Check {
  return {
    kind: 'check-run',
    name: 'build',
    app: 'github-actions',
    workflow: 'CI',
    completed: true,
    conclusion: 'success',
    startedAt: '2026-11-20T11:00:00Z',
    completedAt: '2026-11-20T11:05:00Z',
    url: 'https://github.com/acme/shop/runs/1',
    ...over,
  };
}

/** An open bug in milestone 1.8.0. */
export function issueOf(over: Partial<Issue> = {}): Issue {
  return {
    number: 12,
    title: 'Basket is empty',
    url: 'https://github.com/acme/shop/issues/12',
    state: 'OPEN',
    labels: ['bug'],
    milestone: '1.8.0',
    author: 'sam',
    assignees: [],
    ...over,
  };
}

/** Timeline items in a few words. */
export const labeled = (label: string, actor: string | null): TimelineItem => ({
  kind: 'labeled',
  label,
  actor,
  at: noon,
});
export const unlabeled = (label: string, actor: string | null): TimelineItem => ({
  kind: 'unlabeled',
  label,
  actor,
  at: noon,
});
export const commit = (digit: string): TimelineItem => ({ kind: 'commit', sha: shaOf(digit) });
export const forcePush = (digit: string | null, before: string | null = null): TimelineItem => ({
  kind: 'force-push',
  before: before === null ? null : shaOf(before),
  after: digit === null ? null : shaOf(digit),
  at: noon,
});
export const baseChanged = (from: string, to: string): TimelineItem => ({
  kind: 'base-changed',
  ...{ from, to, at: noon },
});
export const comment = (line: string, actor: string | null, edited = false): TimelineItem => ({
  kind: 'comment',
  ...{ line, actor, at: noon, edited },
  url: 'https://github.com/acme/shop/pull/231#comment',
});
type ReviewState = Extract<TimelineItem, { kind: 'review' }>['state'];
export const review = (
  state: ReviewState,
  actor: string | null,
  digit: string | null = 'a',
): TimelineItem => ({
  kind: 'review',
  state,
  actor,
  sha: digit === null ? null : shaOf(digit),
  at: noon,
  url: 'https://github.com/acme/shop/pull/231#review',
});
