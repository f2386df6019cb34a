import { isNode, isScalar, LineCounter, parseDocument, stringify, visit } from 'yaml';
import type { Policy } from '../domain/policy.ts';
import type { Explained } from './explain.ts';

/** The policy as YAML with every default filled in; `loadPolicy` reads the same policy from it. */
export function renderPolicy(policy: Policy): string {
  return stringify(policy, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The column at which sources begin, where the values leave room for it, so that 80 columns hold both. */
const sourceColumn = 58;

/**
 * The same text with the source of each value as a comment behind it: `# default`, or `# 12:9`, line and column of the
 * file, with `words` for whose section it stands in. A list of plain values stands on one line where that has room.
 */
export function renderExplained(policy: Policy, explained: readonly Explained[]): string {
  const document = parseDocument(renderPolicy(policy));
  visit(document, {
    Seq(_key, seq) {
      if (seq.items.length > 0 && seq.items.every(isScalar)) seq.flow = isShort(seq.items.map(String));
    },
  });
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  const lines = text.trimEnd().split('\n');
  const words = sourcesByLine(text, explained);
  const widest = Math.max(...lines.map((line) => line.length).filter((length) => length < sourceColumn));
  const shown = lines.map((line, index) => {
    const source = words.get(index + 1);
    return source === undefined ? line : `${line.padEnd(widest)}  # ${source}`;
  });
  return shown.join('\n');
}

const isShort = (items: readonly string[]): boolean => items.join(', ').length < 40;

/** What to say at each line of the text, counted from 1: the source of the first value that stands on it. */
function sourcesByLine(text: string, explained: readonly Explained[]): Map<number, string> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const found = new Map<number, string>();
  for (const { path, from } of explained) {
    const at = positionOf(document.getIn(path, true));
    if (at === null) continue;
    const { line } = counter.linePos(at);
    if (!found.has(line)) found.set(line, sourceWords(from));
  }
  return found;
}

const positionOf = (node: unknown): number | null => (isNode(node) ? (node.range?.[0] ?? null) : null);

const sourceWords = ({ kind, line, column }: Explained['from']): string =>
  kind === 'default' ? 'default' : `${kind === 'product' ? 'product ' : ''}${line}:${column}`;
