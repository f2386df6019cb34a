import {
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Where the data of an answer is not what the document asks for: the path of a field that was left out, or that is a
 * value where fields were asked for, a list where there are none, a number where there is none. Null where it fits. What
 * is null is left to who reads it. Fields below a type condition may be missing all together: it is another type then.
 */
export function misfit(document: string, data: unknown): string | null {
  const { definitions } = parse(document, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const query = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  return query === undefined || data === null ? null : ofObject(data, query.selectionSet, fragments, '');
}

function ofObject(value: unknown, set: SelectionSetNode, fragments: Fragments, path: string): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return path || 'data';
  for (const selection of set.selections) {
    const found =
      selection.kind === Kind.FIELD
        ? ofField(Reflect.get(value, (selection.alias ?? selection.name).value), selection, fragments, path)
        : ofFragment(value, selection, fragments, path);
    if (found !== null) return found;
  }
  return null;
}

function ofFragment(
  value: object,
  spread: Exclude<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>,
  fragments: Fragments,
  path: string,
): string | null {
  const fragment = spread.kind === Kind.INLINE_FRAGMENT ? spread : fragments.get(spread.name.value);
  if (fragment === undefined || !applies(value, fragment)) return null;
  return ofObject(value, fragment.selectionSet, fragments, path);
}

/** By its type where that is told; else an object that has none of the fragment's fields is of another. */
function applies(value: object, fragment: InlineFragmentNode | FragmentDefinitionNode): boolean {
  const type: unknown = Reflect.get(value, '__typename');
  if (typeof type === 'string') return type === fragment.typeCondition?.name.value;
  return fragment.selectionSet.selections.some(
    (one) => one.kind !== Kind.FIELD || (one.alias ?? one.name).value in value,
  );
}

function ofField(
  value: unknown,
  field: Extract<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>,
  fragments: Fragments,
  above: string,
): string | null {
  const name = (field.alias ?? field.name).value;
  const path = above === '' ? name : `${above}.${name}`;
  const set = field.selectionSet;
  if (value === null) return null;
  if (set === undefined) return isLeaf(field.name.value, value) ? null : path;
  if (!Array.isArray(value))
    return field.name.value === 'nodes' ? path : ofObject(value, set, fragments, path);
  // A node that could not be resolved is null.
  const each = value.map((one) => (one === null ? null : ofObject(one, set, fragments, path)));
  return each.find((found) => found !== null) ?? null;
}

/** In rel's documents a field's name tells the sort of its value. */
function isLeaf(name: string, value: unknown): boolean {
  if (/^(?:number|totalCount)$/.test(name)) return typeof value === 'number';
  if (/^(?:is|has)[A-Z]|^merged$/.test(name)) return typeof value === 'boolean';
  if (/^(?:__typename|title|url|body|state|login|oid|name|id|slug|.*(?:At|Oid|RefName|Cursor))$/.test(name))
    return typeof value === 'string';
  return value !== undefined && (typeof value !== 'object' || Array.isArray(value));
}
