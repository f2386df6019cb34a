import { nodeId } from '../../node-id.ts';
import type { Team } from '../../state.ts';
import type { World } from '../ask.ts';
import { simpleUser } from './user.ts';

/** GitHub's `team`. */
export function team(world: World, item: Team) {
  const url = `${world.api}/orgs/${item.org}/teams/${item.slug}`;
  return {
    id: item.id,
    node_id: nodeId('team', item.id),
    url,
    html_url: `${world.web}/orgs/${item.org}/teams/${item.slug}`,
    name: item.name,
    slug: item.slug,
    description: null,
    privacy: item.privacy,
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    parent: null,
  };
}

/** GitHub's `team-full`. */
export function fullTeam(world: World, item: Team) {
  return {
    ...team(world, item),
    members_count: item.members.filter(({ state }) => state === 'active').length,
    repos_count: 1,
    created_at: world.state.createdAt,
    updated_at: world.state.createdAt,
    organization: organization(world, item.org),
  };
}

/** GitHub's `team-organization`. */
function organization(world: World, org: string) {
  const url = `${world.api}/orgs/${org}`;
  const owner = simpleUser(world, org);
  return {
    login: org,
    id: owner.id,
    node_id: owner.node_id,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: owner.avatar_url,
    description: null,
    has_organization_projects: false,
    has_repository_projects: false,
    public_repos: 1,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${world.web}/${org}`,
    created_at: world.state.createdAt,
    updated_at: world.state.createdAt,
    archived_at: null,
    type: 'Organization',
  };
}
