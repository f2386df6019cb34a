import type { Embedded } from '../../support/embedded.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form
export type Data = any;

/** One GraphQL request in somebody's name. */
export const send = (
  world: Embedded,
  login: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): ReturnType<Embedded['ask']> => world.ask(login, 'POST /graphql', { query, variables });

/** The data of a query about acme/shop, as rita; there must be no errors. */
export async function repository(world: Embedded, selection: string, login = 'rita'): Promise<Data> {
  const { body } = await send(world, login, `{ repository(owner: "acme", name: "shop") { ${selection} } }`);
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
  return body.data.repository;
}

/** The payload of a mutation with one `input`; there must be no errors. */
export async function mutate(
  world: Embedded,
  login: string,
  name: string,
  input: Record<string, unknown>,
  payload: string,
): Promise<Data> {
  const { body } = await send(world, login, mutation(name, payload), { input });
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
  return body.data[name];
}

export const mutation = (name: string, payload: string): string =>
  `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${payload} } }`;
