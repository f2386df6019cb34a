import type { CommitData, ObjectData } from '../commit-data.ts';
import type { ChangedFile } from '../origin.ts';
import type { Mergeable } from '../pulls.ts';
import type { World } from '../rest/ask.ts';
import type { Issue, Pull, User } from '../state.ts';
import type { Store } from '../store.ts';

export type PullIssue = Issue & { pull: Pull };

/** Answers of git for one request: asked when a field needs them, together where it can be, and once. */
export interface GitAsks {
  object(sha: string): Promise<ObjectData | null>;
  commit(sha: string): Promise<CommitData | null>;
  /** The whole SHA of whatever a revision expression names, unpeeled; null if nothing. */
  expression(text: string): Promise<string | null>;
  /** Full ref names to the objects they name, unpeeled. */
  refs(): Promise<ReadonlyMap<string, string>>;
  /** A PR's commits, oldest first. */
  pullCommits(issue: PullIssue): Promise<readonly string[]>;
  files(issue: PullIssue): Promise<readonly ChangedFile[]>;
  changes(sha: string): Promise<readonly ChangedFile[]>;
  mergeable(issue: PullIssue): Promise<Mergeable>;
  /** A commit and its ancestors, newest first. */
  history(sha: string): Promise<readonly string[]>;
}

/** What the estimate says of a query (fact 2). */
export interface Price {
  /** Points: the connections asked for / 100, at least 1. */
  readonly cost: number;
  readonly nodeCount: number;
}

/** A request under way. A mutation replaces `state` and `git`; nothing else changes. */
export interface Context extends World {
  state: World['state'];
  readonly store: Store;
  readonly viewer: User;
  git: GitAsks;
  readonly price: Price;
}

/** The arguments of every covered field, checked by the schema before a resolver sees them. */
export interface Args {
  readonly after?: string | null;
  readonly before?: string | null;
  readonly first?: number | null;
  readonly last?: number | null;
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly login?: string;
  readonly owner?: string;
  readonly name?: string;
  readonly number?: number;
  readonly slug?: string;
  readonly query?: string | null;
  readonly size?: number | null;
  readonly oid?: string | null;
  readonly expression?: string | null;
  readonly qualifiedName?: string;
  readonly refPrefix?: string;
  readonly direction?: Direction | null;
  readonly tagName?: string;
  readonly labels?: readonly string[] | null;
  readonly states?: readonly string[] | null;
  readonly author?: string | null;
  readonly writersOnly?: boolean | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
  readonly orderBy?: { readonly field: string; readonly direction: Direction } | null;
  readonly filterBy?: IssueFilters | null;
  readonly itemTypes?: readonly string[] | null;
  readonly membership?: 'ALL' | 'CHILD_TEAM' | 'IMMEDIATE' | null;
  readonly mergeType?: 'MERGE' | 'REBASE' | 'SQUASH' | null;
  readonly pullRequestId?: string | null;
  readonly pullRequestNumber?: number | null;
}

export type Direction = 'ASC' | 'DESC';

export interface IssueFilters {
  readonly assignee?: string | null;
  readonly createdBy?: string | null;
  readonly labels?: readonly string[] | null;
  readonly mentioned?: string | null;
  readonly milestone?: string | null;
  readonly milestoneNumber?: string | null;
  readonly since?: string | null;
  readonly states?: readonly string[] | null;
}

export type Resolver<S, A = Args> = (source: S, args: A, context: Context) => unknown;
/** The fields of one GraphQL type over our own data `S`. */
export type Resolvers<S, A = Args> = Readonly<Record<string, Resolver<S, A>>>;

/** A value under its GraphQL type, as resolvers hand it on. */
export interface Typed<S> {
  readonly __typename: string;
  readonly it: S;
}
/** Puts a value under a GraphQL type: `typed('Label')(label)`. */
export const typed =
  <S>(name: string) =>
  (it: S): Typed<S> => ({ __typename: name, it });

/** The same for what may be missing. */
export const maybe = <S, T>(value: S | null | undefined, make: (value: S) => T): T | null =>
  value === null || value === undefined ? null : make(value);
