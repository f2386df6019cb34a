import { Hono } from 'hono';
import { control, type Seen } from './control.ts';
import { type Asked, suffer, takeFault } from './faults.ts';
import { callerOf } from './people.ts';
import { exceededMessage, rateHeaders, spend, withRate } from './rate-limit.ts';
import { handle, toResponse } from './rest/answer.ts';
import type { Ask, Reply } from './rest/ask.ts';
import { badCredentials, notCovered, Refusal, refuse } from './rest/refuse.ts';
import { honoPath, routes } from './rest/registry.ts';
import { type Route, readJson } from './rest/route.ts';
import { smartHttp } from './smart-http.ts';
import type { State, User } from './state.ts';
import { openStore, type Store, type StoreOptions } from './store.ts';

export interface EmbeddedGitHub {
  /** Answers as GitHub; rejects as `fetch` does where a fault cuts the connection. */
  fetch(request: Request): Promise<Response>;
}

/** What one request is answered with: who asks, and where the API and the pages live. */
interface Bindings {
  readonly viewer: User | null;
  readonly state: State;
  readonly text: string;
  readonly request: Request;
  readonly api: string;
}

/**
 * The embedded GitHub of a sandbox; `dir` is DIR/github. REST under `/` and `/api/v3`, GraphQL at `/graphql` and
 * `/api/graphql`, git under `/OWNER/NAME.git`, faults at `/_sandbox/faults`. What it does not cover is 501.
 */
export function embeddedGitHub(dir: string, options: StoreOptions = {}): EmbeddedGitHub {
  const store = openStore(dir, options);
  const seen: Seen[] = [];
  const router = buildRouter(store);

  const answer = async (request: Request, url: URL, text: string, state: State): Promise<Response> => {
    const caller = callerOf(state, request.headers.get('authorization'));
    if (caller.kind === 'unknown') return failure(request, badCredentials());
    const viewer = caller.kind === 'user' ? caller.user : null;
    if (/^\/(api\/)?graphql$/.test(url.pathname))
      return answerGraphql(store, request, { text, viewer, state });
    const prefix = url.pathname.startsWith('/api/v3/') ? '/api/v3' : '';
    return router.fetch(request, { viewer, state, text, request, api: `${url.origin}${prefix}` });
  };

  return {
    fetch: async (request) => {
      const url = new URL(request.url);
      if (url.pathname.startsWith('/_sandbox/')) return control(store, seen, request, url);
      const git = /^\/[^/]+\/[^/]+\.git\//.test(url.pathname);
      const text = git || request.method === 'GET' ? '' : await request.text();
      const graphql = /^\/(api\/)?graphql$/.test(url.pathname) ? text : null;
      const asked: Asked = { method: request.method, path: url.pathname, graphql };
      const state = await store.read();
      const act = (now: State) => (git ? smartHttp(store, request, url) : answer(request, url, text, now));
      const row: Seen = { ...asked, query: url.search, status: 0 };
      seen.push(row);
      const fault = await takeFault(store, state, asked);
      const response =
        fault === null ? await act(state) : await suffer(fault, async () => act(await store.read()));
      row.status = response.status;
      return response;
    },
  };
}

function buildRouter(store: Store): Hono<{ Bindings: Bindings }> {
  const rest = new Hono<{ Bindings: Bindings }>();
  for (const route of routes)
    rest.on(route.method, honoPath(route.path), (context) =>
      answerRest(store, route, context.env, context.req.param()),
    );
  const root = new Hono<{ Bindings: Bindings }>().route('/api/v3', rest).route('/', rest);
  root.notFound(({ env, req }) =>
    failure(env.request, notCovered(`${req.method} ${new URL(req.url).pathname}`)),
  );
  root.onError((error) => {
    throw error;
  });
  return root;
}

async function answerRest(
  store: Store,
  route: Route,
  { viewer, state, text, request, api }: Bindings,
  params: Record<string, string>,
): Promise<Response> {
  // Asking for the limit costs nothing.
  const { rate, exceeded } = spend(store, state, route.path === '/rate_limit' ? 0 : 1);
  const url = new URL(request.url);
  const headers = { ...scopes(viewer), ...rateHeaders(rate, 'core') };
  if (exceeded) return failure(request, refuse(403, exceededMessage(viewer)), headers);
  const accept = request.headers.get('accept') ?? '';
  const place = { state: withRate(store, state), origin: store.origin, api, web: url.origin };
  const ask: Ask = { ...place, store, viewer, params, query: url.searchParams, url, accept };
  return toResponse(await handle(route, ask, text), request, headers);
}

async function answerGraphql(
  store: Store,
  request: Request,
  { text, viewer, state }: Pick<Bindings, 'text' | 'viewer' | 'state'>,
): Promise<Response> {
  if (request.method !== 'POST') return failure(request, notCovered(`${request.method} /graphql`));
  const { executeGraphql } = await import('./graphql/execute.ts');
  const url = new URL(request.url);
  const enterprise = url.pathname.startsWith('/api/');
  const { origin } = store;
  try {
    const before = spend(store, state, 0);
    const spent = before.rate.limit > 0 && before.rate.used >= before.rate.limit;
    const places = { web: url.origin, api: `${url.origin}${enterprise ? '/api/v3' : ''}` };
    const answer = spent
      ? {
          status: 200,
          cost: 0,
          body: { errors: [{ type: 'RATE_LIMITED', message: exceededMessage(viewer) }] },
        }
      : await executeGraphql({ store, origin, viewer: viewer?.login ?? null, ...places }, readJson(text));
    const { rate } = spend(store, state, answer.cost);
    return toResponse(answer, request, { ...scopes(viewer), ...rateHeaders(rate, 'graphql') });
  } catch (error) {
    if (error instanceof Refusal) return failure(request, error);
    throw error;
  }
}

/** What a classic token carries (fact 11); Apps have no scopes. */
const scopes = (viewer: User | null): Record<string, string> =>
  viewer?.type === 'User'
    ? { 'x-oauth-scopes': 'read:org, repo, workflow', 'x-accepted-oauth-scopes': 'repo' }
    : {};

function failure(
  request: Request,
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const reply: Reply = { status: refusal.status, body: refusal.body };
  return toResponse(reply, request, headers);
}
