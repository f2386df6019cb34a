import type { Permission, Team, User } from '../github/state.ts';

/** Who a commit is by. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** What GitHub writes as the committer of what it commits itself. */
export const github: Person = { name: 'GitHub', email: 'noreply@github.com' };

const names = {
  rita: 'Rita Rte',
  quinn: 'Quinn Qa',
  paula: 'Paula Pdm',
  omar: 'Omar Ops',
  rafael: 'Rafael Release',
  dora: 'Dora Dev',
  dan: 'Dan Dev',
  dina: 'Dina Dev',
  petra: 'Petra Pending',
  eve: 'Eve Elsewhere',
} as const;

/** The logins of the people of acme/shop; `petra` has not accepted her invitation to the team, `eve` is nobody's. */
export type Login = keyof typeof names;

/** The login that a client in DIR/work is. */
export const viewer: Login = 'rita';

export const personOf = (login: Login): Person => ({ name: names[login], email: `${login}@acme.example` });

/** Everybody, the organisation and the bot of GitHub Actions, with ids from `id`. */
export function users(id: () => number): User[] {
  const people = (Object.keys(names) as Login[]).map(
    (login): User => ({ id: id(), login, type: 'User', ...personOf(login) }),
  );
  return [
    { id: id(), login: 'acme', type: 'Organization', name: 'Acme', email: 'hello@acme.example' },
    ...people,
    {
      id: id(),
      login: 'github-actions[bot]',
      type: 'Bot',
      name: 'github-actions[bot]',
      email: 'actions@acme.example',
    },
  ];
}

/** acme/qa: the one team that the policy gives a role. */
export const qaTeam = (id: number): Team => ({
  id,
  org: 'acme',
  slug: 'qa',
  name: 'QA',
  privacy: 'closed',
  members: [
    { login: 'quinn', state: 'active' },
    { login: 'petra', state: 'pending' },
  ],
});

export const permissions: Record<Exclude<Login, 'petra'>, Permission> = {
  rita: 'admin',
  rafael: 'maintain',
  quinn: 'write',
  paula: 'triage',
  omar: 'write',
  dora: 'write',
  dan: 'write',
  dina: 'write',
  eve: 'read',
};
