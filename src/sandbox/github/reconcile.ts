import type { Origin } from './origin.ts';
import type { Issue, Pull, State } from './state.ts';
import type { Clock } from './store.ts';

type PullIssue = Issue & { pull: Pull };
type Refs = ReadonlyMap<string, string>;

interface Push {
  readonly state: State;
  readonly origin: Origin;
  readonly before: Refs;
  readonly refs: Refs;
  readonly clock: Clock;
  readonly actor: string | null;
}

/** Whether a branch or tag moved, came or went since the last reconciliation. */
export function refsMoved(state: State, refs: Refs): boolean {
  const seen = Object.entries(state.seenRefs);
  return seen.length !== refs.size || seen.some(([name, sha]) => refs.get(name) !== sha);
}

/** Writes `refs/pull/N/head` of every PR whose head commit the bare repository holds. */
export async function publishPullHeads(state: State, origin: Origin): Promise<void> {
  const pulls = state.issues.filter(isPull);
  const known = await origin.commits(pulls.map(({ pull }) => pull.headSha));
  const rows = pulls
    .filter(({ pull }) => known.has(pull.headSha))
    .map(({ number, pull }) => `update refs/pull/${number}/head ${pull.headSha}\n`);
  if (rows.length > 0) await origin.git(['update-ref', '--stdin'], { input: rows.join('') });
}

const isPull = (issue: Issue): issue is PullIssue => issue.pull !== null;

/**
 * Takes plain pushes into the state, as GitHub does after a push: moved heads (`committed`, `head_ref_force_pushed`,
 * stale approvals dismissed), heads that reached their base (merged, fact 15), branches that are gone (closed), and
 * releases whose tag was deleted (a draft again). Changes `state`; `refs` are all branches and tags as they are now.
 */
export async function reconcile(
  state: State,
  origin: Origin,
  refs: Refs,
  clock: Clock,
  actor: string | null,
): Promise<void> {
  if (!refsMoved(state, refs)) return;
  const push: Push = { state, origin, before: new Map(Object.entries(state.seenRefs)), refs, clock, actor };
  const moved = (branch: string) =>
    push.before.get(`refs/heads/${branch}`) !== refs.get(`refs/heads/${branch}`);
  for (const issue of state.issues.filter(isPull)) {
    if (issue.state !== 'open') continue;
    const own = issue.pull.headRepository === `${state.owner}/${state.name}`;
    const before = issue.pull.headSha;
    if (own && refs.get(`refs/heads/${issue.pull.headRef}`) !== before) await takeHead(issue, push);
    if (issue.state === 'open' && (moved(issue.pull.base) || issue.pull.headSha !== before))
      await takeBase(issue, push, before);
  }
  for (const release of state.releases) {
    const ref = `refs/tags/${release.tag}`;
    if (!release.draft && push.before.has(ref) && !refs.has(ref)) release.draft = true;
  }
  state.seenRefs = Object.fromEntries(refs);
}

/** The head branch moved or went away. */
async function takeHead(issue: PullIssue, { state, origin, refs, clock, actor }: Push): Promise<void> {
  const { pull } = issue;
  const after = refs.get(`refs/heads/${pull.headRef}`);
  if (after === undefined) {
    issue.timeline.push({ id: clock.id(), kind: 'head_ref_deleted', actor, at: clock.now });
    const merged = await reached(issue, refs, origin);
    if (!merged) close(issue, clock, actor);
    return;
  }
  const before = pull.headSha;
  const base = refs.get(`refs/heads/${pull.base}`) ?? pull.baseSha;
  const commits = await origin.between(base, after);
  const known = (await origin.commits([before])).has(before);
  if (!known || !(await origin.isAncestor(before, after))) {
    issue.timeline = issue.timeline.filter(
      (event) => event.kind !== 'committed' || commits.includes(event.sha),
    );
    issue.timeline.push({
      id: clock.id(),
      kind: 'head_ref_force_pushed',
      actor,
      before,
      after,
      at: clock.now,
    });
  }
  appendCommits(issue, commits, clock);
  pull.headSha = after;
  issue.updatedAt = clock.now;
  await origin.git(['update-ref', `refs/pull/${issue.number}/head`, after]);
  dismissStale(issue, state);
}

/** Writes the commits that the timeline does not hold yet at its end: commits stand where they were pushed. */
export function appendCommits(issue: Issue, shas: readonly string[], clock: Clock): void {
  const known = new Set(issue.timeline.map((event) => (event.kind === 'committed' ? event.sha : null)));
  for (const sha of shas)
    if (!known.has(sha)) issue.timeline.push({ id: clock.id(), kind: 'committed', sha, at: clock.now });
}

function dismissStale(issue: PullIssue, state: State): void {
  const rule = state.protections.find(({ branch }) => branch === issue.pull.base);
  if (rule?.requiresPullRequest?.dismissStale !== true) return;
  for (const review of issue.pull.reviews) if (review.state === 'APPROVED') review.state = 'DISMISSED';
}

/** The base moved, or the head did: the PR may be merged by that, or have nothing left to merge. */
async function takeBase(issue: PullIssue, push: Push, headBefore: string): Promise<void> {
  const { origin, refs, clock, actor } = push;
  const base = refs.get(`refs/heads/${issue.pull.base}`);
  if (base === undefined) return close(issue, clock, actor);
  if (!(await reached(issue, refs, origin))) return;
  const baseBefore = push.before.get(`refs/heads/${issue.pull.base}`);
  const baseMoved = baseBefore !== base;
  const headMoved = headBefore !== issue.pull.headSha;
  // A head that was moved back into a base that stood still has nothing to merge: GitHub closes it.
  if (headMoved && !baseMoved) return close(issue, clock, actor);
  const sha = await landing(issue.pull.headSha, base, origin);
  issue.pull.baseSha = baseBefore ?? issue.pull.baseSha;
  issue.pull.merged = { at: clock.now, by: actor, sha, method: 'pushed' };
  issue.timeline.push({ id: clock.id(), kind: 'merged', actor, sha, at: clock.now });
  close(issue, clock, actor);
}

async function reached(issue: PullIssue, refs: Refs, origin: Origin): Promise<boolean> {
  const base = refs.get(`refs/heads/${issue.pull.base}`);
  if (base === undefined) return false;
  return (await origin.commits([issue.pull.headSha])).size === 1
    ? origin.isAncestor(issue.pull.headSha, base)
    : false;
}

/** The commit that brought `head` into the base: the merge commit on the first-parent line, or `head` itself. */
async function landing(head: string, base: string, origin: Origin): Promise<string> {
  const line = await origin.git(['rev-list', '--first-parent', '--parents', `${head}..${base}`]);
  const rows = line.split('\n').map((row) => row.split(' '));
  if (head === base || rows.at(-1)?.[1] === head) return head;
  const path = await origin.git(['rev-list', '--first-parent', '--ancestry-path', `${head}..${base}`]);
  return path.split('\n').at(-1) || base;
}

function close(issue: Issue, clock: Clock, actor: string | null): void {
  issue.timeline.push({ id: clock.id(), kind: 'closed', actor, at: clock.now });
  issue.state = 'closed';
  issue.closedAt = clock.now;
  issue.updatedAt = clock.now;
  issue.closedBy = actor;
}
