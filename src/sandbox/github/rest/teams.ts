import { may } from '../people.ts';
import type { Team } from '../state.ts';
import { type Ask, ok, param } from './ask.ts';
import { list } from './page.ts';
import { found } from './refuse.ts';
import { paging, type Route, reads } from './route.ts';
import { fullTeam, team } from './shapes/team.ts';
import { simpleUser } from './shapes/user.ts';

const path = '/orgs/{org}/teams';
const one = `${path}/{team_slug}`;
const members = { needs: 'user', permission: 'members=read' } as const;

/** Whether the viewer sees a team: a closed one with any account, a secret one as its member or as an admin. */
function sees(ask: Ask, item: Team): boolean {
  const login = ask.viewer?.login;
  if (login === undefined) return false;
  return (
    item.privacy === 'closed' ||
    may(ask.state, login, 'admin') ||
    item.members.some((member) => member.login === login)
  );
}

const visible = (ask: Ask): Team[] =>
  ask.state.teams.filter((item) => item.org === param(ask, 'org') && sees(ask, item));

/** The team, or 404 both where there is none and where the viewer may not see it (fact 22). */
const teamAt = (ask: Ask): Team => found(visible(ask).find(({ slug }) => slug === param(ask, 'team_slug')));

/** Teams and who is in them. A pending invitation shows in the membership, not in the list of members. */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { ...members, query: paging }, (ask) =>
    list(ask, visible(ask), (item) => team(ask, item)),
  ),
  reads(`GET ${one}`, members, (ask) => ok(fullTeam(ask, teamAt(ask)))),
  reads(`GET ${one}/members`, { ...members, query: paging }, (ask) => {
    const active = teamAt(ask).members.filter(({ state }) => state === 'active');
    return list(ask, active, ({ login }) => simpleUser(ask, login));
  }),
  reads(`GET ${one}/memberships/{username}`, members, (ask) => {
    const item = teamAt(ask);
    const member = found(item.members.find(({ login }) => login === param(ask, 'username')));
    const url = `${ask.api}/orgs/${item.org}/teams/${item.slug}/memberships/${member.login}`;
    return ok({ url, role: 'member', state: member.state });
  }),
];
