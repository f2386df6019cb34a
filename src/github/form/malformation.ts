import { misfit } from './document-form.ts';
import { badNextPage } from './next-page.ts';
import { fitsCall } from './rest-form.ts';

/** A request as it went out. */
export interface Asked {
  readonly method: string;
  /** Whole, with the query. */
  readonly url: string;
  /** Of GraphQL the document and its variables. */
  readonly body?: unknown;
}

/** A good answer, as Octokit gives it. */
export interface Given {
  readonly data: unknown;
  readonly headers: object;
}

/** Why an answer that is good by its status is none that GitHub would give to this request; null where it may be. */
export function malformation({ method, url, body }: Asked, { data, headers }: Given): string | null {
  if (method === 'DELETE') return null;
  const query = textAt(body, 'query');
  if (/\/graphql$/.test(new URL(url).pathname) && query !== undefined) return ofGraphql(query, data);
  if (!fitsCall(method, new URL(url).pathname, data)) return 'its answer has not the form of one of GitHub';
  return method === 'GET' ? badNextPage(textAt(headers, 'link'), url) : null;
}

function ofGraphql(query: string, data: unknown): string | null {
  const { data: found, errors } = (data ?? {}) as { data?: unknown; errors?: unknown };
  if (errors !== undefined && !Array.isArray(errors)) return 'its answer has not the form of one of GitHub';
  // Without data there are errors to tell why.
  if (found === undefined || found === null)
    return errors === undefined ? 'its answer has neither data nor errors' : null;
  // GitHub says why it shows no repository; where it does not, all that is in one would pass for not there.
  if (
    errors === undefined &&
    Object.entries(found).some(([name, value]) => name === 'repository' && value === null)
  )
    return 'its answer has no repository, and does not say why';
  const at = misfit(query, found);
  return at === null ? null : `its answer lacks ${at}, or has something else there`;
}

function textAt(value: unknown, key: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' ? found : undefined;
}
