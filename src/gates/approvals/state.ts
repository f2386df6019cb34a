/**
 * How a PR stands with one approval of the policy. `by` is a login, `at` ISO 8601, `position` the place in the PR's
 * timeline, which is the only order that counts (fact 21). A closed union; only `given` lets a change through.
 */
export type ApprovalState =
  | {
      readonly state: 'given';
      readonly by: string;
      readonly at: string;
      readonly how: 'label' | 'review';
      readonly url: string;
      readonly position: number;
    }
  /** Nobody has put the label on or approved. */
  | { readonly state: 'missing' }
  /** Given, and then the change changed: `since` is the commit that did it, where GitHub says. */
  | { readonly state: 'stale'; readonly by: string; readonly at: string; readonly since: string | null }
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
