import type { Person } from './people.ts';
import { applyEdits, type Edit, type Files } from './tree.ts';

/** Who did it, and when (ISO 8601, UTC, seconds). */
export interface Stamp {
  readonly who: Person;
  readonly at: string;
}

/** A commit that git has yet to write. `mark` (`:12`) stands for its SHA until the import has given it one. */
export interface Commit {
  readonly mark: string;
  readonly parents: readonly Commit[];
  readonly files: Files;
  readonly message: string;
  readonly author: Stamp;
  readonly committer: Stamp;
}

export interface Tag {
  readonly name: string;
  readonly commit: Commit;
  readonly message: string;
  readonly tagger: Stamp;
}

/** What a commit says and who made it; the committer is the author unless told. */
export interface Words {
  readonly message: string;
  readonly author: Stamp;
  readonly committer?: Stamp;
}

/** Commits, branches and tags in memory, on their way into one `git fast-import` stream. */
export class History {
  readonly commits: Commit[] = [];
  /** Full ref name to commit: branches and `refs/pull/N/head`. */
  readonly refs = new Map<string, Commit>();
  readonly tags: Tag[] = [];

  /** The tip of a branch. Throws (a bug of the story) where there is none. */
  tip(branch: string): Commit {
    const commit = this.refs.get(`refs/heads/${branch}`);
    if (commit === undefined) throw new Error(`the story knows no branch ${branch} yet`);
    return commit;
  }

  /** A new commit: the first parent's files with the edits. It moves no branch. */
  commit(parents: readonly Commit[], edits: readonly Edit[], words: Words): Commit {
    const commit: Commit = {
      mark: `:${this.commits.length + 1}`,
      parents,
      files: applyEdits(parents[0]?.files ?? {}, edits),
      message: words.message,
      author: words.author,
      committer: words.committer ?? words.author,
    };
    this.commits.push(commit);
    return commit;
  }

  /** Moves or creates a branch. */
  move(branch: string, commit: Commit): void {
    this.refs.set(`refs/heads/${branch}`, commit);
  }
}
