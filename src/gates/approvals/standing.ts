import type { PullRequest } from '../../domain/change.ts';
import type { Contents } from '../../domain/contents.ts';
import { short } from '../../domain/git.ts';
import type { Policy } from '../../domain/policy.ts';
import { holds, sameLogin, type Teams } from '../roles.ts';
import { editedCommand } from './commands.ts';
import { type Mark, marksOf, rejectionsOf } from './marks.ts';
import { outdated } from './outdated.ts';
import type { ApprovalState } from './state.ts';

export type { ApprovalState } from './state.ts';

type Given = Extract<ApprovalState, { state: 'given' }>;

/** What has to be known beside the PR itself. */
export interface ApprovalFacts {
  readonly teams: Teams;
  /** What the PR was at the heads that marks on it were given for (given-for.ts). */
  readonly contents: Contents;
}

/**
 * How a PR stands with the approval `name` of the policy, judged by who, in which order, and for which content
 * (facts 19 to 22). What could not be read is `unknown` where it could turn the answer, never a yes and never a no.
 * Throws where the policy knows no approval of that name, which the loader rules out.
 */
export function approvalState(
  pr: PullRequest,
  name: string,
  policy: Policy,
  { teams, contents }: ApprovalFacts,
): ApprovalState {
  const approval = approvalOf(policy, name);
  const doubt = doubtAbout(pr);
  if (doubt !== null) return { state: 'unknown', why: doubt };
  const rejections = rejectionsOf(pr).map((mark) => rejection(mark, approval.role, policy, teams));
  const rejected = rejections.find((state) => state?.state === 'rejected');
  if (rejected) return rejected;
  const earlier = approval.after.map((before) => ({
    before,
    state: approvalState(pr, before, policy, { teams, contents }),
  }));
  const states = marksOf(pr, approval).map((mark) =>
    weigh(mark, { pr, approval, policy, teams, contents, earlier }),
  );
  const best = order.flatMap((word) => states.find((s) => s.state === word) ?? [])[0];
  if (best?.state === 'given') return rejections.find((state) => state !== null) ?? best;
  return best ?? { state: 'missing', edited: editedComment(pr, approval) };
}

/** The approval as the policy has it; throws where it has none of that name. */
export function approvalOf(policy: Policy, name: string): Policy['approvals'][string] {
  const approval = Object.hasOwn(policy.approvals, name) ? policy.approvals[name] : undefined;
  if (approval === undefined) throw new Error(`the policy has no approval "${name}"`);
  return approval;
}

/** Of several marks the one nearest to an approval speaks. */
const order = ['given', 'unknown', 'too-early', 'stale', 'by-author', 'wrong-person'] as const;

interface Scene extends ApprovalFacts {
  readonly pr: PullRequest;
  readonly approval: Policy['approvals'][string];
  readonly policy: Policy;
  readonly earlier: readonly { readonly before: string; readonly state: ApprovalState }[];
}

/** Why nothing may be concluded from the timeline, or null. It can lag behind a push (fact 21). */
function doubtAbout(pr: PullRequest): string | null {
  if (!pr.timelineComplete) return `the timeline of #${pr.number} is longer than what was read`;
  const hasHead = pr.timeline.some(
    (item) =>
      (item.kind === 'commit' && item.sha === pr.headSha) ||
      (item.kind === 'force-push' && item.after === pr.headSha),
  );
  return hasHead ? null : `the timeline of #${pr.number} does not show its head ${short(pr.headSha)} yet`;
}

/** `rejected` or `unknown` where this review blocks or may block; null where its author does not hold the role. */
function rejection(mark: Mark, role: string, policy: Policy, teams: Teams): ApprovalState | null {
  if (mark.by === null) return { state: 'unknown', why: `a deleted account asks for changes: ${mark.url}` };
  const held = holds(mark.by, role, policy, teams);
  if (held.holds === 'yes') return { state: 'rejected', by: mark.by, at: mark.at, url: mark.url };
  return held.holds === 'unknown' ? doubt(`${mark.by} asks for changes; ${held.why}`, held.permission) : null;
}

function weigh(mark: Mark, { pr, approval, policy, teams, contents, earlier }: Scene): ApprovalState {
  const { by, at } = mark;
  if (by === null) return { state: 'unknown', why: `GitHub does not say who gave it (${mark.how})` };
  const held = holds(by, approval.role, policy, teams);
  if (held.holds === 'no') return { state: 'wrong-person', by, role: approval.role };
  if (approval.notAuthor && pr.author !== null && sameLogin(by, pr.author)) return { state: 'by-author', by };
  const stale = outdated(pr, mark, contents);
  if (stale !== null) return { state: 'stale', by, at, ...stale };
  if (held.holds === 'unknown') return doubt(held.why, held.permission);
  return inOrder({ state: 'given', by, at, how: mark.how, url: mark.url, position: mark.position }, earlier);
}

/** The mark, or `too-early`, or `unknown` where an approval that must come first is. */
function inOrder(given: Given, earlier: Scene['earlier']): ApprovalState {
  const { by, at, position } = given;
  for (const { before, state } of earlier) {
    if (state.state === 'unknown') return state;
    if (state.state !== 'given' || state.position >= position) {
      return { state: 'too-early', by, at, before };
    }
  }
  return given;
}

/** The URL of a comment that would give it, had nobody edited it. */
function editedComment(pr: PullRequest, { by }: Scene['approval']): string | null {
  const edited = by.flatMap((form) => ('comment' in form ? (editedCommand(pr, form.comment) ?? []) : []));
  return edited[0]?.url ?? null;
}

const doubt = (why: string, permission: string | undefined): ApprovalState =>
  permission === undefined ? { state: 'unknown', why } : { state: 'unknown', why, permission };
