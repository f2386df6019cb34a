import type { Policy } from '../../domain/policy.ts';
import { approvalRemarks } from './approvals.ts';
import { checkRemarks } from './checks.ts';
import type { PolicyFacts } from './facts.ts';
import { ledgerKeyRemarks } from './ledger-keys.ts';
import { lineRemarks } from './lines.ts';
import { nameRemarks } from './names.ts';
import { notesRemarks } from './notes.ts';
import { placeRemarks } from './places.ts';
import type { Remark } from './remark.ts';
import { roleRemarks } from './roles.ts';

/** Everything a policy asks for that nothing can bring about as things stand. What is not known is not remarked on. */
export const neverRemarks = (policy: Policy, facts: PolicyFacts): Remark[] => [
  ...roleRemarks(policy, facts),
  ...approvalRemarks(policy, facts),
  ...checkRemarks(policy, facts),
  ...nameRemarks(policy, facts),
  ...placeRemarks(policy, facts),
  ...lineRemarks(policy, facts),
  ...ledgerKeyRemarks(policy, facts),
  ...notesRemarks(policy, facts),
];
