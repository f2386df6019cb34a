import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml';
import type { Complaint, Path, Problem } from './problem.ts';

/** A policy's text as data, able to say at which line and column a place of the data stands. */
export interface Source {
  readonly value: unknown;
  readonly problem: (complaint: Complaint) => Problem;
}

export interface ReadSource {
  /** Null where the text is so broken that its data mean nothing. */
  readonly source: Source | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** One megabyte: a policy is written by hand, and anything longer is something else. */
const sizeLimit = 1_000_000;

/** What no policy holds, and what a file of another encoding is full of once it is read as UTF-8. */
const notText = (text: string): (readonly [number, string])[] =>
  (
    [
      [text.indexOf('\0'), 'the file holds a NUL: this is no text in UTF-8'],
      [text.indexOf('\ufffd'), 'what stands here is no UTF-8: save the file in that encoding'],
    ] as const
  ).filter(([at]) => at !== -1);

/** The most keys and entries of lists: yaml compares each key of a mapping with each other. */
const mostEntries = 20_000;

/** The most anchors: yaml looks through all of the document for each. */
const mostAnchors = 500;

function tooMany(text: string): (readonly [number, string])[] {
  const anchor = [...text.matchAll(/(?<![^\s[{,])&(?=\S)/g)][mostAnchors];
  if (anchor !== undefined) return [[anchor.index, `more than ${mostAnchors} anchors: this is no policy`]];
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!':,?-'.includes(text.charAt(at))) continue;
    count += 1;
    if (count > mostEntries) return [[at, `more than ${mostEntries} entries: this is no policy`]];
  }
  return [];
}

/** Reads YAML (and so JSON). Never throws: what the text has wrong is a problem with its line. */
export function readSource(text: string, file: string): ReadSource {
  const refused = (line: number, column: number, message: string): ReadSource => ({
    source: null,
    problems: [{ file, line, column, message }],
    warnings: [],
  });
  if (text.length > sizeLimit) return refused(1, 1, 'the file is longer than 1 MB: this is no policy');
  for (const [at, message] of [...notText(text), ...tooMany(text)]) {
    const before = text.slice(0, at).split('\n');
    return refused(before.length, (before.at(-1) ?? '').length + 1, message);
  }
  try {
    return readDocument(text, file);
  } catch (error) {
    // Both are how yaml says that a text is made to exhaust it: too many aliases, too deep a nesting.
    if (error instanceof ReferenceError)
      return refused(1, 1, `the aliases cannot be resolved: ${error.message}`);
    if (error instanceof RangeError) return refused(1, 1, 'the file is nested too deeply');
    throw error;
  }
}

function readDocument(text: string, file: string): ReadSource {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const errors = firstOfEachPlace(doc.errors).map((e) => ({
    ...at(e.pos[0]),
    message: syntaxWords(e, text),
  }));
  const problems = [...errors, ...misused(doc).map(({ offset, message }) => ({ ...at(offset), message }))];
  const warnings = doc.warnings.map((w) => ({ ...at(w.pos[0]), message: w.message }));
  // A key that stands twice leaves the rest readable; anything else would only give wrong problems after it.
  const readable = doc.errors.every((e) => e.code === 'DUPLICATE_KEY');
  if (!readable || problems.length > errors.length) return { source: null, problems, warnings };
  const value: unknown = doc.toJS({ maxAliasCount: 100 });
  const problem = ({ path, on, ...said }: Complaint): Problem => ({
    ...at(offsetOf(doc, path, on)),
    ...said,
  });
  return { source: { value, problem }, problems, warnings };
}

// What follows at the same place is only said because of the first one.
const firstOfEachPlace = (errors: readonly YAMLParseError[]): YAMLParseError[] => [
  ...new Map([...errors].reverse().map((e) => [e.pos[0], e])).values(),
];

function syntaxWords(error: YAMLParseError, text: string): string {
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^\s:]+/.exec(text.slice(error.pos[0]))?.[0] ?? 'a key';
    return `\`${key}\` stands here twice`;
  }
  if (error.code === 'MULTIPLE_DOCS') return 'a policy is one document: `---` may not stand here';
  return /call stack/.test(error.message) ? 'the file is nested too deeply' : error.message;
}

/** What is good YAML and still cannot be read as data. */
function misused(doc: Document): { readonly offset: number; readonly message: string }[] {
  const found: { offset: number; message: string }[] = [];
  visit(doc, {
    // JavaScript would take this key for something else than a name.
    Pair(_key, pair) {
      if (isScalar(pair.key) && pair.key.value === '__proto__') {
        found.push({ offset: start(pair.key) ?? 0, message: '`__proto__` is no name' });
      }
    },
    Alias(_key, alias) {
      if (alias.resolve(doc) !== undefined) return;
      const message = `no \`&${alias.source}\` stands before this \`*${alias.source}\``;
      found.push({ offset: start(alias) ?? 0, message });
    },
  });
  return found;
}

/** The offset of a place; of the nearest place around it that is there, where it is not. */
function offsetOf(doc: Document, path: Path, on: 'key' | 'value'): number {
  let node: unknown = doc.contents;
  let key: Node | null = null;
  for (const part of path) {
    const parent: unknown = isAlias(node) ? node.resolve(doc) : node;
    if (isMap(parent)) {
      const pair = parent.items.find((p) => isScalar(p.key) && String(p.key.value) === String(part));
      if (pair === undefined) return start(key) ?? start(node) ?? 0;
      key = isNode(pair.key) ? pair.key : null;
      node = pair.value;
    } else if (isSeq(parent) && parent.items[Number(part)] !== undefined) {
      key = null;
      node = parent.items[Number(part)];
    } else break;
  }
  return (on === 'key' ? start(key) : null) ?? start(node) ?? start(key) ?? 0;
}

const start = (node: unknown): number | null => (isNode(node) ? (node.range?.[0] ?? null) : null);
