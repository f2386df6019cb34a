import type { PullRequest, TimelineItem } from '../../domain/change.ts';
import type { JudgedPolicy } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import { type Mark, marksOf } from './marks.ts';

/** The head that something on a PR was given for. */
export type GivenFor =
  | { readonly kind: 'present' }
  /** `oneOf`: for this head or for one before it on the same branch, which GitHub no longer lists. */
  | { readonly kind: 'earlier'; readonly head: Sha; readonly oneOf: boolean }
  /** For which content it was cannot be told. */
  | { readonly kind: 'untold'; readonly why: string };

/**
 * Which content a mark was given for. A review names its head (fact 19). A label or a comment has nothing but its
 * place in the timeline, where commits stand at their push; but a force-push takes those of the old branch out of it,
 * and names only the head that it replaced. Commit dates prove nothing (fact 21).
 */
export function givenFor(pr: PullRequest, mark: Mark): GivenFor {
  const { sha, position } = mark;
  const moved = pr.timeline.findLast((item, at) => at > position && item.kind === 'base-changed');
  // What it was on the old base can no longer be told: where that stood then is not known.
  if (moved?.kind === 'base-changed') return untold(`its base was changed from ${moved.from} to ${moved.to}`);
  if (sha !== undefined) return sha === null ? untold(gone) : head(pr, sha, false);
  const next = pr.timeline.findIndex((item, at) => at > position && isMove(item));
  const last = pr.timeline.findLastIndex((item, at) => at < position && isMove(item));
  const [pushed, known] = [pr.timeline[next], headAfter(pr.timeline[last])];
  if (pushed === undefined) return { kind: 'present' };
  if (pushed.kind !== 'force-push') {
    // A head that something was pushed onto is no longer the head, whatever GitHub says.
    return known === null || known === pr.headSha ? untold(gone) : head(pr, known, false);
  }
  const { before } = pushed;
  if (before === null) return untold(gone);
  // To leave a head and be back at it takes a force-push, and there is none between.
  const stood = known === before || reviewed(pr.timeline.slice(last + 1, position), before);
  return head(pr, before, !stood);
}

/** Every earlier head that marks of these approvals were given for: what has to be held against the present one. */
export function earlierHeads(pr: PullRequest, names: readonly string[], policy: JudgedPolicy): Sha[] {
  const heads = names.flatMap((name) => {
    const approval = Object.hasOwn(policy.approvals, name) ? policy.approvals[name] : undefined;
    const marks = approval === undefined ? [] : marksOf(pr, approval);
    return marks.flatMap((mark) => {
      const given = givenFor(pr, mark);
      return given.kind === 'earlier' && given.head !== pr.headSha ? [given.head] : [];
    });
  });
  return [...new Set(heads)];
}

const gone = 'GitHub no longer tells which commit it was given for';
const untold = (why: string): GivenFor => ({ kind: 'untold', why });

function head(pr: PullRequest, sha: Sha, oneOf: boolean): GivenFor {
  const certain = !oneOf || (sha === pr.headSha && pr.commitCount === 1);
  return sha === pr.headSha && certain ? { kind: 'present' } : { kind: 'earlier', head: sha, oneOf };
}

const isMove = (item: TimelineItem): boolean => item.kind === 'commit' || item.kind === 'force-push';

function headAfter(item: TimelineItem | undefined): Sha | null {
  if (item?.kind === 'commit') return item.sha;
  return item?.kind === 'force-push' ? item.after : null;
}

const reviewed = (items: readonly TimelineItem[], sha: Sha): boolean =>
  items.some((item) => item.kind === 'review' && item.sha === sha);
