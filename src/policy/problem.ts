/** What is wrong in a policy, and where: line and column count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
  /** Stable, where there is one: `role.empty`. */
  readonly code?: string;
}

/** Where in the document: `['gates', 'promote', 0, 'names']`. */
export type Path = readonly PropertyKey[];

/** A problem by its place in the document instead of its line: at the key, or at what stands behind it. */
export interface Complaint {
  readonly path: Path;
  readonly on: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
  /** Stable, where there is one: `role.empty`. */
  readonly code?: string;
}

/** How a place is called in a message: `names`, or `names[1]` for the second entry of a list. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the policy';
  const parent = path.at(-2);
  return typeof last === 'number' ? `\`${String(parent)}[${last}]\`` : `\`${String(last)}\``;
}
