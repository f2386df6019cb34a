import type { Sha } from './git.ts';

/**
 * How it was decided that a branch has a change of production. `author`: a commit with its author, author date and title,
 * on all of its paths. `content`: its effect is in the branch's files, however it came there. `decision`: a person said
 * that it need not come (`rel sync-hotfix --settle`).
 */
export type PresentHow = 'ancestry' | 'provenance' | 'patch-id' | 'PR' | 'author' | 'content' | 'decision';

/** A commit of the branch that a person may want to look at. */
export interface NearCommit {
  readonly commit: Sha;
  readonly subject: string;
  readonly why: 'the same title' | 'the same issue' | 'the same author and date';
}

/** How a change of production stands to one branch. */
export type FixState =
  | {
      readonly kind: 'there';
      readonly how: PresentHow;
      /** The commit that brought it; null where only the files tell. */
      readonly commit: Sha | null;
    }
  /** It is not to be brought: production took it back itself, or it takes back what the branch never had. */
  | { readonly kind: 'void'; readonly why: 'taken-back' | 'takes-back-nothing' }
  | {
      readonly kind: 'missing';
      /** The commit of the branch that took it back there. */
      readonly takenBackBy: Sha | null;
      /** The commit that brought a part of it, and the paths that did not come with it. */
      readonly partly: { readonly commit: Sha; readonly paths: readonly string[] } | null;
      readonly near: NearCommit | null;
    };

/** A person's decision that a change need not come to a branch. */
export interface Settled {
  readonly by: string;
  readonly reason: string;
}
