/** What a planner answered, as far as a view needs it. */
export type Outcome =
  | { readonly kind: 'plan' }
  | { readonly kind: 'nothing'; readonly message: string }
  | { readonly kind: 'stop' };
