import type { PullRequest } from '../../domain/change.ts';
import { RelError } from '../../domain/errors.ts';

/** An open, draft or closed PR, whatever `merge_commit_sha` GitHub shows for it (fact 12). */
export function unmerged(pr: PullRequest): RelError {
  const state = pr.state === 'CLOSED' ? 'closed without being merged' : pr.isDraft ? 'a draft' : 'still open';
  const first = pr.state === 'CLOSED' ? 'reopen it and merge' : 'merge';
  return notMerged(
    `#${pr.number} is ${state}`,
    'only a merged PR can be picked',
    `${first} it into ${pr.base}, then run: rel pick ${pr.number}`,
  );
}

/** A merged PR whose commits cannot be found for sure. */
export function untold(pr: PullRequest, why: string): RelError {
  const name = pr.mergeCommit ?? pr.headSha;
  return notMerged(
    `which commits #${pr.number} became on ${pr.base} cannot be told`,
    why,
    `find them with: git log ${name}, then name them: rel pick SHA`,
  );
}

/** A PR that GitHub calls merged, and no branch that rel knows holds what it was merged as. */
export function onNoBranch(pr: PullRequest, baseExists: boolean, carrier: PullRequest | null): RelError {
  const [message, why] = baseExists
    ? [
        `#${pr.number} is not on ${pr.base}`,
        `GitHub names ${pr.mergeCommit ?? pr.headSha} as its merge commit, and ${pr.base} does not hold it`,
      ]
    : [`#${pr.number} was merged into ${pr.base}, which is gone`, undefined];
  if (carrier === null) return notMerged(message, why, 'name its commits instead: rel pick SHA');
  return notMerged(
    message,
    `what it changed came to ${carrier.base} as a part of #${carrier.number}, whose commits are others`,
    `pick that one: rel pick ${carrier.number}`,
  );
}

function notMerged(message: string, why: string | undefined, remedy: string): RelError {
  const because = why === undefined ? {} : { why };
  return new RelError({ code: 'pull-request-not-merged', message, remedy, ...because });
}
