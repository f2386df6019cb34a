/** One sort of question, asked about many things at once: a field for each, under an alias of its own. */
export interface Fields<K> {
  /** The name of a document that asks nothing else: `PullRequestsByNumber`. */
  readonly name: string;
  /** Whether the fields stand below the repository, or beside it. */
  readonly of: 'repository' | 'query';
  readonly alias: (key: K) => string;
  /** What stands behind the alias: `pullRequest(number: 231) { title }`. Text in it is JSON's, which is GraphQL's. */
  readonly field: (key: K) => string;
  /** The fragment that the fields spread. */
  readonly fragment?: string;
}

/** A field with its alias, ready to stand in a document. */
export interface Field {
  readonly name: string;
  readonly of: 'repository' | 'query';
  readonly alias: string;
  readonly text: string;
  readonly fragment?: string;
}

/** The field that asks for one thing. */
export function fieldOf<K>({ name, of, alias, field, fragment }: Fields<K>, key: K): Field {
  const spread = fragment === undefined ? {} : { fragment };
  return { name, of, alias: alias(key), text: `${alias(key)}: ${field(key)}`, ...spread };
}

/** One document that asks for all of these fields. No two of them may have the same alias. */
export function documentOf(fields: readonly Field[]): string {
  const lines = (of: Field['of'], indent: string) =>
    fields.filter((field) => field.of === of).map(({ text }) => `${indent}${text}\n`);
  const below = lines('repository', '    ');
  const name = [...new Set(fields.map((field) => field.name))].join('And');
  const fragments = new Set(fields.flatMap(({ fragment }) => fragment ?? []));
  const repository = [`  repository(owner: $owner, name: $name) {\n`, ...below, '  }\n'];
  return [
    `query ${name}${below.length === 0 ? '' : '($owner: String!, $name: String!)'} {\n`,
    ...(below.length === 0 ? [] : repository),
    ...lines('query', '  '),
    '}\n',
    ...[...fragments].map((fragment) => `${fragment}\n`),
  ].join('');
}

/** A name's alias: any text as letters and digits. */
export const inHex = (text: string): string => Buffer.from(text).toString('hex');

/** The arguments of a connection's next page: `first: 50, after: "x"`. */
export const pageOf = (first: number, after: string | null): string =>
  `first: ${first}, after: ${JSON.stringify(after)}`;
