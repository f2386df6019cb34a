import { NewFault } from './faults.ts';
import { NewRuleset } from './rule-forms.ts';
import type { Fault, Ruleset } from './state.ts';
import type { Store } from './store.ts';

/** One request that this process has answered; `status` is 0 until it is, and stays so where it was dropped. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly graphql: string | null;
  status: number;
}

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });

/**
 * The sandbox's own switches, without a token: `POST /_sandbox/faults` (one fault or a list), `GET` and `DELETE` of
 * the same; `GET` or `DELETE /_sandbox/requests`, the requests this process has seen; `PUT /_sandbox/rulesets`, all
 * rulesets there are from then on, and `GET` of the same.
 */
export async function control(store: Store, seen: Seen[], request: Request, url: URL): Promise<Response> {
  const operation = `${request.method} ${url.pathname}`;
  switch (operation) {
    case 'GET /_sandbox/faults':
      return json(200, (await store.read()).faults);
    case 'DELETE /_sandbox/faults':
      await store.write((state) => {
        state.faults = [];
      });
      return new Response(null, { status: 204 });
    case 'POST /_sandbox/faults':
      return addFaults(store, await request.json().catch(() => null));
    case 'GET /_sandbox/requests':
      return json(200, seen);
    case 'DELETE /_sandbox/requests':
      seen.length = 0;
      return new Response(null, { status: 204 });
    case 'GET /_sandbox/rulesets':
      return json(200, (await store.read()).rulesets ?? []);
    case 'PUT /_sandbox/rulesets':
      return setRulesets(store, await request.json().catch(() => null));
    default:
      return json(501, { message: `Not covered by the embedded GitHub: ${operation}` });
  }
}

async function addFaults(store: Store, body: unknown): Promise<Response> {
  const parsed = NewFault.array().safeParse(Array.isArray(body) ? body : [body]);
  if (!parsed.success) return json(422, { message: 'Not a fault', errors: parsed.error.issues });
  // zod gives absent members as absent, which its type cannot say.
  const faults = parsed.data as Fault[];
  const all = await store.write((state) => {
    state.faults.push(...faults);
    return state.faults;
  });
  return json(201, all);
}

async function setRulesets(store: Store, body: unknown): Promise<Response> {
  const parsed = NewRuleset.array().safeParse(body);
  if (!parsed.success) return json(422, { message: 'No list of rulesets', errors: parsed.error.issues });
  const rulesets = await store.write((state) => {
    const all = parsed.data.map((ruleset): Ruleset => {
      state.lastId += 1;
      return { id: state.lastId, ...ruleset };
    });
    state.rulesets = all;
    return all;
  });
  return json(200, rulesets);
}
