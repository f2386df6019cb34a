import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';

const file = new URL('../../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
let built: GraphQLSchema | null = null;

/** GitHub's published schema, whole. */
export function published(): GraphQLSchema {
  built ??= buildSchema(readFileSync(file, 'utf8'), { assumeValid: true, assumeValidSDL: true });
  return built;
}
