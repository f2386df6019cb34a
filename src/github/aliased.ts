import { found, type Read } from '../domain/errors.ts';
import { doing, type Line, type Reply, troubleAt } from './ask.ts';
import { type Fields, fieldOf } from './queries/fields.ts';
import type { Answered } from './together.ts';

/** One question about many things, each under its own alias. */
interface Aliased<K, N> {
  readonly fields: Fields<K>;
  /** In words that follow "could not": `read pull request 231`. */
  readonly what: (key: K) => string;
  readonly needs: string;
  /** The most keys in one document, where that is not the usual number. */
  readonly atOnce?: number;
  /** The answer for a thing that is not there: null data, or an error of the type NOT_FOUND. */
  readonly missing: (key: K) => Read<N>;
}

/** The most things asked for in one document unless told (fact 2; other tools ship the same number). */
const usually = 25;

/** What each key's alias brought. One that failed does not take the others with it (fact 3). */
export async function askAliased<K, N>(
  line: Line,
  keys: readonly K[],
  question: Aliased<K, N>,
): Promise<Map<K, Read<N>>> {
  const answers = [...new Set(keys)].map(async (key) => [key, await askOne(line, key, question)] as const);
  return new Map(await Promise.all(answers));
}

/** The same about one thing. */
export async function askOne<K, N>(line: Line, key: K, question: Aliased<K, N>): Promise<Read<N>> {
  const { fields, what, needs, atOnce = usually } = question;
  const asked = { field: fieldOf(fields, key), atOnce, what: doing(line, what(key), needs) };
  return pickOut(line, await line.together.ask(asked), key, question);
}

function pickOut<K, N>(line: Line, reply: Answered, key: K, question: Aliased<K, N>): Read<N> {
  const { fields, what, needs, missing } = question;
  const alias = fields.alias(key);
  const path = fields.of === 'repository' ? ['repository', alias] : [alias];
  const failed = troubleAt(reply, path, doing(line, what(key), needs));
  if (failed?.at?.type === 'NOT_FOUND' && failed.at.path?.length === path.length) return missing(key);
  if (failed !== null) return failed.read;
  const node = nodeAt(reply, path);
  return node === null || node === undefined ? missing(key) : found(node as N);
}

/** What stands there is what the field asks for: GitHub answers by its schema. */
function nodeAt({ data }: Reply<unknown>, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, name) => (typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined),
    data,
  );
}
