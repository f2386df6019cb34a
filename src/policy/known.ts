import { closestMatch } from 'leven';
import { list, mapping } from './data.ts';
import type { Path } from './problem.ts';
import { policyJsonSchema } from './schema.ts';

/** The keys a mapping of the policy may have, by its place; `policy` tells which kind of gate stands there. */
export function knownKeys(path: Path, policy: unknown): string[] {
  let schema = mapping(policyJsonSchema());
  let value = policy;
  for (const part of path) {
    value = typeof part === 'number' ? list(value)[part] : mapping(value)[String(part)];
    schema = variant(child(schema, part), value);
  }
  return Object.keys(mapping(schema.properties));
}

function child(schema: Readonly<Record<string, unknown>>, part: PropertyKey) {
  if (typeof part === 'number') return mapping(schema.items);
  const properties = mapping(schema.properties);
  const own = Object.hasOwn(properties, part) ? properties[String(part)] : undefined;
  return mapping(own ?? schema.additionalProperties);
}

/** Of several forms the one whose `kind` the value has; all of them together where none says so. */
function variant(
  schema: Readonly<Record<string, unknown>>,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const forms = [...list(schema.anyOf), ...list(schema.oneOf)].map(mapping);
  if (forms.length === 0) return schema;
  const { kind } = mapping(value);
  const one = forms.find(
    (form) => mapping(mapping(form.properties).kind).const === kind && kind !== undefined,
  );
  return one ?? { properties: Object.assign({}, ...forms.map((form) => mapping(form.properties))) };
}

/** The known word somebody may have meant, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const limit = word.length < 5 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_]/g, '');
  const letters = (text: string) => [...plain(text)].sort().join('');
  return (
    known.find((other) => plain(other) === plain(word)) ??
    closestMatch(word, known, { maxDistance: limit }) ??
    // Two letters the wrong way round are two steps for leven.
    known.find((other) => other.length > 3 && letters(other) === letters(word)) ??
    known.find((other) => other.length > 3 && (other.startsWith(word) || word.startsWith(other)))
  );
}

/** `unknown key \`labls\`; did you mean \`labels\`?`, with the known words as the hint where none is near. */
export function unknownWord(what: string, word: string, known: readonly string[]) {
  const near = nearest(word, known);
  const message = `unknown ${what} \`${word}\``;
  if (near !== undefined) return { message: `${message}; did you mean \`${near}\`?` };
  if (known.length === 0) return { message };
  return { message, hint: `known: ${[...new Set(known)].sort().join(', ')}` };
}
