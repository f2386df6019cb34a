import type { Issue, PullRequest } from '../../domain/change.ts';
import type { Read } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { PullRequestText } from '../../domain/notes.ts';
import type { NotesRules } from '../../domain/notes-rules.ts';

/** A change on the way to a version. */
export interface NotedChange {
  /** The PR it came by; null for a commit that came by none. */
  readonly pullRequest: PullRequest | null;
  /** The first line of the commit's message. */
  readonly subject: string;
  readonly commit: Sha;
  /** What the PR says beside its title; null for none. */
  readonly text: Read<PullRequestText> | null;
}

/** Whose notes they are. Times and refs as in `Notes`. */
export interface NotesSubject {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly sha: Sha;
  readonly ref: string;
  readonly released: boolean;
  readonly date: string | null;
  readonly managers: readonly string[];
  readonly since: { readonly ref: string; readonly sha: Sha } | null;
}

/** All that release notes are made of. */
export interface NotesFacts {
  readonly subject: NotesSubject;
  readonly rules: NotesRules;
  /** In landing order: what came since then and stands, but for what was there already. */
  readonly changes: readonly NotedChange[];
  /** What stood there and does not stand here. */
  readonly takenBack: readonly NotedChange[];
  /** Null where there is no GitHub to ask. */
  readonly knownIssues: Read<readonly Issue[]> | null;
  /** The newest document `summary` on record. */
  readonly summary: string | null;
}
