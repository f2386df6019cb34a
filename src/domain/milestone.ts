/** A milestone of the repository. */
export interface Milestone {
  readonly number: number;
  readonly title: string;
  readonly isOpen: boolean;
}

/** An issue or a PR that is open in a milestone. */
export interface OpenItem {
  readonly number: number;
  readonly title: string;
}
