import * as z from 'zod';
import { may } from '../people.ts';
import type { Issue } from '../state.ts';
import { type Ask, change, created, ok, type Reply, viewerOf } from './ask.ts';
import { type Edit, setAssignees, setLabels, setMilestone } from './issue-edit.ts';
import { closeIssue, reopenIssue } from './issue-state.ts';
import { openedItem } from './opened-item.ts';
import { list } from './page.ts';
import { issueAt } from './pull-lookup.ts';
import { invalid, notCovered, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { issue } from './shapes/issue.ts';
import { timelineEvent } from './shapes/timeline.ts';

const path = '/repos/{owner}/{repo}/issues';
const filters = ['state', 'labels', 'milestone', 'assignee', 'creator', 'since', 'sort', 'direction'];

function byMilestone(wanted: string | null): (item: Issue) => boolean {
  if (wanted === null) return () => true;
  if (wanted === '*') return ({ milestone }) => milestone !== null;
  return ({ milestone }) => (wanted === 'none' ? milestone === null : milestone === Number(wanted));
}

function byAssignee(wanted: string | null): (item: Issue) => boolean {
  if (wanted === null) return () => true;
  if (wanted === '*') return ({ assignees }) => assignees.length > 0;
  return ({ assignees }) => (wanted === 'none' ? assignees.length === 0 : assignees.includes(wanted));
}

/** Issues and PRs together, as GitHub lists them. */
function listIssues(ask: Ask) {
  const { query, state } = ask;
  const wanted = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean);
  const sort = query.get('sort') ?? 'created';
  const keys: Record<string, (item: Issue) => string | number> = {
    created: ({ createdAt }) => createdAt,
    updated: ({ updatedAt }) => updatedAt,
    comments: ({ comments }) => comments.length,
  };
  const key = keys[sort];
  if (key === undefined) throw invalid({ resource: 'Issue', field: 'sort', code: 'invalid' });
  const all = state.issues
    .filter((item) => wanted === 'all' || item.state === wanted)
    .filter((item) => labels.every((name) => item.labels.some((each) => same(each, name))))
    .filter(byMilestone(query.get('milestone')))
    .filter(byAssignee(query.get('assignee')))
    .filter((item) => !query.has('creator') || item.author === query.get('creator'))
    .filter(
      (item) => !query.has('since') || Date.parse(item.updatedAt) >= Date.parse(query.get('since') ?? ''),
    )
    .sort((one, other) =>
      key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : one.number - other.number,
    );
  return list(ask, query.get('direction') === 'asc' ? all : all.reverse(), (item) => issue(ask, item));
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const LabelName = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

const NewIssue = z.strictObject({
  title: z.union([z.string(), z.number()]).transform(String),
  body: z.string().nullish(),
  milestone: z.number().int().nullish(),
  labels: z.array(LabelName).optional(),
  assignees: z.array(z.string()).optional(),
});

async function open(ask: Ask, body: z.infer<typeof NewIssue>): Promise<Reply> {
  const { login } = viewerOf(ask);
  return change(ask, (world, clock) => {
    const { state } = world;
    const item = openedItem(state, clock, { title: body.title, body: body.body ?? null, author: login });
    // Whoever may not triage opens the issue all the same; GitHub drops the rest silently.
    if (may(state, login, 'triage')) apply(item, body, { state, clock, actor: login });
    state.issues.push(item);
    return created(issue(world, item));
  });
}

function apply(
  item: Issue,
  body: Pick<z.infer<typeof Change>, 'labels' | 'milestone' | 'assignees'>,
  edit: Edit,
): void {
  if (body.labels !== undefined) setLabels(item, body.labels, edit);
  if (body.milestone !== undefined) setMilestone(item, body.milestone, edit);
  if (body.assignees !== undefined) setAssignees(item, body.assignees, edit);
}

const Change = z.strictObject({
  title: z.union([z.string(), z.number()]).transform(String).nullish(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'reopened']).nullish(),
  milestone: z.number().int().nullable().optional(),
  labels: z.array(LabelName).optional(),
  assignees: z.array(z.string()).optional(),
});

async function edit(ask: Ask, body: z.infer<typeof Change>): Promise<Reply> {
  const { login } = viewerOf(ask);
  return change(ask, (world, clock) => {
    const item = issueAt(ask, world.state);
    const triage = may(world.state, login, 'triage');
    const sorts = body.labels ?? body.milestone ?? body.assignees;
    if (!triage && (item.author !== login || sorts !== undefined))
      throw refuse(403, 'Resource not accessible by personal access token');
    if (item.pull !== null && body.state === 'open' && item.pull.merged !== null)
      throw invalid({ resource: 'Issue', field: 'state', code: 'invalid' });
    if (item.pull !== null && body.state === 'open' && item.state === 'closed')
      throw notCovered('PATCH /issues/{issue_number} reopening a PR; use PATCH /pulls/{pull_number}');
    if (body.title != null) item.title = body.title;
    if (body.body !== undefined) item.body = body.body;
    const reason = item.pull === null ? (body.state_reason ?? 'completed') : null;
    if (body.state === 'closed') closeIssue(item, clock, login, reason);
    if (body.state === 'open') reopenIssue(item, clock, login);
    apply(item, body, { state: world.state, clock, actor: login });
    item.updatedAt = clock.now;
    return ok(issue(world, item));
  });
}

async function timeline(ask: Ask): Promise<Reply> {
  const item = issueAt(ask);
  const shas = item.timeline.flatMap((event) => (event.kind === 'committed' ? [event.sha] : []));
  const commits = await ask.origin.commits(shas);
  const shown = item.timeline.map((event) => timelineEvent(ask, item, event, commits));
  return list(
    ask,
    shown.filter((event) => event !== null),
    (event) => event,
  );
}

/** Issues (PRs are issues too), and what happened to them. */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { query: [...filters, ...paging] }, listIssues),
  takes(`POST ${path}`, { needs: 'user', permission: 'issues=write' }, NewIssue, open),
  reads(`GET ${path}/{issue_number}`, {}, (ask) => ok(issue(ask, issueAt(ask)))),
  takes(
    `PATCH ${path}/{issue_number}`,
    { needs: 'user', permission: 'issues=write; pull_requests=write' },
    Change,
    edit,
  ),
  reads(`GET ${path}/{issue_number}/timeline`, { query: paging }, timeline),
];
