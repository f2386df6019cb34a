import type { AlteredChange } from '../../domain/contents.ts';
import type { Mark, SignedOn } from './marks.ts';

/**
 * How a PR stands with one approval of the policy. `by` is a login, `at` ISO 8601, `position` the place in the PR's
 * timeline, which is the only order that counts there (fact 21), or of a sign-off in the record. A closed union; only `given` lets a change through.
 */
export type ApprovalState =
  | {
      readonly state: 'given';
      readonly by: string;
      readonly at: string;
      readonly how: Mark['how'];
      readonly url: string | null;
      readonly position: number;
      readonly on?: SignedOn;
    }
  /**
   * Nobody has put the label on, approved or said so; `edited` is a comment that would be it, were it not edited, and
   * `elsewhere` a sign-off of a candidate that does not hold the change.
   */
  | {
      readonly state: 'missing';
      readonly edited: string | null;
      readonly elsewhere?: SignedOn & { readonly by: string };
    }
  /**
   * Given, and then the change changed: `since` is the commit that did it, where GitHub says, `changed` the paths, and
   * `why` says why it cannot be told whether it did. `as` tells what did it where that was no push to the PR.
   */
  | {
      readonly state: 'stale';
      readonly by: string;
      readonly at: string;
      readonly since: string | null;
      readonly changed: readonly string[];
      readonly why: string | null;
      readonly as?: AlteredChange['by'];
    }
  /** Given by somebody who does not hold the role. */
  | {
      readonly state: 'wrong-person';
      readonly by: string;
      readonly how: Mark['how'];
      readonly at: string;
      readonly url: string | null;
      readonly role: string;
    }
  /** Given by the author of the change, where the policy wants four eyes. */
  | { readonly state: 'by-author'; readonly by: string; readonly at: string; readonly url: string | null }
  /** Somebody who holds the role has asked for changes, and nobody has taken that back. */
  | {
      readonly state: 'rejected';
      readonly by: string;
      readonly at: string;
      readonly url: string | null;
      readonly on?: SignedOn;
    }
  /** Given before, or without, the approval `before`, which the policy wants first. */
  | { readonly state: 'too-early'; readonly by: string; readonly at: string; readonly before: string }
  /** What was read does not tell: it may be given or not. */
  | { readonly state: 'unknown'; readonly why: string; readonly permission?: string };
