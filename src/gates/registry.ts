import type { GateRule } from '../domain/policy.ts';
import { approvals } from './approvals.ts';
import { checks } from './checks.ts';
import type { GateKind } from './gate.ts';
import { issues } from './issues.ts';
import { pullRequests } from './pull-requests.ts';
import { signOff } from './sign-off.ts';
import { soak } from './soak.ts';
import { window } from './window.ts';

/** Every kind of gate, by name. A new kind is one file and one line here. */
export const gateKinds: readonly GateKind<GateRule>[] = [
  approvals,
  checks,
  issues,
  pullRequests,
  signOff,
  soak,
  window,
];
