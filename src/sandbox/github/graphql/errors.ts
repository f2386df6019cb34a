import { type GraphQLError, getLocation } from 'graphql';

/** The `type` GitHub puts beside an error (facts 1 to 3, 22). */
export type ErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'INSUFFICIENT_SCOPES'
  | 'UNPROCESSABLE'
  | 'RATE_LIMITED'
  | 'ARGUMENT_LIMIT'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION'
  | 'MAX_NODE_LIMIT_EXCEEDED'
  | 'INTERNAL';

/** A refusal that GitHub answers with data for everything else: thrown by resolvers. */
export class Refused extends Error {
  readonly type: ErrorType;

  constructor(type: ErrorType, message: string) {
    super(message);
    this.type = type;
  }
}

/** What the embedded GitHub does not do: the whole answer is 501 and names it (`PullRequest.foo`). */
export class NotCovered extends Error {
  readonly what: string;

  constructor(what: string) {
    super(`Not covered by the embedded GitHub: ${what}`);
    this.what = what;
  }
}

export const notFound = (message: string): Refused => new Refused('NOT_FOUND', message);

/** An error as GitHub's GraphQL writes it: `type` first, where it has one. */
export function shownError(error: GraphQLError): Record<string, unknown> {
  const { originalError, path, nodes, source } = error;
  const at = (nodes ?? []).flatMap((node) =>
    node.loc ? [getLocation(node.loc.source, node.loc.start)] : [],
  );
  const locations = at.length > 0 ? at.slice(0, 1) : source ? error.locations : undefined;
  return {
    ...(originalError instanceof Refused ? { type: originalError.type } : {}),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    message: error.message,
  };
}
