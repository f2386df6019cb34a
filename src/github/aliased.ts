import { found, type Read } from '../domain/errors.ts';
import { ask, askMany, doing, type Line, type Reply, troubleAt, type Variables } from './ask.ts';
import { inChunks } from './chunks.ts';
import type { Repository } from './queries/shared.ts';

/** One question about many things of the repository, each under its own alias. */
interface Aliased<K, N> {
  readonly document: (keys: readonly K[]) => string;
  readonly alias: (key: K) => string;
  /** In words that follow "could not": `read pull request 231`. */
  readonly what: (key: K) => string;
  readonly needs: string;
  readonly variables?: Variables;
  /** The most keys in one document, where that is not the usual number (chunks.ts). */
  readonly atOnce?: number;
  /** The answer for a thing that is not there: null data, or an error of the type NOT_FOUND. */
  readonly missing: (key: K) => Read<N>;
}

type Nodes<N> = Repository<Readonly<Record<string, N | null>>>;

/** What each key's alias brought. One that failed does not take the others with it (fact 3). */
export async function askAliased<K, N>(
  line: Line,
  keys: readonly K[],
  question: Aliased<K, N>,
): Promise<Map<K, Read<N>>> {
  const askChunk = async (chunk: readonly K[]) => {
    const document = question.document(chunk);
    const { variables = {} } = question;
    const [first, ...more] = chunk.map(question.what);
    const all = more.length === 0 ? `${first}` : `${first} and ${more.length} more`;
    const what = doing(line, all, question.needs);
    const reply =
      chunk.length > 1
        ? await askMany<Nodes<N>>(line, document, variables, what)
        : await ask<Nodes<N>>(line, document, variables, what);
    if (reply === null) return null;
    return new Map(chunk.map((key) => [key, pickOut(line, reply, key, question)]));
  };
  return inChunks<K, Read<N>>(keys, askChunk, question.atOnce);
}

function pickOut<K, N>(line: Line, reply: Reply<Nodes<N>>, key: K, question: Aliased<K, N>): Read<N> {
  const { alias, what, needs, missing } = question;
  const failed = troubleAt(reply, ['repository', alias(key)], doing(line, what(key), needs));
  if (failed?.at?.type === 'NOT_FOUND' && failed.at.path?.length === 2) return missing(key);
  if (failed !== null) return failed.read;
  const node = reply.data?.repository?.[alias(key)];
  return node === null || node === undefined ? missing(key) : found(node);
}
