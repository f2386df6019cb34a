import type { Issue, Pull } from '../github/state.ts';
import type { Commit } from './history.ts';
import type { Login } from './people.ts';
import { type Happening, time, type World } from './world.ts';

/** An issue, or the issue's side of a PR. Labels and the milestone are the author's, set at its opening. */
export interface Words {
  readonly number: number;
  readonly title: string;
  readonly by: Login;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly milestone?: string;
}

/** Opens it in the world's state. Its timeline begins as GitHub's does: commits, then labels and milestone. */
export function openIssue(
  world: World,
  words: Words,
  at: string,
  pull: Pull | null = null,
  commits: readonly Commit[] = [],
): Issue {
  const { number, title, by } = words;
  const issue: Issue = {
    id: world.id(),
    number,
    title,
    body: words.body ?? null,
    author: by,
    state: 'open',
    stateReason: null,
    labels: [...(words.labels ?? [])],
    milestone: words.milestone === undefined ? null : milestoneNumber(world, words.milestone),
    assignees: [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    comments: [],
    timeline: [],
    pull,
  };
  world.state.issues.push(issue);
  for (const made of commits)
    world.happened(issue, { kind: 'committed', sha: made.mark, at: made.committer.at });
  for (const label of issue.labels) world.happened(issue, { kind: 'labeled', actor: by, label, at });
  if (words.milestone !== undefined)
    world.happened(issue, { kind: 'milestoned', actor: by, milestone: words.milestone, at });
  return issue;
}

function milestoneNumber(world: World, title: string): number {
  const milestone = world.state.milestones.find((known) => known.title === title);
  if (milestone === undefined) throw new Error(`the story has no milestone ${title}`);
  return milestone.number;
}

/** An issue, opened on one day and perhaps closed on another by somebody. */
export function issue(words: Words, day: string, end?: { day: string; by: Login }): Happening[] {
  const open: Happening = { at: time(day), play: (world) => void openIssue(world, words, time(day)) };
  if (end === undefined) return [open];
  const { by } = end;
  const at = time(end.day);
  return [open, { at, play: (world) => world.close(world.issue(words.number), by, at) }];
}
