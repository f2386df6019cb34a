import * as z from 'zod';
import { may, userOf } from '../people.ts';
import { change, created, viewerOf } from './ask.ts';
import { setAssignees } from './issue-edit.ts';
import { issueAt } from './pull-lookup.ts';
import { type Route, takes } from './route.ts';
import { issue } from './shapes/issue.ts';

const Assignees = z.strictObject({ assignees: z.array(z.string()).max(10).optional() });

/** Who an issue or a PR is given to, beside whom it has; GitHub leaves out in silence whom it cannot be given to. */
export const routes: readonly Route[] = [
  takes(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
    { needs: 'user', permission: 'issues=write; pull_requests=write' },
    Assignees,
    (ask, body) =>
      change(ask, (world, clock) => {
        const { state } = world;
        const { login: actor } = viewerOf(ask);
        const item = issueAt(ask, state);
        const wanted = may(state, actor, 'write') ? (body.assignees ?? []) : [];
        const known = wanted.flatMap((login) => userOf(state, login)?.login ?? []);
        const can = known.filter((login) => may(state, login, 'triage'));
        setAssignees(item, [...item.assignees, ...can], { state, clock, actor });
        return created(issue(world, item));
      }),
  ),
];
