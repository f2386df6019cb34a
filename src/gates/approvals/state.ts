/**
 * How a PR stands with one approval of the policy. `by` is a login, `at` ISO 8601, `position` the place in the PR's
 * timeline, which is the only order that counts (fact 21). A closed union; only `given` lets a change through.
 */
export type ApprovalState =
  | {
      readonly state: 'given';
      readonly by: string;
      readonly at: string;
      readonly how: 'label' | 'review' | 'comment';
      readonly url: string;
      readonly position: number;
    }
  /** Nobody has put the label on, approved or said so; `edited` is a comment that would be it, were it not edited. */
  | { readonly state: 'missing'; readonly edited: string | null }
  /**
   * Given, and then the change changed: `since` is the commit that did it, where GitHub says, `changed` the paths, and
   * `why` says why it cannot be told whether it did.
   */
  | {
      readonly state: 'stale';
      readonly by: string;
      readonly at: string;
      readonly since: string | null;
      readonly changed: readonly string[];
      readonly why: string | null;
    }
  /** Given by somebody who does not hold the role. */
  | { readonly state: 'wrong-person'; readonly by: string; readonly role: string }
  /** Given by the author of the change, where the policy wants four eyes. */
  | { readonly state: 'by-author'; readonly by: string }
  /** Somebody who holds the role has asked for changes, and nobody has taken that back. */
  | { readonly state: 'rejected'; readonly by: string; readonly at: string; readonly url: string }
  /** Given before, or without, the approval `before`, which the policy wants first. */
  | { readonly state: 'too-early'; readonly by: string; readonly at: string; readonly before: string }
  /** What was read does not tell: it may be given or not. */
  | { readonly state: 'unknown'; readonly why: string; readonly permission?: string };
