import { found, type Read } from '../domain/errors.ts';
import { call, doing, type Line } from './ask.ts';
import type { AdminSettings } from './forms.ts';
import { repo } from './releases.ts';
import { refusal } from './trouble.ts';

const needs = 'administration: read';

/** See `GitHub.adminSettings`. */
export async function readAdminSettings(line: Line): Promise<AdminSettings> {
  const { repos, actions } = line.octokit.rest;
  return {
    immutableReleases: await setting(
      line,
      'whether releases are immutable',
      async () => (await repos.checkImmutableReleases(repo(line))).data.enabled,
      // That is how GitHub says "no" to an admin.
      (status) => (status === 404 ? found(false) : undefined),
    ),
    actionsPullRequests: await setting(line, 'what workflows may do', async () => {
      const { data } = await actions.getGithubActionsDefaultWorkflowPermissionsRepository(repo(line));
      return data.can_approve_pull_request_reviews;
    }),
  };
}

function setting(
  line: Line,
  name: string,
  read: () => Promise<boolean>,
  otherwise: (status: number | null) => Read<boolean> | undefined = () => undefined,
): Promise<Read<boolean>> {
  const what = doing(line, `read ${name}`, needs);
  return call<Read<boolean>, Read<boolean>>(
    what,
    async () => found(await read()),
    (answer) => otherwise(answer.status) ?? refusal(answer, what) ?? undefined,
  );
}
