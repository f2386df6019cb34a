import { isNode, type SourceFile } from './source.ts';

/** Registries whose entries are not sorted by name, or in which no list of entries was found. */
export function registryFaults(file: SourceFile): string[] {
  if (!file.path.endsWith('/registry.ts')) return [];
  const lists = file.nodes
    .filter(({ node }) => node.type === 'VariableDeclarator')
    .map(({ node }) => entryNames(node.init))
    .filter((names) => names.length > 0);
  if (lists.length === 0) return [`${file.path}: has no list of entries`];
  return lists.flatMap((names) => {
    const wrong = names.find((name, index) => index > 0 && name <= (names[index - 1] ?? ''));
    return wrong === undefined ? [] : [`${file.path}: ${wrong} is not where it sorts`];
  });
}

/** The names in `[approvals, checks]`, `[...a, ...b].sort()` or `[{ name: 'abort', ... }]`; else none. */
function entryNames(init: unknown): string[] {
  if (!isNode(init)) return [];
  if (init.type === 'TSAsExpression' || init.type === 'TSSatisfiesExpression')
    return entryNames(init.expression);
  if (init.type === 'CallExpression' && isNode(init.callee)) return entryNames(init.callee.object);
  if (init.type !== 'ArrayExpression' || !Array.isArray(init.elements)) return [];
  const names = init.elements.map(entryName);
  return names.every((name) => name !== null) ? names : [];
}

function entryName(entry: unknown): string | null {
  if (!isNode(entry)) return null;
  if (entry.type === 'Identifier') return String(entry.name);
  if (entry.type === 'SpreadElement') return entryName(entry.argument);
  if (entry.type !== 'ObjectExpression' || !Array.isArray(entry.properties)) return null;
  const name = entry.properties.filter(isNode).find((p) => isNode(p.key) && p.key.name === 'name')?.value;
  return isNode(name) && typeof name.value === 'string' ? name.value : null;
}
