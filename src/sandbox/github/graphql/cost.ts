import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type ErrorType, Refused } from './errors.ts';
import type { Price } from './types.ts';

/** What GitHub allows one query: 100 a connection, 500,000 nodes in all (fact 2). */
const perConnection = 100;
const perQuery = 500_000;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How often GitHub would have to ask for a connection, and how many nodes it could get. */
  requests: number;
  nodes: number;
}

/**
 * The price of an operation by GitHub's rule (docs: graphql/overview/rate-limits-and-query-limits): every connection
 * counts at the limit asked for, times the limits around it. Throws a GraphQLError over Refused where a limit is missing, out of range,
 * or the whole is too large. The document must be valid against the schema.
 */
export function priceOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Price {
  const fragments = new Map(
    document.definitions.flatMap((d) =>
      d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [],
    ),
  );
  const walk: Walk = {
    schema,
    fragments,
    variables: withDefaults(operation, variables),
    requests: 0,
    nodes: 0,
  };
  const root = schema.getRootType(operation.operation);
  if (root) selections(walk, root, operation.selectionSet, 1, []);
  if (walk.nodes > perQuery) {
    const message = `This query requests up to ${walk.nodes.toLocaleString('en-US')} possible nodes which exceeds the maximum limit of 500,000.`;
    throw new GraphQLError(message, { originalError: new Refused('MAX_NODE_LIMIT_EXCEEDED', message) });
  }
  return { cost: Math.max(1, Math.round(walk.requests / 100)), nodeCount: walk.nodes };
}

function withDefaults(operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>) {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

type Path = readonly string[];

function selections(
  walk: Walk,
  type: GraphQLCompositeType,
  set: SelectionSetNode,
  times: number,
  path: Path,
) {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) field(walk, type, selection, times, path);
    else {
      const part =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
      if (part === undefined) continue;
      const on = part.typeCondition && walk.schema.getType(part.typeCondition.name.value);
      selections(walk, isCompositeType(on) ? on : type, part.selectionSet, times, path);
    }
  }
}

function field(walk: Walk, parent: GraphQLCompositeType, node: FieldNode, times: number, above: Path) {
  if (!(isObjectType(parent) || isInterfaceType(parent)) || node.selectionSet === undefined) return;
  const definition = parent.getFields()[node.name.value];
  const type = definition && getNamedType(definition.type);
  if (!isCompositeType(type)) return;
  const path = [...above, (node.alias ?? node.name).value];
  if (!/Connection$/.test(type.name)) return selections(walk, type, node.selectionSet, times, path);
  walk.requests += times;
  // GitHub asks for a limit only where nodes are wanted: `comments { totalCount }` is fine.
  const wanted = wantsNodes(walk, type as GraphQLObjectType, node.selectionSet);
  const limit = limitOf(walk, node, path) ?? (wanted ? missing(node, path) : 0);
  walk.nodes += times * limit;
  selections(walk, type, node.selectionSet, times * limit, path);
}

function wantsNodes(walk: Walk, type: GraphQLObjectType, set: SelectionSetNode): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return ['nodes', 'edges', 'pageInfo'].includes(selection.name.value);
    const part =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
    return part !== undefined && wantsNodes(walk, type, part.selectionSet);
  });
}

/** A refusal at a field, as GitHub shows it: with the path and place of the field. */
function refuse(type: ErrorType, message: string, node: FieldNode, path: Path): never {
  throw new GraphQLError(message, { nodes: [node], path, originalError: new Refused(type, message) });
}

const missing = (node: FieldNode, path: Path): never =>
  refuse(
    'MISSING_PAGINATION_BOUNDARIES',
    `You must provide a \`first\` or \`last\` value to properly paginate the \`${node.name.value}\` connection.`,
    node,
    path,
  );

function limitOf(walk: Walk, node: FieldNode, path: Path): number | null {
  for (const name of ['first', 'last']) {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const given =
      value?.kind === Kind.INT
        ? Number(value.value)
        : value?.kind === Kind.VARIABLE
          ? walk.variables[value.name.value]
          : undefined;
    if (typeof given === 'number') return inRange(given, name, node, path);
  }
  return null;
}

function inRange(limit: number, name: string, node: FieldNode, path: Path): number {
  const field = node.name.value;
  if (limit > perConnection)
    refuse(
      'EXCESSIVE_PAGINATION',
      `Requesting ${limit} records on the \`${field}\` connection exceeds the \`${name}\` limit of 100 records.`,
      node,
      path,
    );
  if (limit < 1)
    refuse(
      'EXCESSIVE_PAGINATION',
      `\`${name}\` on the \`${field}\` connection cannot be less than 1.`,
      node,
      path,
    );
  return limit;
}
