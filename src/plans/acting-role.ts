import type { Policy } from '../domain/policy.ts';

/** The roles that rel itself speaks of where a gate waits for nobody in particular, and who stands in for them. */
const standIns: Readonly<Record<string, readonly string[]>> = {
  rte: ['release-manager'],
  'release-manager': ['rte'],
  qa: ['qa-lead', 'tester'],
};

/**
 * Whoever a word of rel's means in a policy that has roles of its own: the role, or the one that stands in for it
 * (`release-manager` for `rte`, `qa-lead` for `qa`); the word itself where the policy has neither.
 */
export function actingRole(word: string, { roles }: Pick<Policy, 'roles'>): string {
  const known = (role: string) => Object.hasOwn(roles, role);
  return known(word) ? word : (standIns[word]?.find(known) ?? word);
}
