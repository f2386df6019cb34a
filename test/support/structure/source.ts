import { parseSync } from 'oxc-parser';

/** One import of a file, of whatever form: `import`, `export from`, `import()`, and `import('x').Type`. */
export interface Import {
  /** As written; null where an `import()` computes it. */
  readonly from: string | null;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly imports: readonly Import[];
  readonly nodes: readonly Found[];
}

/** A node of the syntax tree, and how it hangs on its parent. */
export interface Found {
  readonly node: Node;
  readonly parent: Node | null;
  readonly key: string;
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

/** Reads a TypeScript file. Throws where it is none, so that no rule passes over it. */
export function readSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const nodes = walk(program, null, '');
  return { path, nodes, imports: nodes.flatMap(({ node }) => importOf(node)) };
}

function walk(value: unknown, parent: Node | null, key: string): Found[] {
  if (Array.isArray(value)) return value.flatMap((entry) => walk(entry, parent, key));
  if (!isNode(value)) return [];
  const inside = Object.entries(value).flatMap(([name, child]) => walk(child, value, name));
  return [{ node: value, parent, key }, ...inside];
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function importOf(node: Node): Import[] {
  const { source } = node;
  if (!importing.has(node.type) || !isNode(source)) return [];
  return [{ from: typeof source.value === 'string' ? source.value : null, typeOnly: isTypeOnly(node) }];
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const entries = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return entries.length > 0 && entries.every((e) => e.importKind === 'type' || e.exportKind === 'type');
}
