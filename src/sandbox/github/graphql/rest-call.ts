import { may } from '../people.ts';
import type { Ask } from '../rest/ask.ts';
import { Refusal } from '../rest/refuse.ts';
import { routes } from '../rest/registry.ts';
import { NotCovered, Refused } from './errors.ts';
import { askGit } from './git-asks.ts';
import type { Context } from './types.ts';

/** A REST operation's own part of the path, for example `POST pulls/{pull_number}/reviews`. */
export type Operation = `${'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`;

/**
 * Does what a mutation asks for by the REST operation that does the same, so that both follow one rule, and reads the
 * state anew. Answers the operation's JSON body; a refusal becomes GraphQL's error for it.
 */
export async function byRest(
  context: Context,
  mutation: string,
  operation: Operation,
  params: Readonly<Record<string, string | number>>,
  body?: unknown,
): Promise<unknown> {
  const [method, path] = operation.split(' ');
  const route = routes.find(
    (each) => each.method === method && each.path === `/repos/{owner}/{repo}/${path}`,
  );
  if (route === undefined) throw new NotCovered(`Mutation.${mutation}`);
  const { state, viewer } = context;
  const allowed = route.needs === 'anyone' || route.needs === 'user' || may(state, viewer.login, route.needs);
  if (!allowed)
    throw new Refused(
      'FORBIDDEN',
      `${viewer.login} does not have the correct permissions to execute \`${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}\``,
    );
  try {
    const reply = await route.handle(askOf(context, path ?? '', params), body);
    return reply.body;
  } catch (error) {
    throw error instanceof Refusal ? asRefused(error) : error;
  } finally {
    await refresh(context);
  }
}

/** Shows the request what a mutation changed. */
export async function refresh(context: Context): Promise<void> {
  context.state = await context.store.read();
  context.git = askGit(context.origin, () => context.state);
}

function askOf(context: Context, path: string, params: Readonly<Record<string, string | number>>): Ask {
  const { state, store, origin, api, web, viewer } = context;
  const named = Object.entries(params).map(([name, value]) => [name, String(value)]);
  return {
    state,
    store,
    origin,
    api,
    web,
    viewer,
    params: { owner: state.owner, repo: state.name, ...Object.fromEntries(named) },
    query: new URLSearchParams(),
    url: new URL(`${api}/repos/${state.owner}/${state.name}/${path.replace(/[{}]/g, '')}`),
    accept: 'application/json',
  };
}

function asRefused({ status, body }: Refusal): Error {
  const message = String(body.message);
  if (status === 501) return new NotCovered(message.replace('Not covered by the embedded GitHub: ', ''));
  const errors = Array.isArray(body.errors) ? body.errors : [];
  const details = errors.map((each: { message?: string; field?: string; code?: string }) =>
    typeof each === 'string' ? each : (each.message ?? `${each.field} ${each.code}`),
  );
  const text = details.length > 0 ? details.join(', ') : message;
  if (status === 404) return new Refused('NOT_FOUND', text);
  return new Refused(status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE', text);
}
