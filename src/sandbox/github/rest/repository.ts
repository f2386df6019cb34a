import { change, noContent, ok } from './ask.ts';
import { refuse } from './refuse.ts';
import { type Route, reads } from './route.ts';
import { fullRepository } from './shapes/repository.ts';

/** The repository itself, and the rate limit. */
export const routes: readonly Route[] = [
  reads('GET /repos/{owner}/{repo}', {}, (ask) => ok(fullRepository(ask, ask.viewer))),
  reads('GET /rate_limit', {}, ({ state: { rateLimit } }) => {
    // Where limits are off GitHub Enterprise Server answers so (fact 42).
    if (rateLimit.limit === 0) throw refuse(404, 'Rate limiting is not enabled.');
    const { limit, used, resetsAt: reset } = rateLimit;
    const core = { limit, used, remaining: Math.max(0, limit - used), reset };
    return ok({ resources: { core, graphql: core, search: core }, rate: core });
  }),
  reads(
    'GET /repos/{owner}/{repo}/actions/permissions/workflow',
    { needs: 'admin', permission: 'administration=read' },
    ({ state }) =>
      ok({
        default_workflow_permissions: 'read',
        can_approve_pull_request_reviews: state.settings?.actionsPullRequests ?? false,
      }),
  ),
  reads(
    'GET /repos/{owner}/{repo}/immutable-releases',
    { needs: 'admin', permission: 'administration=read' },
    ({ state }) => {
      if (state.immutableReleases !== true) throw refuse(404, 'Not Found');
      return ok({ enabled: true, enforced_by_owner: false });
    },
  ),
  ...(['PUT', 'DELETE'] as const).map((method) =>
    reads(
      `${method} /repos/{owner}/{repo}/immutable-releases`,
      { needs: 'admin', permission: 'administration=write' },
      async (ask) => {
        await change(ask, ({ state }) => {
          state.immutableReleases = method === 'PUT';
        });
        return noContent;
      },
    ),
  ),
];
