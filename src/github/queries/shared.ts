/** Who did something. Only `User` and `Bot` are somebody who can hold a role (see map.ts). */
export interface ActorAnswer {
  readonly __typename: string;
  readonly login: string;
}

/** One page of a connection. GitHub may put null for a node that it could not resolve. */
export interface Page<N> {
  readonly nodes: readonly (N | null)[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export const pageInfo = 'pageInfo { hasNextPage endCursor }';

/** Every question is about one repository. */
export interface Repository<R> {
  readonly repository: R | null;
}
