import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Fault, State } from './state.ts';
import type { Store } from './store.ts';

/** A fault as `POST /_sandbox/faults` takes it (contract.md, section 4); it has the form of the state's Fault. */
export const NewFault = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      path: z.string().optional(),
      graphql: z.string().optional(),
    })
    .default({}),
  times: z.number().int().min(1).default(1),
  delay: z.number().int().min(0).optional(),
  status: z.number().int().min(200).max(599).optional(),
  afterActing: z.boolean().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  drop: z.boolean().optional(),
});

/** The connection is to be cut: fetch rejects in process, the server destroys the socket. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super('fetch failed');
    this.name = 'TypeError';
    this.cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  }
}

export interface Asked {
  readonly method: string;
  /** The path alone, percent-encoded as it came. */
  readonly path: string;
  /** The text of a GraphQL request's body, or null. */
  readonly graphql: string | null;
}

/** Whether a fault is meant for a request: `path` is the whole path, or its beginning where it ends with `*`. */
function matches({ match }: Fault, asked: Asked): boolean {
  const { method, path, graphql } = match;
  if (method !== undefined && method.toUpperCase() !== asked.method) return false;
  if (graphql !== undefined && !(asked.graphql ?? '').includes(graphql)) return false;
  if (path === undefined) return true;
  const bare = asked.path.replace(/^\/api\/v3(?=\/)/, '');
  const fits = (whole: string) => (path.endsWith('*') ? whole.startsWith(path.slice(0, -1)) : whole === path);
  return fits(asked.path) || fits(bare);
}

/** Takes the first fault for this request, one of its times used up; null if there is none. */
export async function takeFault(store: Store, { faults }: State, asked: Asked): Promise<Fault | null> {
  if (!faults.some((fault) => matches(fault, asked))) return null;
  return store.write((state) => {
    const fault = state.faults.find((each) => matches(each, asked));
    if (fault === undefined) return null;
    fault.times -= 1;
    if (fault.times === 0) state.faults = state.faults.filter((each) => each !== fault);
    return { ...fault };
  });
}

/** Answers a request with its fault: waits, acts or not, then cuts the connection or answers what the fault says. */
export async function suffer(fault: Fault, act: () => Promise<Response>): Promise<Response> {
  if (fault.delay !== undefined) await wait(fault.delay);
  const silent = fault.status === undefined && fault.body === undefined && fault.drop !== true;
  const answer = silent || fault.afterActing === true ? await act() : null;
  if (fault.drop === true) throw new ConnectionDropped();
  if (silent && answer !== null) {
    const headers = new Headers(answer.headers);
    for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value);
    return new Response(answer.body, { status: answer.status, headers });
  }
  const status = fault.status ?? 200;
  const text = fault.body ?? JSON.stringify({ message: 'A fault on request', status: String(status) });
  const headers = { 'content-type': 'application/json; charset=utf-8', ...fault.headers };
  return new Response(status === 204 || status === 304 ? null : text, { status, headers });
}
