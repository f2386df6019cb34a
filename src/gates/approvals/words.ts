import type { PullRequest } from '../../domain/change.ts';
import type { GateFacts, JudgedPolicy, Subject } from '../../domain/facts.ts';
import { short } from '../../domain/git.ts';
import { roleWords } from '../roles.ts';
import { type ApprovalState, approvalOf } from './standing.ts';

/** Each state an approval may be in, with its code; worst first. Of several that stop, the first one is the gate's. */
export const approvalCodes = {
  rejected: 'approvals.rejected',
  'by-author': 'approvals.author',
  'wrong-person': 'approvals.wrong-person',
  'too-early': 'approvals.order',
  stale: 'approvals.stale',
  missing: 'approvals.missing',
  unknown: 'approvals.unreadable',
  given: 'approvals.given',
} as const;

/** One line on the state of one approval of a PR: `qa: given by dora, who does not hold the role qa`. */
export function approvalWords(name: string, state: ApprovalState): string {
  switch (state.state) {
    case 'given':
      return `${name}: given by ${state.by} (${state.on === undefined ? state.how : `sign-off of ${state.on.candidate}`})`;
    case 'missing':
      return `${name}: nobody has given it${becauseWords(state)}`;
    case 'stale':
      return `${name}: given by ${state.by}, but ${staleWords(state)}`;
    case 'wrong-person':
      // Everybody may review a PR, and most who do mean no role by it.
      return state.how === 'review'
        ? `${name}: nobody who holds the role ${state.role} has given it (there is a review by ${state.by})`
        : `${name}: given by ${state.by}, who does not hold the role ${state.role}`;
    case 'by-author':
      return `${name}: given by ${state.by}, who is the author`;
    case 'rejected':
      return `${name}: ${state.by} ${state.on === undefined ? 'asks for changes' : `rejected ${state.on.candidate}`}`;
    case 'too-early':
      return `${name}: given by ${state.by} before ${state.before}, which must come first`;
    case 'unknown':
      return `${name}: ${state.why}`;
  }
}

/** Why what somebody may take for the approval is none; '' where there is nothing of the kind. */
function becauseWords({ edited, elsewhere }: Extract<ApprovalState, { state: 'missing' }>): string {
  if (edited !== null) return ', since a comment that was edited does not count';
  if (elsewhere === undefined) return '';
  return `: ${elsewhere.candidate}, which ${elsewhere.by} decided on, does not hold it`;
}

/** `src/a.ts was changed after it (02f76fc629)`: what is not as it was approved. */
function staleWords({ since, changed, why, as }: Extract<ApprovalState, { state: 'stale' }>): string {
  const commit = since === null ? '' : ` (${short(since)})`;
  if (changed.length === 0) {
    const what = as === undefined ? 'the change was changed after it' : `it was ${done[as]} after it`;
    return `${what}${commit}${why === null ? '' : `; whether it is the same is not known: ${why}`}`;
  }
  const more = changed.length > named ? ` and ${changed.length - named} more` : '';
  const files = `${changed.slice(0, named).join(', ')}${more}`;
  const were = changed.length === 1 ? 'was' : 'were';
  if (as === undefined) return `${files} ${were} changed after it${commit}`;
  return `${files} ${were} ${done[as]} otherwise than approved${commit}`;
}

const done = { merge: 'merged', pick: 'picked' } as const;

/** How many files are named before the rest is a number; the evidence names all. */
const named = 3;

/** What mends it: a person and what they do, with the command where there is one; null where nothing has to be. */
export function approvalRemedy(
  pr: PullRequest,
  name: string,
  state: ApprovalState,
  { subject, policy }: Pick<GateFacts, 'subject' | 'policy'>,
): string | null {
  const ask = () => asking(pr, approvalOf(policy, name), subject, policy);
  switch (state.state) {
    case 'given':
      return null;
    case 'rejected':
      if (state.on === undefined)
        return `ask ${state.by} to approve #${pr.number} or dismiss that review: ${state.url}`;
      return `mend it, and tag the next candidate; or ${state.by} runs: ${signOffCommand(approvalOf(policy, name), subject)}`;
    case 'unknown':
      return state.permission === undefined
        ? 'run the same command again'
        : `give the token the permission \`${state.permission}\`, then run the same command again`;
    case 'too-early':
      return `first ${state.before}, then again ${name}: ${ask()}`;
    default:
      return ask();
  }
}

/** Who has to act: the person who rejected, else the role; null where nobody has to, or nobody here can. */
export function approvalActor(name: string, state: ApprovalState, policy: JudgedPolicy): string | null {
  if (state.state === 'given' || state.state === 'unknown') return null;
  if (state.state === 'rejected') return state.by;
  return approvalOf(policy, state.state === 'too-early' ? state.before : name).role;
}

/** `ask qa (quinn, acme/qa) to approve #231, ...`: who may give it, and in which ways. */
function asking(pr: PullRequest, approval: Approval, subject: Subject, policy: JudgedPolicy): string {
  const ways = approval.by.flatMap((form) => {
    if ('label' in form) return `put \`${form.label}\` on #${pr.number} (taking an old one off first)`;
    if ('comment' in form) return `comment on it: \`gh pr comment ${pr.number} --body ${form.comment}\``;
    if ('review' in form) return `approve it: \`gh pr review ${pr.number} --approve\``;
    return mayBeSignedOff(subject)
      ? `sign off a candidate that holds it: \`${signOffCommand(approval, subject)}\``
      : [];
  });
  if (ways.length === 0)
    return `let it be given in another way, too, in the policy: no candidate holds a change before its ${subject.stage}`;
  return `ask ${roleWords(approval.role, policy)} to ${ways.join(', or to ')}`;
}

type Approval = JudgedPolicy['approvals'][string];

const signOffCommand = ({ role }: Approval, { version }: Subject): string =>
  `rel sign-off ${version} --as ${role}`;

/** Whether a change that is judged at this stage can be on a candidate already. */
export const mayBeSignedOff = ({ stage }: Subject): boolean => stage !== 'pick' && stage !== 'cut';
