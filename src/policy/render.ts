import { stringify } from 'yaml';
import type { Policy } from '../domain/policy.ts';

/** The policy as YAML with every default filled in; `loadPolicy` reads the same policy from it. */
export function renderPolicy(policy: Policy): string {
  return stringify(policy, { lineWidth: 0, aliasDuplicateObjects: false });
}
