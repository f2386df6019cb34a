import { nodeId } from '../../node-id.ts';
import { permissionOf, userOf } from '../../people.ts';
import type { Issue, User } from '../../state.ts';
import type { World } from '../ask.ts';

/** GitHub's `simple-user`. A login without an account is shown as GitHub shows what it imported: id 0. */
export function simpleUser(world: World, login: string) {
  const user = userOf(world.state, login) ?? { id: 0, login, type: 'User' as const };
  const url = `${world.api}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId('user', user.id),
    avatar_url: `${world.web}/avatars/u/${user.id}`,
    gravatar_id: '',
    url,
    html_url: `${world.web}/${encodeURIComponent(user.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    site_admin: false,
    user_view_type: 'public',
  };
}

/** The same for somebody who may be gone. */
export const maybeUser = (world: World, login: string | null) =>
  login === null ? null : simpleUser(world, login);

/** GitHub's `public-user`. */
export function publicUser(world: World, user: User) {
  return {
    ...simpleUser(world, user.login),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: user.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: user.login === world.state.owner ? 1 : 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: world.state.createdAt,
    updated_at: world.state.createdAt,
  };
}

/** `author_association` of somebody in this repository. */
export function association({ state }: World, login: string | null): string {
  if (login === null) return 'NONE';
  if (login === state.owner) return 'OWNER';
  const member = state.teams.some(
    (team) => team.org === state.owner && team.members.some((each) => each.login === login),
  );
  if (member) return 'MEMBER';
  if (permissionOf(state, login) !== 'read') return 'COLLABORATOR';
  const landed = (issue: Issue) => issue.author === login && issue.pull?.merged != null;
  return state.issues.some(landed) ? 'CONTRIBUTOR' : 'NONE';
}
