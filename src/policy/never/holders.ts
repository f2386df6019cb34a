import type { Policy } from '../../domain/policy.ts';
import type { PolicyFacts } from './facts.ts';

/** Who holds a role. */
export interface Holders {
  /** Why nobody does; null where somebody does, or may. */
  readonly nobody: string | null;
  /** Their logins, in small letters; null where a team of theirs could not be read. */
  readonly logins: ReadonlySet<string> | null;
}

/** Who holds a role, as far as the policy and what could be read of its teams tell. */
export function heldBy(role: string, { roles }: Policy, { teams }: Pick<PolicyFacts, 'teams'>): Holders {
  const rule = Object.hasOwn(roles, role) ? roles[role] : undefined;
  const named = rule?.teams ?? [];
  const reads = named.map((team) => (Object.hasOwn(teams, team) ? teams[team] : undefined));
  const members = reads.flatMap((read) => (read?.ok === true ? read.value : []));
  const logins = new Set([...(rule?.users ?? []), ...members].map((login) => login.toLowerCase()));
  if (reads.some((read) => read?.ok !== true)) return { nobody: null, logins: null };
  if (logins.size > 0) return { nobody: null, logins };
  const empty = named.length === 0 ? '' : ` (nobody is in ${named.join(' or ')})`;
  return { nobody: `nobody holds the role \`${role}\`${empty}`, logins };
}
