import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import type { Origin } from '../origin.ts';
import { userOf } from '../people.ts';
import { withRate } from '../rate-limit.ts';
import type { Store } from '../store.ts';
import { priceOf } from './cost.ts';
import { judge, uncovered } from './coverage.ts';
import { NotCovered, Refused, shownError } from './errors.ts';
import { askGit } from './git-asks.ts';
import { plainField, schema, typeName } from './schema.ts';
import { syntaxMessage } from './syntax.ts';
import type { Context, Price } from './types.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** Who asks whom. `web` and `api` are the bases of the pages and of REST, without a last slash. */
export interface GraphqlCaller {
  readonly store: Store;
  readonly origin: Origin;
  /** The login of the token; null: no token. */
  readonly viewer: string | null;
  readonly web?: string;
  readonly api?: string;
}

/** `cost` is what the query takes from the hour's points (fact 1); 0 where it was not run. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly cost: number;
}

const docs = 'https://docs.github.com/graphql';
const refused = (status: number, message: string, page = docs): GraphqlAnswer => ({
  status,
  body: { message, documentation_url: page, status: String(status) },
  cost: 0,
});
const notCovered = (what: string): GraphqlAnswer =>
  refused(501, `Not covered by the embedded GitHub: ${what}`);
const failed = (errors: readonly GraphQLError[], data?: null): GraphqlAnswer => ({
  status: 200,
  body: { ...(data === undefined ? {} : { data }), errors: errors.map(shownError) },
  cost: 0,
});

/**
 * Executes one GraphQL request as GitHub answers it over HTTP: 200 with `data` and `errors` (with GitHub's `type`),
 * 401 without a token, 400 without a query, and 501 naming whatever the embedded GitHub does not cover. Never throws
 * for anything the caller sent.
 */
export async function executeGraphql(caller: GraphqlCaller, body: unknown): Promise<GraphqlAnswer> {
  if (caller.viewer === null)
    return refused(
      401,
      'This endpoint requires you to be authenticated.',
      `${docs}/guides/forming-calls-with-graphql#authentication`,
    );
  const request = readRequest(body);
  if (request === null) return refused(400, 'A query attribute must be specified and must be a string.');
  const prepared = prepare(request);
  return 'status' in prepared ? prepared : run(caller, request, prepared);
}

function readRequest(body: unknown): GraphqlRequest | null {
  const given = body as Partial<GraphqlRequest> | null;
  return typeof given === 'object' && typeof given?.query === 'string' ? (given as GraphqlRequest) : null;
}

interface Prepared {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly price: Price;
}

/** The same text always judges the same; the newest texts are kept. */
const judged = new Map<string, DocumentNode | GraphqlAnswer>();

function documentOf(query: string): DocumentNode | GraphqlAnswer {
  const known = judged.get(query);
  if (known !== undefined) return known;
  const result = judgeText(query);
  judged.set(query, result);
  const oldest = judged.size > 200 ? judged.keys().next().value : undefined;
  if (oldest !== undefined) judged.delete(oldest);
  return result;
}

function judgeText(query: string): DocumentNode | GraphqlAnswer {
  try {
    const document = parse(query);
    const { uncovered: missing, errors } = judge(schema(), document);
    if (missing.length > 0) return notCovered(missing.join(', '));
    return errors.length > 0 ? failed(errors) : document;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return failed([
      new GraphQLError(syntaxMessage(error), { source: error.source, positions: error.positions }),
    ]);
  }
}

function prepare(request: GraphqlRequest): Prepared | GraphqlAnswer {
  const document = documentOf(request.query);
  if ('status' in document) return document;
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return failed([new GraphQLError('An operation name is required')]);
  try {
    return { document, operation, price: priceOf(schema(), document, operation, request.variables ?? {}) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return failed([error], null);
  }
}

async function run(
  caller: GraphqlCaller,
  request: GraphqlRequest,
  prepared: Prepared,
): Promise<GraphqlAnswer> {
  const { store, origin, web = 'https://github.com', api = 'https://api.github.com' } = caller;
  const state = withRate(store, await store.read());
  const viewer = userOf(state, caller.viewer ?? '');
  if (viewer === null) return refused(401, 'Bad credentials');
  const { price, operation } = prepared;
  const context: Context = {
    store,
    origin,
    web,
    api,
    state,
    viewer,
    price,
    git: askGit(origin, () => context.state),
  };
  const result = await execute({
    schema: schema(),
    document: isDry(operation) ? onlyRateLimit(prepared) : prepared.document,
    rootValue: undefined,
    contextValue: context,
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? undefined,
    fieldResolver: plainField,
    typeResolver: typeName,
  });
  return shown(result, price);
}

function shown({ data, errors = [] }: ExecutionResult, { cost }: Price): GraphqlAnswer {
  for (const error of errors) {
    const { originalError } = error;
    const what =
      originalError instanceof NotCovered ? originalError.what : data === undefined ? uncovered(error) : null;
    if (what !== null) return notCovered(what);
    // Anything else that resolvers throw is a bug of the embedded GitHub, and must not look like GitHub's answer.
    if (originalError !== undefined && originalError !== null && !(originalError instanceof Refused))
      throw originalError;
  }
  const plain = errors.length > 0 ? { errors: errors.map(shownError) } : {};
  return { status: 200, body: { ...(data === undefined ? {} : { data }), ...plain }, cost };
}

const rateLimits = ({ selectionSet }: OperationDefinitionNode) =>
  selectionSet.selections.flatMap((node) =>
    node.kind === Kind.FIELD && node.name.value === 'rateLimit' ? [node] : [],
  );

/** `rateLimit(dryRun: true)` prices the query and runs nothing else of it. */
const isDry = (operation: OperationDefinitionNode): boolean =>
  rateLimits(operation).some((node) =>
    node.arguments?.some(
      ({ name, value }) => name.value === 'dryRun' && value.kind === Kind.BOOLEAN && value.value,
    ),
  );

const onlyRateLimit = ({ document, operation }: Prepared): DocumentNode => ({
  ...document,
  definitions: [
    ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
    { ...operation, selectionSet: { ...operation.selectionSet, selections: rateLimits(operation) } },
  ],
});
