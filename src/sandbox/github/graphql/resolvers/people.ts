import { nodeId } from '../../node-id.ts';
import { may, permissionOf, userOf } from '../../people.ts';
import type { State, Team, User } from '../../state.ts';
import { type ConnectionForm, connection, sorted } from '../connection.ts';
import { Refused } from '../errors.ts';
import { type Context, type Resolvers, type Typed, typed } from '../types.ts';
import { ownRepository } from './owner.ts';

const asUser = typed<User>('User');
const asBot = typed<User>('Bot');
const asOrganization = typed<User>('Organization');

/** An account under its own type: User, Bot or Organization. */
export function account(user: User): Typed<User> {
  if (user.type === 'Organization') return asOrganization(user);
  return user.type === 'Bot' ? asBot(user) : asUser(user);
}

/** Who did something; null for an account that is gone. */
export function actor(context: Context, login: string | null): Typed<User> | null {
  const user = login === null ? null : userOf(context.state, login);
  return user === null ? null : account(user);
}

/** A person where GitHub's schema wants a User: bots do not fit there. */
export function person(context: Context, login: string): Typed<User> | null {
  const user = userOf(context.state, login);
  return user === null || user.type === 'Organization' ? null : asUser(user);
}

/** How users stand in a connection. */
export const users: ConnectionForm<User> = { node: asUser, key: ({ id }) => id };

/** The people whom an issue may be given to: who may at least triage. */
export const assignable = ({ state }: Context, query?: string | null): User[] =>
  state.users.filter(
    ({ login, type }) =>
      type === 'User' && permissionOf(state, login) !== 'read' && login.includes(query ?? ''),
  );

/** The organization of a login, if it is one: an account of that type, or what a team belongs to. */
export function organizationOf(state: State, login: string): User | null {
  const user = userOf(state, login);
  if (user !== null) return user.type === 'Organization' ? user : null;
  const known = state.teams.some(({ org }) => org.toLowerCase() === login.toLowerCase());
  return known ? { id: 0, login, type: 'Organization', name: login, email: '' } : null;
}

const member = ({ state, viewer }: Context, org: string): boolean =>
  state.teams.some((team) => team.org === org && team.members.some(({ login }) => login === viewer.login));

/** A secret team is there only for its members and for admins (fact 22). */
const sees = ({ state, viewer }: Context, team: Team): boolean =>
  team.privacy !== 'secret' ||
  may(state, viewer.login, 'admin') ||
  team.members.some(({ login }) => login === viewer.login);

function teamsOf(context: Context, org: User): Team[] {
  if (context.viewer.type === 'Bot') throw new Refused('FORBIDDEN', 'Resource not accessible by integration');
  return context.state.teams.filter((team) => team.org === org.login && sees(context, team));
}

/** A bot's login goes without REST's `[bot]` in GraphQL. */
const plainLogin = ({ login, type }: User): string =>
  type === 'Bot' ? login.replace(/\[bot\]$/, '') : login;

const common: Resolvers<User> = {
  id: ({ id }) => nodeId('user', id),
  databaseId: ({ id }) => id,
  login: plainLogin,
  name: ({ name }) => name,
  avatarUrl: ({ id }, _, { web }) => `${web}/avatars/u/${id}`,
  url: (user, _, { web }) =>
    `${web}/${user.type === 'Bot' ? 'apps/' : ''}${encodeURIComponent(plainLogin(user))}`,
  resourcePath: (user) => `/${user.type === 'Bot' ? 'apps/' : ''}${encodeURIComponent(plainLogin(user))}`,
  repository: ({ login }, { name = '' }, context) => ownRepository(context, login, name),
};

const userFields: Resolvers<User> = {
  ...common,
  // GitHub shows the account behind a GITHUB_TOKEN as a user with its REST login.
  login: ({ login }) => login,
  email: ({ email }) => email,
  isViewer: ({ login }, _, { viewer }) => login === viewer.login,
  organization: (_user, { login = '' }, context) => {
    const org = organizationOf(context.state, login);
    return org === null ? null : asOrganization(org);
  },
};

const asTeam = typed<Team>('Team');
const teams: ConnectionForm<Team> = { node: asTeam, key: ({ id }) => id };

const organizationFields: Resolvers<User> = {
  ...common,
  viewerIsAMember: ({ login }, _, context) => member(context, login),
  team: (org, { slug }, context) => {
    const found = teamsOf(context, org).find((team) => team.slug === slug);
    return found === undefined ? null : asTeam(found);
  },
  teams: (org, args, context) =>
    connection(
      sorted(teamsOf(context, org), ({ name }) => name),
      args,
      teams,
    ),
};

const teamFields: Resolvers<Team> = {
  id: ({ id }) => nodeId('team', id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  slug: ({ slug }) => slug,
  combinedSlug: ({ org, slug }) => `${org}/${slug}`,
  privacy: ({ privacy }) => (privacy === 'secret' ? 'SECRET' : 'VISIBLE'),
  organization: ({ org }, _, { state }) => {
    const owner = organizationOf(state, org);
    return owner === null ? null : asOrganization(owner);
  },
  url: ({ org, slug }, _, { web }) => `${web}/orgs/${org}/teams/${slug}`,
  resourcePath: ({ org, slug }) => `/orgs/${org}/teams/${slug}`,
  // No team of a sandbox has child teams; who was only invited is not a member yet.
  members: ({ members }, args, { state }) => {
    const active = args.membership === 'CHILD_TEAM' ? [] : members.filter((each) => each.state === 'active');
    const found = active.flatMap(({ login }) => userOf(state, login) ?? []);
    return connection(found, args, users);
  },
};

export const people = { User: userFields, Bot: common, Organization: organizationFields, Team: teamFields };
export const viewerOf = ({ viewer }: Context) => asUser(viewer);
export const userNamed = (user: User) => asUser(user);
export const teamNode = (context: Context, team: Team) => (sees(context, team) ? asTeam(team) : null);
