import type { Read } from '../domain/errors.ts';
import type { FactRequest, JudgedPolicy } from '../domain/facts.ts';

/** The logins of each team that was read, by `ORG/TEAM` (GateFacts.teams). */
export type Teams = Readonly<Record<string, Read<readonly string[]>>>;

/** Whether somebody holds a role; `unknown` where a team they may be in could not be read (fact 22). */
export type Holds =
  | { readonly holds: 'yes' | 'no' }
  | { readonly holds: 'unknown'; readonly why: string; readonly permission?: string };

/** Whether `login` holds `role`: named in its users, or in one of its teams. GitHub's logins know no case. */
export function holds(login: string, role: string, policy: JudgedPolicy, teams: Teams): Holds {
  const rule = roleOf(policy, role);
  const among = (logins: readonly string[]) => logins.some((l) => sameLogin(l, login));
  if (among(rule.users)) return { holds: 'yes' };
  const reads = rule.teams.map((team) => ({ team, read: teamRead(team, teams) }));
  if (reads.some(({ read }) => read.ok && among(read.value))) return { holds: 'yes' };
  for (const { team, read } of reads) {
    if (!read.ok) return { ...read, holds: 'unknown', why: `team ${team} could not be read: ${read.why}` };
  }
  return { holds: 'no' };
}

function teamRead(team: string, teams: Teams): Read<readonly string[]> {
  return (Object.hasOwn(teams, team) ? teams[team] : undefined) ?? { ok: false, why: 'nobody asked for it' };
}

const nobody: JudgedPolicy['roles'][string] = { users: [], teams: [] };

/** A role as the policy has it; one that it does not name is held by nobody. */
const roleOf = (policy: JudgedPolicy, role: string): JudgedPolicy['roles'][string] =>
  (Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined) ?? nobody;

/** Whether two logins are the same account. */
export const sameLogin = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What has to be read to tell who holds a role: its teams. */
export function teamsOf(role: string, policy: JudgedPolicy): FactRequest[] {
  return roleOf(policy, role).teams.map((team) => ({ kind: 'team', team }));
}

/** `qa (quinn, acme/qa)`: a role and who may act in it. */
export function roleWords(role: string, policy: JudgedPolicy): string {
  const { users, teams } = roleOf(policy, role);
  const people = [...users, ...teams].join(', ');
  return people === '' ? role : `${role} (${people})`;
}
