import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql';
import { NotCovered } from './errors.ts';
import { resolvers } from './resolvers/all.ts';
import text from './schema.graphql';
import type { Args, Context, Typed } from './types.ts';

let built: GraphQLSchema | null = null;

/** The covered subset, executable; built once a process. */
export function schema(): GraphQLSchema {
  built ??= attach(buildSchema(text, { assumeValid: true, assumeValidSDL: true }));
  return built;
}

/** Types of the subset without resolvers of their own: pages, edges and payloads hold their fields themselves. */
export const isPlain = (name: string): boolean =>
  /(Connection|Edge|Payload)$|^(PageInfo|RateLimit)$/.test(name);

function attach(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    const own = resolvers[type.name];
    if (!isObjectType(type) || own === undefined) continue;
    for (const [name, field] of Object.entries(type.getFields())) {
      const resolve = own[name];
      if (resolve !== undefined)
        field.resolve = (source: Typed<unknown> | undefined, args: Args, context: Context) =>
          resolve(source?.it, args, context);
    }
  }
  return schema;
}

/** What answers a field that has no resolver: the property of that name; never an invented null. */
export function plainField(
  source: unknown,
  _args: unknown,
  _context: unknown,
  info: { fieldName: string; parentType: { name: string } },
): unknown {
  const value = (source as Record<string, unknown> | undefined)?.[info.fieldName];
  if (value === undefined) throw new NotCovered(`${info.parentType.name}.${info.fieldName}`);
  return typeof value === 'function' ? value() : value;
}

/** The type of an interface's or union's value. */
export const typeName = (value: unknown): string => (value as Typed<unknown>).__typename;
