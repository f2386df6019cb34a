import { nodeId } from '../../node-id.ts';
import { asIssue, asPull, isPull } from '../resolvers/lists.ts';
import { actor } from '../resolvers/people.ts';
import type { Context, PullIssue } from '../types.ts';
import type { Input } from './input.ts';
import { again, labelNames, logins, milestoneNumber, missing, subjectOf } from './subject.ts';

/** One mutation: what it answers, without the `clientMutationId`. */
export type Mutate = (input: Input, context: Context) => Promise<Record<string, unknown>>;

/** Without what was not given: REST tells an absent field from null. */
export const given = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/** The PR of a global id; NOT_FOUND where there is none. */
export function pullOf(context: Context, id: string): PullIssue {
  const found = subjectOf(context, id, ['pull']);
  if (!isPull(found)) throw new Error('a PR without a head');
  return found;
}

/** The PR, as it is now, in a payload. */
export function pullNow(context: Context, item: { readonly number: number }) {
  const found = again(context, item);
  return { pullRequest: isPull(found) ? asPull(found) : null, actor: actor(context, context.viewer.login) };
}
export const issueNow = (context: Context, item: { readonly number: number }) => ({
  issue: asIssue(again(context, item)),
  actor: actor(context, context.viewer.login),
});

/** What an issue and a PR may both be given; PATCH of the issue takes it for both. */
export function shared(input: Input, context: Context): Record<string, unknown> {
  // There are no projects in a sandbox, so no id can be one's.
  for (const id of input.projectIds ?? []) throw missing(id);
  return {
    ...given({
      labels: input.labelIds && labelNames(context, input.labelIds),
      assignees: input.assigneeIds && logins(context, input.assigneeIds),
    }),
    ...(input.milestoneId === undefined ? {} : { milestone: milestoneNumber(context, input.milestoneId) }),
  };
}

/** The repository that something is made in: there is only this one, and no forks. */
export function checkRepository(id: string | null | undefined): void {
  if (id !== null && id !== undefined && id !== nodeId('repository', 1)) throw missing(id);
}

export const lower = (word: string | null | undefined) => word?.toLowerCase();
