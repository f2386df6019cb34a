import type { Issue } from '../state.ts';
import type { Clock } from '../store.ts';

/** Closes an issue or PR and writes it into its timeline; nothing where it is closed already. */
export function closeIssue(issue: Issue, clock: Clock, actor: string, reason: Issue['stateReason']): void {
  if (issue.state === 'closed') return;
  issue.state = 'closed';
  issue.stateReason = reason;
  issue.closedAt = clock.now;
  issue.closedBy = actor;
  issue.updatedAt = clock.now;
  issue.timeline.push({ id: clock.id(), kind: 'closed', actor, at: clock.now });
}

/** Opens it again, likewise. */
export function reopenIssue(issue: Issue, clock: Clock, actor: string): void {
  if (issue.state === 'open') return;
  issue.state = 'open';
  issue.stateReason = issue.pull === null ? 'reopened' : null;
  issue.closedAt = null;
  issue.closedBy = null;
  issue.updatedAt = clock.now;
  issue.timeline.push({ id: clock.id(), kind: 'reopened', actor, at: clock.now });
}
