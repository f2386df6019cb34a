import { found, type Read, RelError, unreadable } from '../domain/errors.ts';
import { askOne } from './aliased.ts';
import { call, doing, type Line } from './ask.ts';
import { loginOf } from './map.ts';
import { everyPage, given } from './pages.ts';
import { type TeamMembers, type TeamPage, teamMembers } from './queries/teams.ts';
import { type Viewer, viewer } from './queries/viewer.ts';

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

/** See `GitHub.team`. Who was only invited is not among a team's members (fact 22). */
export async function readTeam(line: Line, team: string): Promise<Read<readonly string[]>> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(team)) return unreadable(`"${team}" is not ORG/TEAM`);
  const gone = `GitHub shows no team ${team} to this token`;
  const members = await everyPage<{ readonly login: string }>(async (after) => {
    const read = await askOne<TeamPage, TeamMembers>(
      line,
      { team, after },
      {
        fields: teamMembers,
        what: () => `read the team ${team}`,
        needs,
        missing: () => unreadable(gone),
      },
    );
    return read.ok ? given(read.value.team?.members, gone) : read;
  });
  return members.ok ? found(members.value.map(({ login }) => login)) : unreadable(members.why, needs);
}

const needs = 'read:org';
