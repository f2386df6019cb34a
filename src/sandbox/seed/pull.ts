import type { Issue, Pull } from '../github/state.ts';
import type { Commit } from './history.ts';
import { openIssue, type Words } from './issue.ts';
import { type Method, mergeAs } from './merge.ts';
import type { Login } from './people.ts';
import type { Edit } from './tree.ts';
import { type Ci, type Happening, stamp, time, type World } from './world.ts';

/** A PR as the story tells it. `base` is devel unless told. */
export interface PullStory extends Words {
  readonly branch: string;
  readonly base?: string;
  readonly draft?: boolean;
}

interface Step {
  readonly day: string;
  play(world: World, story: PullStory, at: string): void;
}

/** What happens to one PR. Its branch forks from the base where the first commit is made. */
export const pull = (story: PullStory, ...steps: readonly Step[]): Happening[] =>
  steps.map(({ day, play }) => ({ at: time(day), play: (world) => play(world, story, time(day)) }));

/** A commit of the PR's author, pushed at once; CI runs on it. */
export const commit = (day: string, message: string, edits: readonly Edit[], ci: Ci = 'green'): Step => ({
  day,
  play(world, story, at) {
    const made = world.pushed.get(story.branch) ?? [];
    const parent = made.at(-1)?.commit ?? world.history.tip(baseOf(story));
    const next = world.history.commit([parent], edits, { message, author: stamp(story.by, at) });
    world.history.move(story.branch, next);
    world.pushed.set(story.branch, [...made, { commit: next, edits }]);
    world.ci(next, at, ci);
    const issue = world.find(story.number);
    if (issue === undefined) return;
    asPull(issue).pull.headSha = next.mark;
    world.history.refs.set(`refs/pull/${story.number}/head`, next);
    world.happened(issue, { kind: 'committed', sha: next.mark, at });
  },
});

/** Opens the PR with the commits pushed so far. */
export const opened = (day: string): Step => ({
  day,
  play(world, story, at) {
    const commits = (world.pushed.get(story.branch) ?? []).map((one) => one.commit);
    const head = world.history.tip(story.branch);
    const base = world.history.tip(baseOf(story));
    openIssue(world, story, at, newPull(story, base, head), commits);
    world.history.refs.set(`refs/pull/${story.number}/head`, head);
  },
});

/** A review of the head as it is then. */
export const reviewed = (
  day: string,
  actor: Login,
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' = 'APPROVED',
  body = '',
): Step => ({
  day,
  play(world, story, at) {
    const issue = asPull(world.issue(story.number));
    const review = world.id();
    issue.pull.reviews.push({
      id: review,
      author: actor,
      state,
      body,
      commit: issue.pull.headSha,
      submittedAt: at,
    });
    world.happened(issue, { kind: 'reviewed', review, actor, at });
  },
});

export const labelled = (day: string, actor: Login, label: string): Step => ({
  day,
  play(world, story, at) {
    const issue = world.issue(story.number);
    issue.labels.push(label);
    world.happened(issue, { kind: 'labeled', actor, label, at });
  },
});

export const commented = (day: string, actor: Login, body: string): Step => ({
  day,
  play(world, story, at) {
    const issue = world.issue(story.number);
    const comment = world.id();
    issue.comments.push({ id: comment, author: actor, body, createdAt: at, updatedAt: at });
    world.happened(issue, { kind: 'commented', comment, actor, at });
  },
});

/** Merges the PR in one of GitHub's three ways, and deletes its branch. CI runs on the base's new tip. */
export const merged = (day: string, by: Login, method: Method, ci: Ci = 'green'): Step => ({
  day,
  play(world, story, at) {
    const issue = asPull(world.issue(story.number));
    const before = world.history.tip(baseOf(story));
    const tip = mergeAs(method, world, { ...story, base: baseOf(story) }, by, at);
    world.history.move(baseOf(story), tip);
    world.ci(tip, at, ci);
    issue.pull.baseSha = before.mark;
    issue.pull.merged = { at, by, sha: tip.mark, method };
    world.happened(issue, { kind: 'merged', actor: by, sha: tip.mark, at });
    world.close(issue, by, at);
    world.history.refs.delete(`refs/heads/${story.branch}`);
    world.happened(issue, { kind: 'head_ref_deleted', actor: by, at });
  },
});

/** Closes the PR without merging it; its branch stays. */
export const closed = (day: string, by: Login): Step => ({
  day,
  play(world, story, at) {
    const issue = asPull(world.issue(story.number));
    issue.pull.baseSha = world.history.tip(baseOf(story)).mark;
    world.close(issue, by, at);
  },
});

const baseOf = (story: PullStory): string => story.base ?? 'devel';

function asPull(issue: Issue): Issue & { pull: Pull } {
  const { pull } = issue;
  if (pull === null) throw new Error(`#${issue.number} of the story is no PR`);
  return Object.assign(issue, { pull });
}

const newPull = (story: PullStory, base: Commit, head: Commit): Pull => ({
  draft: story.draft ?? false,
  base: baseOf(story),
  baseSha: base.mark,
  headRef: story.branch,
  headRepository: 'acme/shop',
  headSha: head.mark,
  merged: null,
  reviews: [],
  requestedReviewers: [],
  maintainerCanModify: false,
});
