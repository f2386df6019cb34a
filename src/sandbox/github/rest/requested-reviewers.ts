import * as z from 'zod';
import { userOf } from '../people.ts';
import { type Ask, again, change, created, ok, type World } from './ask.ts';
import { pullAt } from './pull-lookup.ts';
import { refuse } from './refuse.ts';
import { type Route, reads, takes } from './route.ts';
import { type PullIssue, simplePull } from './shapes/pull.ts';
import { simpleUser } from './shapes/user.ts';

const path = '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers';
const writes = { needs: 'write', permission: 'pull_requests=write' } as const;

const Reviewers = z.strictObject({
  reviewers: z.array(z.string()).optional(),
  team_reviewers: z.array(z.string()).max(0).optional(),
});

async function requestReview(
  ask: Ask,
  logins: readonly string[],
  add: boolean,
): Promise<World & { item: PullIssue }> {
  await change(ask, ({ state }, clock) => {
    const item = pullAt(ask, state);
    for (const login of logins)
      if (userOf(state, login) === null || login === item.author)
        throw refuse(
          422,
          `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${state.owner}/${state.name} repository.`,
        );
    const others = item.pull.requestedReviewers.filter((login) => !logins.includes(login));
    item.pull.requestedReviewers = add ? [...others, ...logins] : others;
    item.updatedAt = clock.now;
  });
  const now = await again(ask);
  return { ...now, item: pullAt(now) };
}

/** Who is asked for a review. */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, {}, (ask) =>
    ok({ users: pullAt(ask).pull.requestedReviewers.map((login) => simpleUser(ask, login)), teams: [] }),
  ),
  takes(`POST ${path}`, writes, Reviewers, async (ask, body) => {
    const now = await requestReview(ask, body.reviewers ?? [], true);
    return created(simplePull(now, now.item));
  }),
  takes(`DELETE ${path}`, writes, Reviewers, async (ask, body) => {
    const now = await requestReview(ask, body.reviewers ?? [], false);
    return ok(simplePull(now, now.item));
  }),
];
