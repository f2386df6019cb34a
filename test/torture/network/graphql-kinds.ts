import { answering, changed } from './kinds.ts';
import type { Answer, Fault } from './proxy.ts';

const graphql = (body: unknown, headers: Answer['headers'] = {}): Fault =>
  answering(200, JSON.stringify(body), headers);

// biome-ignore lint/suspicious/noExplicitAny: a fault reaches into whatever answer it gets
type Loose = any;

/** Calls `change` for every connection in an answer. */
function connections(value: Loose, change: (connection: Loose) => void): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const each of Object.values(value)) connections(each, change);
  if ('pageInfo' in value) change(value);
  return value;
}

let pages = 0;

/** What only GraphQL does. */
export const partial: Readonly<Record<string, Fault>> = {
  'errors and no data': graphql({
    data: null,
    errors: [{ type: 'INTERNAL', message: 'Something is wrong' }],
  }),
  'errors without a data key': graphql({ errors: [{ message: 'Parse error' }] }),
  'errors that are no list': graphql({ data: null, errors: 'oops' }),
  RATE_LIMITED: graphql(
    { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-resource': 'graphql', 'x-ratelimit-reset': '4102444800' },
  ),
  'too heavy': graphql({ data: null, errors: [{ message: 'Resource limits for this query exceeded.' }] }),
  'one field null, with an error': changed((body: Loose) => {
    const of = body.data.repository ?? body.data;
    const [alias] = Object.keys(of).slice(-1);
    if (alias === undefined) return body;
    of[alias] = null;
    const path = body.data.repository === undefined ? [alias] : ['repository', alias];
    return { ...body, errors: [{ type: 'SERVICE_UNAVAILABLE', path, message: 'Something went wrong' }] };
  }),
  'one field left out': changed((body: Loose) => {
    const of = body.data.repository ?? body.data;
    const [alias] = Object.keys(of).slice(-1);
    if (alias !== undefined) delete of[alias];
    return body;
  }),
  'nothing of the repository': changed(() => ({ data: { repository: null } })),
  'lists with holes': changed((body) =>
    connections(body, (c) => {
      c.nodes = [null];
    }),
  ),
  'lists cut short that go on nowhere': changed((body) =>
    connections(body, (c) => {
      if ('hasNextPage' in c.pageInfo) c.pageInfo = { hasNextPage: true, endCursor: null };
    }),
  ),
  'the same page for ever': changed((body) =>
    connections(body, (c) => {
      if ('hasNextPage' in c.pageInfo) c.pageInfo = { hasNextPage: true, endCursor: 'again' };
    }),
  ),
  'pages without an end': changed((body) =>
    connections(body, (c) => {
      if ('hasNextPage' in c.pageInfo) c.pageInfo = { hasNextPage: true, endCursor: String(pages++) };
    }),
  ),
};
