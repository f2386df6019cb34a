import type * as z from 'zod';
import type { Permission } from '../state.ts';
import type { Ask, Reply } from './ask.ts';
import { notCovered, Refusal, refuse } from './refuse.ts';

/** One operation of GitHub's REST API, named by its path in the OpenAPI description. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** `anyone`: without a token too; `user`: any token; otherwise what the repository must allow the user. */
  readonly needs: 'anyone' | 'user' | Permission;
  /** The query parameters that are understood; any other is 501. */
  readonly query: readonly string[];
  /** Media types beside JSON (`diff`, `patch`, `raw`); any other is 501. */
  readonly media: readonly string[];
  /** For `x-accepted-github-permissions`: `contents=write`. */
  readonly permission: string | null;
  readonly handle: (ask: Ask, body: unknown) => Promise<Reply> | Reply;
}

type Operation = `${Route['method']} /${string}`;
interface Options {
  readonly needs?: Route['needs'];
  readonly query?: readonly string[];
  readonly media?: readonly string[];
  readonly permission?: string;
}

/** The paging parameters of every list. */
export const paging = ['per_page', 'page'] as const;

/** An operation without a body. */
export function reads(
  operation: Operation,
  options: Options,
  handle: (ask: Ask) => Promise<Reply> | Reply,
): Route {
  const [method, path] = operation.split(' ') as [Route['method'], string];
  const { needs = 'anyone', query = [], media = [], permission = null } = options;
  return { method, path, needs, query, media, permission, handle };
}

/** An operation whose body has the form of `schema` (a strict object: what it does not name is 501). */
export function takes<T>(
  operation: Operation,
  options: Options,
  schema: z.ZodType<T>,
  handle: (ask: Ask, body: T) => Promise<Reply> | Reply,
): Route {
  const route = reads(operation, options, () => ({ status: 500 }));
  return { ...route, handle: (ask, body) => handle(ask, parseBody(operation, schema, body)) };
}

function parseBody<T>(operation: string, schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      throw notCovered(`${operation} with ${[...issue.path, issue.keys[0]].join('.')}`);
    const field = issue.path.join('/');
    return issue.message.endsWith('received undefined')
      ? `"${field}" wasn't supplied.`
      : `For 'properties/${field}', ${issue.message}.`;
  });
  throw refuse(422, `Invalid request.\n\n${lines.join('\n')}`);
}

/** Reads a request's body as JSON; nothing is undefined, anything else 400 as GitHub says it. */
export function readJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, {
      message: 'Problems parsing JSON',
      documentation_url: 'https://docs.github.com/rest',
      status: '400',
    });
  }
}
