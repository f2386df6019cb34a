import { type Fields, inHex, pageOf } from './fields.ts';
import type { Page } from './shared.ts';

/** One page of a team's members. */
export interface TeamPage {
  /** ORG/SLUG */
  readonly team: string;
  readonly after: string | null;
}

/** The members of teams, those of child teams among them. */
export const teamMembers: Fields<TeamPage> = {
  name: 'TeamMembers',
  of: 'query',
  alias: ({ team, after }) => `team_${inHex(`${team} ${after ?? ''}`)}`,
  field: ({ team, after }) => {
    const [org, slug] = team.split('/').map((part) => JSON.stringify(part));
    return `organization(login: ${org}) {
    team(slug: ${slug}) { members(${pageOf(100, after)}, membership: ALL) { nodes { login } pageInfo { hasNextPage endCursor } } }
  }`;
  },
};
export interface TeamMembers {
  readonly team: { readonly members: Page<{ readonly login: string }> | null } | null;
}
