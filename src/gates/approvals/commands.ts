import type { PullRequest, TimelineItem } from '../../domain/change.ts';
import { sameLogin } from '../roles.ts';
import type { Mark } from './marks.ts';

type Comment = Extract<TimelineItem, { kind: 'comment' }>;

interface Placed {
  readonly comment: Comment;
  readonly position: number;
}

/**
 * The comments whose first line is the command, of each person the last one: `/qa-approve cancel` takes one's own
 * back. One that was edited approves nothing: whoever may write to the repository can edit another's words, and when
 * they came to be is not their place in the timeline. Deleted ones are not in the timeline at all.
 */
export function commandMarks(pr: PullRequest, command: string): Mark[] {
  return lastWords(commandsOf(pr, command))
    .filter(({ comment }) => comment.line === command)
    .map(({ comment: { actor, at, url }, position }) => ({ how: 'comment', by: actor, at, url, position }));
}

/** The newest comment that would be the command had it not been edited; null where there is none. */
export function editedCommand(pr: PullRequest, command: string): Comment | null {
  const edited = pr.timeline.findLast(
    (item): item is Comment => item.kind === 'comment' && item.edited && item.line === command,
  );
  return edited ?? null;
}

function commandsOf({ timeline }: PullRequest, command: string): Placed[] {
  const counts = ({ line, edited }: Comment) => (line === command && !edited) || line === `${command} cancel`;
  return timeline.flatMap((item, position): Placed[] =>
    item.kind === 'comment' && counts(item) ? [{ comment: item, position }] : [],
  );
}

/** Comments of deleted accounts cannot be told apart, so each stands for itself. */
const lastWords = (all: readonly Placed[]): Placed[] =>
  all.filter(
    ({ comment: { actor }, position }) =>
      actor === null ||
      !all.some(
        (later) =>
          later.position > position && later.comment.actor !== null && sameLogin(later.comment.actor, actor),
      ),
  );
