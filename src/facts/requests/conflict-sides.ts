import type { ConflictSides, SideCommit } from '../../domain/conflict.ts';
import type { Sha } from '../../domain/git.ts';
import { commitsTouching } from '../../git/conflict/touching.ts';
import { type CommitData, messageText, readCommits } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import { subjectLine } from '../subject-line.ts';

/** Where a conflict is: what is picked (and the PR it was named by), onto what, and the paths in conflict. */
export interface ConflictPoint {
  readonly source: Sha;
  readonly pr: number | null;
  readonly onto: Sha;
  readonly paths: readonly string[];
}

/**
 * Who changed the conflicting paths on either side since the two lines of history parted. A commit of which the
 * target has a pick is named once, on the target's side.
 */
export async function conflictSides(repo: Repository, point: ConflictPoint): Promise<ConflictSides> {
  const { source, onto, paths } = point;
  const [own, line] = await Promise.all([
    commitsTouching(repo, onto, source, paths),
    commitsTouching(repo, source, onto, paths),
  ]);
  const commits = await readCommits(repo, [source, ...own, ...line]);
  const side = (sha: Sha): SideCommit => sideOf(sha, commits.get(sha));
  const ours = own.map(side);
  const there = new Set(ours.map(({ pr }) => pr));
  const theirs = side(source);
  const before = line
    .filter((sha) => sha !== source)
    .map(side)
    .filter(({ pr }) => pr === null || !there.has(pr));
  return { ours, theirs: { ...theirs, pr: point.pr ?? theirs.pr }, before };
}

function sideOf(sha: Sha, commit: CommitData | undefined): SideCommit {
  const subject = subjectLine(commit);
  const message = commit === undefined ? '' : messageText(commit);
  const author = commit?.author.name ?? '';
  return { sha, pr: pullRequestOf(subject, message), subject: titleOf(subject, message), author };
}

/** The PR a commit says it belongs to: by rel's own trailer, GitHub's `(#N)`, or the subject of GitHub's merges. */
function pullRequestOf(subject: string, message: string): number | null {
  const number =
    /^Pull-Request: #(\d{1,9})$/m.exec(message)?.[1] ??
    /\(#(\d{1,9})\)$/.exec(subject)?.[1] ??
    merged.exec(subject)?.[1];
  return number === undefined ? null : Number(number);
}

const merged = /^Merge pull request #(\d{1,9}) from \S+$/;

/** What the change is called: of GitHub's merges the PR's title, which stands below; without the PR's number. */
function titleOf(subject: string, message: string): string {
  const title = merged.test(subject) ? (message.split('\n')[2]?.trim() ?? '') : '';
  return (title === '' ? subject : title).replace(/ \(#\d{1,9}\)$/, '');
}
