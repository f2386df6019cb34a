/**
 * How one request goes out: to the API's own host only, with an answer that ends. Of Node's fetch it differs in that a
 * redirect to another host is not followed at all (its answer would be believed, even without the token), that a POST
 * stays one (fetch makes a GET of it after a 301, whose good answer would pass for the write), and that neither a body
 * nor a silence goes on for ever.
 */

interface SendOptions {
  /** The REST base; requests may be sent on within its host. */
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds one attempt may take, its body included. */
  readonly timeout: number;
}

/** Bytes. No answer that rel asks for is larger: GitHub ends a question after ten seconds. */
const mostBytes = 64 * 2 ** 20;
/** A repository was renamed, and renamed again. */
const mostRedirects = 5;

/** A `fetch` that keeps to these rules. It rejects with an error whose `code` says how the way to GitHub failed. */
export function careful({ apiUrl, fetch, timeout }: SendOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const signal = AbortSignal.timeout(timeout);
    try {
      return await follow(fetch, apiUrl, String(input), { ...init, signal, redirect: 'manual' });
    } catch (cause) {
      if (signal.aborted) throw failed('ETIMEDOUT', `no answer came within ${timeout / 1000} s`, cause);
      throw cause;
    }
  };
}

async function follow(
  fetch: typeof globalThis.fetch,
  apiUrl: string,
  url: string,
  init: RequestInit,
): Promise<Response> {
  let at = url;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const response = await fetch(at, init);
    if (![301, 302, 303, 307, 308].includes(response.status)) return whole(response);
    await response.body?.cancel();
    const to = response.headers.get('location') ?? '';
    if (!URL.canParse(to, at))
      throw failed('ERR_INVALID_REDIRECT', `it answered ${response.status} to nowhere`);
    const next = new URL(to, at);
    if (next.origin !== new URL(apiUrl).origin)
      throw failed('ERR_INVALID_REDIRECT', `it sends this on to ${next.host}, which is another host`);
    at = next.href;
  }
  throw failed('ERR_INVALID_REDIRECT', 'it sends this on and on');
}

/** The answer with all of its body read, unless that is too long to be one. */
async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers, body } = response;
  if (body === null) return response;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > mostBytes)
      throw failed('ERR_INVALID_LENGTH', `its answer is longer than ${mostBytes / 2 ** 20} MiB`);
    chunks.push(chunk);
  }
  // A body of these would be refused, even an empty one.
  const text = status === 204 || status === 205 || status === 304 ? null : Buffer.concat(chunks);
  return new Response(text, { status, statusText, headers });
}

const failed = (code: string, message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code });
