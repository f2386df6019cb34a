import { found, type Read, RelError, unreadable } from '../domain/errors.ts';
import { call, doing, type Line } from './ask.ts';
import { loginOf } from './map.ts';
import { type Viewer, viewer } from './queries/viewer.ts';
import { refusal } from './trouble.ts';

/** See `GitHub.viewer`. */
export async function readViewer(line: Line): Promise<string> {
  const what = doing(line, 'ask who the token belongs to', 'a login');
  const answer = await call(what, () => line.octokit.graphql<Viewer | undefined>(viewer));
  const login = loginOf(answer?.viewer ?? null);
  if (login !== null) return login;
  throw new RelError({
    code: 'github-refused',
    message: 'GitHub does not say whose token this is',
    remedy: 'use the token of a user or of a GitHub App',
  });
}

/** See `GitHub.team`. */
export async function readTeam(line: Line, team: string): Promise<Read<readonly string[]>> {
  const [org = '', slug = '', more] = team.split('/');
  if (org === '' || slug === '' || more !== undefined) return unreadable(`"${team}" is not ORG/TEAM`);
  const what = doing(line, `read the team ${team}`, 'read:org');
  const at = { org, team_slug: slug };
  return call<Read<readonly string[]>, Read<never>>(
    what,
    async () => {
      // A 404 means both "no such team" and "not for this token", so the team itself is asked for first.
      await line.octokit.rest.teams.getByName(at);
      const { listMembersInOrg } = line.octokit.rest.teams;
      const members = await line.octokit.paginate(listMembersInOrg, { ...at, per_page: 100 });
      return found(members.map((m) => m.login));
    },
    (answer) => {
      const refused = refusal(answer, what);
      if (refused === null || refused.ok) return undefined;
      return unreadable(refused.why, 'read:org');
    },
  );
}
