import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type GraphQLSchema, graphql } from 'graphql';
import { onTestFinished } from 'vitest';
import { type ConnectOptions, connectGitHub, type GitHub } from '../../src/github/github.ts';
import { RunPatience } from '../../src/github/run-patience.ts';

/** One request as the stub got it. `path` is without the query; `body` is parsed JSON or null. */
export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface StubReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string;
  /** Closes the connection without an answer. */
  readonly drop?: boolean;
}

type StubAnswer = (request: StubRequest, nth: number) => StubReply | Promise<StubReply>;

interface Stub {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly requests: StubRequest[];
}

/** A scripted GitHub on a loopback port, closed when the test ends. `nth` counts its requests from 0. */
export async function stubGitHub(answer: StubAnswer): Promise<Stub> {
  const requests: StubRequest[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const url = new URL(req.url ?? '/', 'http://stub');
    const request: StubRequest = {
      method: req.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: req.headers,
      body: text === '' ? null : JSON.parse(text),
    };
    requests.push(request);
    const nth = requests.length - 1;
    // A broken script must fail the test, not hang it.
    const reply = await (async () => answer(request, nth))().catch(
      (error: unknown): StubReply => ({ status: 418, body: { message: `the stub failed: ${error}` } }),
    );
    if (reply.drop === true) return void req.socket.destroy();
    res.writeHead(reply.status ?? 200, {
      'content-type': 'application/json; charset=utf-8',
      connection: 'close',
      date: new Date(start).toUTCString(),
      ...reply.headers,
    });
    const { status } = reply;
    res.end(status === 204 ? undefined : (reply.raw ?? JSON.stringify(reply.body ?? {})));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => void server.close(() => done())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** The time on the stub's clock, at which it stands still. */
const start = Date.parse('2026-11-21T10:00:00Z');

/** A clock on which waiting takes no time; `slept` holds the seconds of each wait. */
export function fakeClock(at = start) {
  let now = at;
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms / 1000);
    now += ms;
  };
  return { now: () => now, sleep, slept };
}

interface StubOptions extends Partial<ConnectOptions> {
  /** Seconds; 60 unless told. */
  readonly maxWait?: number;
  readonly clock?: ReturnType<typeof fakeClock>;
}

/** A connection to acme/shop on the stub, on a fake clock; `waits` holds what was said before each wait. */
export function connectTo(
  stub: Stub,
  { maxWait = 60, clock = fakeClock(), ...more }: StubOptions = {},
): { readonly github: GitHub; readonly clock: ReturnType<typeof fakeClock>; readonly waits: string[] } {
  const waits: string[] = [];
  const slug = { owner: 'acme', name: 'shop' };
  const host = 'github.com';
  const patience = new RunPatience(
    maxWait,
    ({ why, seconds }) => {
      waits.push(`${why}: ${seconds} s`);
      return () => {};
    },
    clock,
  );
  const options = { host, apiUrl: stub.url, slug, token: 'ghp_test', patience, ...more };
  return { github: connectGitHub(options), clock, waits };
}

let schema: GraphQLSchema | undefined;

/** GitHub's published GraphQL schema. */
export function githubSchema(): GraphQLSchema {
  // The package exports the text only together with 7 MB of JSON.
  const file = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
  schema ??= buildSchema(readFileSync(file, 'utf8'), { assumeValid: true, assumeValidSDL: true });
  return schema;
}

/**
 * Executes the document of a request against GitHub's schema on plain objects (with `__typename` where a type is
 * abstract, and functions of the arguments). An error thrown as `notFound()` carries GitHub's type.
 */
export async function answerGraphql(request: StubRequest, root: object): Promise<StubReply> {
  const { query, variables } = request.body as { query: string; variables?: Record<string, unknown> };
  const result = await graphql({
    schema: githubSchema(),
    source: query,
    rootValue: root,
    ...(variables === undefined ? {} : { variableValues: variables }),
  });
  const errors = result.errors?.map(({ message, path, extensions }) => {
    const { type } = extensions;
    return type === undefined ? { message, path } : { type, message, path };
  });
  return {
    body: { ...(result.data === undefined ? {} : { data: result.data }), ...(errors ? { errors } : {}) },
  };
}

/** What GitHub says for something that is not there: an error of the type NOT_FOUND beside the data (fact 3). */
export const notFoundError = (what: string): Error =>
  Object.assign(new Error(`Could not resolve to a ${what}.`), { extensions: { type: 'NOT_FOUND' } });

/** A connection with these nodes on one page. */
export const connection = (nodes: readonly unknown[]) => ({
  nodes,
  totalCount: nodes.length,
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
});

/** A connection that honours first/after and last/before, with the index as cursor. */
export const paged =
  (nodes: readonly unknown[]) =>
  (args: { first?: number; after?: string | null; last?: number; before?: string | null }) => {
    const end = args.before == null ? nodes.length : Number(args.before);
    const from = args.after == null ? 0 : Number(args.after) + 1;
    const start = args.last == null ? from : Math.max(from, end - args.last);
    const stop = args.first == null ? end : Math.min(end, from + args.first);
    const hasNextPage = stop < nodes.length;
    const pageInfo = {
      hasNextPage,
      hasPreviousPage: start > 0,
      startCursor: `${start}`,
      endCursor: `${stop - 1}`,
    };
    return { nodes: nodes.slice(start, stop), totalCount: nodes.length, pageInfo };
  };
