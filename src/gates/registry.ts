import type { GateRule } from '../domain/policy.ts';
import { approvals } from './approvals.ts';
import { checklist } from './checklist.ts';
import { checks } from './checks.ts';
import { command } from './command.ts';
import { deployment } from './deployment.ts';
import { document } from './document.ts';
import { featureBranches } from './feature-branches.ts';
import { focusedRegression } from './focused-regression.ts';
import type { GateKind } from './gate.ts';
import { handOver } from './hand-over.ts';
import { hotfixesSynced } from './hotfixes-synced.ts';
import { incidents } from './incidents.ts';
import { issues } from './issues.ts';
import { mergesCleanly } from './merges-cleanly.ts';
import { pullRequests } from './pull-requests.ts';
import { signOff } from './sign-off.ts';
import { soak } from './soak.ts';
import { testResults } from './test-results.ts';
import { tickets } from './tickets.ts';
import { window } from './window.ts';

/** Every kind of gate, by name. A new kind is one file and one line here. */
export const gateKinds: readonly GateKind<GateRule>[] = [
  approvals,
  checklist,
  checks,
  command,
  deployment,
  document,
  featureBranches,
  focusedRegression,
  handOver,
  hotfixesSynced,
  incidents,
  issues,
  mergesCleanly,
  pullRequests,
  signOff,
  soak,
  testResults,
  tickets,
  window,
];
