import type { Issue, State } from '../state.ts';
import { type Ask, numberParam } from './ask.ts';
import { found } from './refuse.ts';
import type { PullIssue } from './shapes/pull.ts';

/** Whether an issue is a PR. */
export const isPull = (issue: Issue): issue is PullIssue => issue.pull !== null;

/** The PR that the path names, or 404. */
export function pullAt(ask: Ask, state: State = ask.state): PullIssue {
  const issue = issueAt(ask, state, 'pull_number');
  return found(isPull(issue) ? issue : null);
}

/** The issue or PR that the path names, or 404. */
export function issueAt(ask: Ask, state: State = ask.state, name = 'issue_number'): Issue {
  return found(state.issues.find(({ number }) => number === numberParam(ask, name)));
}
