import { type CommitData, messageText } from '../git/objects.ts';

/** A commit message's first line, as text; empty where there is no such commit. */
export function subjectLine(commit: CommitData | undefined): string {
  return commit === undefined ? '' : (messageText(commit).trimStart().split('\n', 1)[0]?.trim() ?? '');
}
