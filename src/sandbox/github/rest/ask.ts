import type { Origin } from '../origin.ts';
import type { State, User } from '../state.ts';
import type { Clock, Store } from '../store.ts';
import { unauthenticated } from './refuse.ts';

/** What a mapper needs to show an object: the state, the repository, and where the API and the pages live. */
export interface World {
  readonly state: State;
  readonly origin: Origin;
  /** The API's base, without a last slash: `http://127.0.0.1:8080/api/v3`. */
  readonly api: string;
  /** The base of the pages, without a last slash. */
  readonly web: string;
}

/** One REST request, understood: the state it was read with, who asks, and the parts of its path and query. */
export interface Ask extends World {
  readonly store: Store;
  readonly viewer: User | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The request's own address, for Link headers. */
  readonly url: URL;
  readonly accept: string;
}

export interface Reply {
  readonly status: number;
  /** JSON; a string is sent as plain text (diffs and raw files). undefined: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent: Reply = { status: 204 };

/** The base of the repository's REST addresses. */
export const repoApi = ({ api, state }: World): string => `${api}/repos/${state.owner}/${state.name}`;
/** The base of the repository's pages. */
export const repoWeb = ({ web, state }: World): string => `${web}/${state.owner}/${state.name}`;

/** Who asks; 401 for nobody. */
export function viewerOf(ask: Ask): User {
  if (ask.viewer === null) throw unauthenticated();
  return ask.viewer;
}

/** Changes the state in the viewer's name. What `change` returns is computed on the changed state. */
export function change<T>(ask: Ask, work: (world: World, clock: Clock) => T | Promise<T>): Promise<T> {
  const { login } = viewerOf(ask);
  return ask.store.write((state, clock) => work({ ...ask, state }, clock), { actor: login });
}

/** The same request on the state as it is now, after a change. */
export async function again(ask: Ask): Promise<Ask> {
  return { ...ask, state: await ask.store.read() };
}

/** A part of the path; the registry guarantees that it is there. */
export const param = (ask: Ask, name: string): string => ask.params[name] ?? '';
/** A number in the path. */
export const numberParam = (ask: Ask, name: string): number => Number(param(ask, name));
