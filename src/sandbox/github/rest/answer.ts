import { createHash, randomUUID } from 'node:crypto';
import { may } from '../people.ts';
import type { Ask, Reply } from './ask.ts';
import { notCovered, notFound, Refusal, refuse, unauthenticated } from './refuse.ts';
import { type Route, readJson } from './route.ts';

/** Handles one request by its route: repository, rights, query, body; every refusal in GitHub's words. */
export async function handle(route: Route, ask: Ask, text: string): Promise<Reply> {
  try {
    checkPlace(ask);
    checkRights(route, ask);
    checkCoverage(route, ask);
    const body = route.method === 'GET' ? undefined : readJson(text);
    return await route.handle(ask, body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const headers: Record<string, string> =
      route.permission === null || ![403, 404].includes(error.status)
        ? {}
        : { 'x-accepted-github-permissions': route.permission };
    return { status: error.status, body: error.body, headers };
  }
}

/** There is one repository. */
function checkPlace({ params, state }: Ask): void {
  const { owner = state.owner, repo = state.name } = params;
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  if (!same(owner, state.owner) || !same(repo, state.name)) throw notFound();
}

function checkRights({ needs, path }: Route, { state, viewer }: Ask): void {
  if (needs === 'anyone') return;
  if (viewer === null) throw unauthenticated();
  if (needs === 'user' || may(state, viewer.login, needs)) return;
  // Protection is hidden from those who may not administer it (fact 26).
  if (path.endsWith('/protection')) throw notFound();
  const who = viewer.type === 'Bot' ? 'integration' : 'personal access token';
  throw refuse(403, `Resource not accessible by ${who}`);
}

/** A question that would be answered only in part is not answered (contract.md, section 4). */
function checkCoverage(route: Route, { query, accept }: Ask): void {
  const operation = `${route.method} ${route.path}`;
  for (const name of query.keys()) if (!route.query.includes(name)) throw notCovered(`${operation}?${name}`);
  const media = /application\/(?:vnd\.github\.(?:v3\.)?)([a-z-]+)(?:\+json)?/g;
  for (const [, kind = ''] of accept.matchAll(media))
    if (['diff', 'patch', 'raw', 'html', 'text', 'full', 'sha'].includes(kind) && !route.media.includes(kind))
      throw notCovered(`${operation} as ${kind}`);
}

/** A reply as a response: JSON with an ETag, 304 where the client has it already, plain text as it is. */
export function toResponse(
  reply: Reply,
  request: Request,
  extra: Readonly<Record<string, string>>,
): Response {
  const plain = typeof reply.body === 'string';
  const text = reply.body === undefined ? null : plain ? String(reply.body) : JSON.stringify(reply.body);
  const headers = new Headers({
    'x-github-request-id': requestId(),
    'x-github-media-type': 'github.v3; format=json',
    'cache-control': 'private, max-age=60, s-maxage=60',
    ...extra,
    ...reply.headers,
  });
  if (text !== null)
    headers.set('content-type', plain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8');
  if (request.method === 'GET' && reply.status === 200 && text !== null) {
    const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
    headers.set('etag', etag);
    if ((request.headers.get('if-none-match') ?? '').split(/,\s*/).includes(etag))
      return new Response(null, { status: 304, headers });
  }
  return new Response(reply.status === 204 ? null : text, { status: reply.status, headers });
}

const requestId = (): string =>
  randomUUID()
    .toUpperCase()
    .split('-')
    .map((part, at) => (at === 0 ? part.slice(0, 4) : part))
    .join(':');
