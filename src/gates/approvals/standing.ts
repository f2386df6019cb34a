import type { PullRequest } from '../../domain/change.ts';
import type { AlteredChange, Contents } from '../../domain/contents.ts';
import { found, type Read } from '../../domain/errors.ts';
import type { JudgedPolicy } from '../../domain/facts.ts';
import { short } from '../../domain/git.ts';
import { millisOf } from '../../domain/time.ts';
import { holds, sameLogin, type Teams } from '../roles.ts';
import { editedCommand } from './commands.ts';
import { type Mark, marksOf, rejectionsOf } from './marks.ts';
import { alteredSince, outdated } from './outdated.ts';
import { type OnTrain, type SignOffMarks, signOffMarks } from './sign-offs.ts';
import type { ApprovalState } from './state.ts';

export type { ApprovalState } from './state.ts';

type Given = Extract<ApprovalState, { state: 'given' }>;

/** What has to be known beside the PR itself. */
export interface ApprovalFacts {
  readonly teams: Teams;
  /** What the PR was at the heads that marks on it were given for (given-for.ts). */
  readonly contents: Contents;
  /** Where the change stands otherwise than its PR has it; absent where nobody had a hand in it. */
  readonly altered?: readonly AlteredChange[];
  /** The change on its train; absent where it is on none, so that no sign-off can be for it. */
  readonly onTrain?: OnTrain;
}

/**
 * How a PR stands with the approval `name` of the policy, judged by who, in which order, and for which content
 * (facts 19 to 22). What could not be read is `unknown` where it could turn the answer, never a yes and never a no.
 * Throws where the policy knows no approval of that name, which the loader rules out.
 */
export function approvalState(
  pr: PullRequest,
  name: string,
  policy: JudgedPolicy,
  facts: ApprovalFacts,
): ApprovalState {
  const approval = approvalOf(policy, name);
  const untold = doubtAbout(pr);
  if (untold !== null) return { state: 'unknown', why: untold };
  const signed = signedOff(pr, approval, policy, facts);
  if (!signed.ok) return doubt(`the sign-offs could not be read: ${signed.why}`, signed.permission);
  const { approved, elsewhere } = signed.value;
  const rejections = [...rejectionsOf(pr), ...signed.value.rejected].map((mark) =>
    rejection(mark, approval.role, policy, facts.teams),
  );
  const rejected = rejections.find((state) => state?.state === 'rejected');
  if (rejected) return rejected;
  const earlier = approval.after.map((before) => ({
    before,
    state: approvalState(pr, before, policy, facts),
  }));
  const states = [...marksOf(pr, approval), ...approved].map((mark) =>
    weigh(mark, { pr, approval, policy, ...facts, earlier }),
  );
  const best = order.flatMap((word) => states.find((s) => s.state === word) ?? [])[0];
  if (best?.state === 'given') return rejections.find((state) => state !== null) ?? best;
  if (best !== undefined) return best;
  const missing = { state: 'missing', edited: editedComment(pr, approval) } as const;
  if (elsewhere === null) return missing;
  const { actor, sha, candidate } = elsewhere;
  return { ...missing, elsewhere: { by: actor.login, sha, candidate } };
}

/** What the record says of the change in the approval's role, where a sign-off may give it. */
function signedOff(
  pr: PullRequest,
  { by, role, notAuthor }: Scene['approval'],
  policy: JudgedPolicy,
  { teams, onTrain }: ApprovalFacts,
): Read<SignOffMarks> {
  if (onTrain === undefined || !by.some((form) => 'signOff' in form))
    return found({ approved: [], rejected: [], elsewhere: null });
  const isAuthor = (login: string) => notAuthor && pr.author !== null && sameLogin(login, pr.author);
  return signOffMarks(onTrain, role, (entry) =>
    entry.approves && isAuthor(entry.by) ? 'no' : holds(entry.by, role, policy, teams).holds,
  );
}

/** The approval as the policy has it; throws where it has none of that name. */
export function approvalOf(policy: JudgedPolicy, name: string): JudgedPolicy['approvals'][string] {
  const approval = Object.hasOwn(policy.approvals, name) ? policy.approvals[name] : undefined;
  if (approval === undefined) throw new Error(`the policy has no approval "${name}"`);
  return approval;
}

/** Of several marks the one nearest to an approval speaks. */
const order = ['given', 'unknown', 'too-early', 'stale', 'by-author', 'wrong-person'] as const;

interface Scene extends ApprovalFacts {
  readonly pr: PullRequest;
  readonly approval: JudgedPolicy['approvals'][string];
  readonly policy: JudgedPolicy;
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
function rejection(mark: Mark, role: string, policy: JudgedPolicy, teams: Teams): ApprovalState | null {
  if (mark.by === null) return { state: 'unknown', why: `a deleted account asks for changes: ${mark.url}` };
  const held = holds(mark.by, role, policy, teams);
  const { by, at, url } = mark;
  if (held.holds === 'yes') return { state: 'rejected', by, at, url, ...signedOn(mark) };
  return held.holds === 'unknown'
    ? doubt(
        `${by} ${mark.how === 'sign-off' ? 'rejected it' : 'asks for changes'}; ${held.why}`,
        held.permission,
      )
    : null;
}

function weigh(
  mark: Mark,
  { pr, approval, policy, teams, contents, altered = [], earlier }: Scene,
): ApprovalState {
  const { by, at, url } = mark;
  if (by === null) return { state: 'unknown', why: `GitHub does not say who gave it (${mark.how})` };
  const held = holds(by, approval.role, policy, teams);
  if (held.holds === 'no') return { state: 'wrong-person', by, how: mark.how, at, url, role: approval.role };
  if (approval.notAuthor && pr.author !== null && sameLogin(by, pr.author))
    return { state: 'by-author', by, at, url };
  // A sign-off is for a candidate that holds this very commit.
  const stale =
    mark.how === 'sign-off' ? null : (outdated(pr, mark, contents) ?? alteredSince(mark, altered));
  if (stale !== null) return { state: 'stale', by, at, ...stale };
  if (held.holds === 'unknown') return doubt(held.why, held.permission);
  const { how, position } = mark;
  return inOrder({ state: 'given', by, at, how, url, position, ...signedOn(mark) }, earlier);
}

const signedOn = ({ on }: Mark): Pick<Mark, 'on'> => (on === undefined ? {} : { on });

/** The mark, or `too-early`, or `unknown` where an approval that must come first is. */
function inOrder(given: Given, earlier: Scene['earlier']): ApprovalState {
  const { by, at } = given;
  for (const { before, state } of earlier) {
    if (state.state === 'unknown') return state;
    if (state.state !== 'given' || !cameBefore(state, given)) return { state: 'too-early', by, at, before };
  }
  return given;
}

/** By their places, where both are in the timeline or both on record; else by their times, which is all there is. */
function cameBefore(a: Given, b: Given): boolean {
  if ((a.how === 'sign-off') === (b.how === 'sign-off')) return a.position < b.position;
  const [first, second] = [millisOf(a.at), millisOf(b.at)];
  return first !== null && second !== null && first < second;
}

/** The URL of a comment that would give it, had nobody edited it. */
function editedComment(pr: PullRequest, { by }: Scene['approval']): string | null {
  const edited = by.flatMap((form) => ('comment' in form ? (editedCommand(pr, form.comment) ?? []) : []));
  return edited[0]?.url ?? null;
}

const doubt = (why: string, permission: string | undefined): ApprovalState =>
  permission === undefined ? { state: 'unknown', why } : { state: 'unknown', why, permission };
