import type { PullRequest, TimelineItem } from '../../domain/change.ts';
import type { Sha } from '../../domain/git.ts';
import type { Policy } from '../../domain/policy.ts';
import { sameLogin } from '../roles.ts';
import { commandMarks } from './commands.ts';

type Review = Extract<TimelineItem, { kind: 'review' }>;
type Form = Policy['approvals'][string]['by'][number];

/** One thing that may be an approval: a label that is still on, somebody's last review or command, a sign-off. */
export interface Mark {
  readonly how: 'label' | 'review' | 'comment' | 'sign-off';
  /** Null where GitHub does not say who: such a mark never counts (fact 20). */
  readonly by: string | null;
  readonly at: string;
  /** Where to read it; null for a sign-off, which is in the ledger. */
  readonly url: string | null;
  /** Its place in the PR's timeline; of a sign-off, in the record. */
  readonly position: number;
  /** What a sign-off decided on; absent for what is on the PR. */
  readonly on?: SignedOn;
  /** The head a review was given for, or null; absent for what names none. */
  readonly sha?: string | null;
}

/** The commit that a decision was made on, and the candidate it was called by. */
export interface SignedOn {
  readonly sha: Sha;
  readonly candidate: string;
}

/** Everything that stands on the PR in one of the forms the approval may be given in, oldest first. */
export function marksOf(pr: PullRequest, approval: Policy['approvals'][string]): Mark[] {
  return approval.by.flatMap((form) => marksIn(pr, form)).sort((a, b) => a.position - b.position);
}

function marksIn(pr: PullRequest, form: Form): Mark[] {
  if ('label' in form) return labelMark(pr, form.label);
  if ('comment' in form) return commandMarks(pr, form.comment);
  // It is on no PR (sign-offs.ts).
  if ('signOff' in form) return [];
  return lastReviews(pr).filter(isState('APPROVED')).map(reviewMark);
}

/** The reviews by which somebody still asks for changes, oldest first. */
export function rejectionsOf(pr: PullRequest): Mark[] {
  return lastReviews(pr).filter(isState('CHANGES_REQUESTED')).map(reviewMark);
}

/** The last add of the label that no removal follows (fact 20); labels know no case. */
function labelMark(pr: PullRequest, label: string): Mark[] {
  const same = (other: string) => other.toLowerCase() === label.toLowerCase();
  if (!pr.labels.some(same)) return [];
  const position = pr.timeline.findLastIndex(
    (item) => (item.kind === 'labeled' || item.kind === 'unlabeled') && same(item.label),
  );
  const last = pr.timeline[position];
  const by = last?.kind === 'labeled' ? last.actor : null;
  const at = last?.kind === 'labeled' ? last.at : '';
  return [{ how: 'label', by, at, url: pr.url, position }];
}

interface Placed {
  readonly review: Review;
  readonly position: number;
}

/**
 * The last review of each person that says yes, no or neither any more: a mere comment takes nothing back, a
 * dismissal does (fact 19). Reviews of deleted accounts cannot be told apart, so each stands for itself.
 */
function lastReviews(pr: PullRequest): Placed[] {
  const reviews = pr.timeline.flatMap((item, position): Placed[] =>
    item.kind === 'review' && item.state !== 'COMMENTED' && item.state !== 'PENDING'
      ? [{ review: item, position }]
      : [],
  );
  return reviews.filter(
    ({ review, position }) =>
      review.actor === null ||
      !reviews.some(
        (later) =>
          later.position > position &&
          later.review.actor !== null &&
          review.actor !== null &&
          sameLogin(later.review.actor, review.actor),
      ),
  );
}

const isState =
  (state: Review['state']) =>
  ({ review }: Placed): boolean =>
    review.state === state;

const reviewMark = ({ review, position }: Placed): Mark => ({
  how: 'review',
  by: review.actor,
  at: review.at,
  url: review.url,
  position,
  sha: review.sha,
});
