import { type CommitData, messageText } from '../git/objects.ts';

/** A commit message's first line, as text; empty where there is no such commit. */
export function subjectLine(commit: CommitData | undefined): string {
  return commit === undefined ? '' : (messageText(commit).trimStart().split('\n', 1)[0]?.trim() ?? '');
}

/** What a commit's change is called: of GitHub's merges the PR's title, which stands below; without the PR's number. */
export function changeTitle(commit: CommitData | undefined): string {
  const subject = subjectLine(commit);
  const isMerge = /^Merge pull request #\d{1,9} from \S+$/.test(subject);
  const below =
    commit === undefined || !isMerge ? '' : messageText(commit).trimStart().split('\n')[2]?.trim();
  return (below || subject).replace(/ \(#\d{1,9}\)$/, '');
}
