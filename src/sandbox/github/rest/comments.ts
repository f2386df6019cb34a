import * as z from 'zod';
import { may } from '../people.ts';
import type { Comment, Issue, State } from '../state.ts';
import { type Ask, change, created, noContent, numberParam, ok, viewerOf } from './ask.ts';
import { list } from './page.ts';
import { issueAt } from './pull-lookup.ts';
import { notFound, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { comment } from './shapes/issue.ts';

const onIssue = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const path = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
const Text = z.strictObject({ body: z.string() });
const writes = { needs: 'user', permission: 'issues=write; pull_requests=write' } as const;

function commentAt(ask: Ask, state: State = ask.state): { on: Issue; item: Comment } {
  for (const on of state.issues) {
    const item = on.comments.find(({ id }) => id === numberParam(ask, 'comment_id'));
    if (item !== undefined) return { on, item };
  }
  throw notFound();
}

/** The comment, if the viewer wrote it or may write to the repository; 403 otherwise. */
function ownComment(ask: Ask, state: State) {
  const place = commentAt(ask, state);
  const { login } = viewerOf(ask);
  if (place.item.author !== login && !may(state, login, 'write'))
    throw refuse(403, 'Resource not accessible by personal access token');
  return place;
}

/** Comments on issues and PRs. */
export const routes: readonly Route[] = [
  reads(`GET ${onIssue}`, { query: ['since', ...paging] }, (ask) => {
    const on = issueAt(ask);
    const since = Date.parse(ask.query.get('since') ?? '1970-01-01');
    const recent = on.comments.filter(({ updatedAt }) => Date.parse(updatedAt) >= since);
    return list(ask, recent, (item) => comment(ask, on, item));
  }),
  takes(`POST ${onIssue}`, writes, Text, (ask, { body }) =>
    change(ask, (world, clock) => {
      const on = issueAt(ask, world.state);
      const author = viewerOf(ask).login;
      const item: Comment = { id: clock.id(), author, body, createdAt: clock.now, updatedAt: clock.now };
      on.comments.push(item);
      on.timeline.push({ id: clock.id(), kind: 'commented', comment: item.id, actor: author, at: clock.now });
      on.updatedAt = clock.now;
      return created(comment(world, on, item));
    }),
  ),
  reads(`GET ${path}`, {}, (ask) => {
    const { on, item } = commentAt(ask);
    return ok(comment(ask, on, item));
  }),
  takes(`PATCH ${path}`, writes, Text, (ask, { body }) =>
    change(ask, (world, clock) => {
      const { on, item } = ownComment(ask, world.state);
      item.body = body;
      item.updatedAt = clock.now;
      return ok(comment(world, on, item));
    }),
  ),
  reads(`DELETE ${path}`, writes, async (ask) => {
    await change(ask, ({ state }) => {
      const { on, item } = ownComment(ask, state);
      on.comments = on.comments.filter((each) => each !== item);
      on.timeline = on.timeline.filter((event) => event.kind !== 'commented' || event.comment !== item.id);
    });
    return noContent;
  }),
];
