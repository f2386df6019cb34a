/** One entry of `errors[]`: GraphQL's (type, path) or REST's (code, field). */
export interface ErrorEntry {
  readonly type?: string;
  readonly message?: string;
  readonly path?: readonly (string | number)[];
  readonly code?: string;
  readonly field?: string;
}

/** What came back for one request, whether Octokit gave it as a response or threw it. */
export interface Answer {
  /** The HTTP status; null where no answer came at all (Octokit says 500 then: fact 7). */
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** GitHub's own words, or those of the network error. Not cleaned yet. */
  readonly message: string;
  readonly errors: readonly ErrorEntry[];
  /** The code of a network error: ECONNREFUSED, ENOTFOUND...; `bad-answer` for a body that is no JSON. */
  readonly network: string | null;
}

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;

/** The answer behind something Octokit threw: an HTTP error, a GraphQL error, or a broken connection. */
export function answerOfError(thrown: unknown): Answer {
  const error = isObject(thrown) ? thrown : {};
  const message = typeof error.message === 'string' ? error.message : String(thrown);
  if (error.name === 'GraphqlResponseError') {
    return {
      ...body({ errors: error.errors }),
      status: 200,
      headers: headersOf(error.headers),
      network: null,
    };
  }
  if (isObject(error.response)) {
    const { status, headers, data } = error.response;
    const told = body(data);
    const code = typeof status === 'number' ? status : null;
    return {
      ...told,
      status: code,
      headers: headersOf(headers),
      network: null,
    };
  }
  return { status: null, headers: {}, message, errors: [], network: networkCode(error) };
}

/** The answer of a response that Octokit took as good; a GraphQL one may still hold errors (fact 1). */
export function answerOfResponse(response: {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
}): Answer {
  const { status, headers, data } = response;
  const empty = status === 204 || status === 205 || status === 304;
  const told = { status, headers: headersOf(headers) };
  if (!empty && !isObject(data))
    return { ...told, message: 'the answer was cut short', errors: [], network: 'bad-answer' };
  return { ...told, ...body(data), network: null };
}

function body(data: unknown): { message: string; errors: readonly ErrorEntry[] } {
  // A page of HTML, from a proxy or a unicorn, says nothing that fits a line.
  if (typeof data === 'string') return { message: data.startsWith('<') ? '' : data, errors: [] };
  if (!isObject(data)) return { message: '', errors: [] };
  const errors = Array.isArray(data.errors)
    ? data.errors.map((e): ErrorEntry => (isObject(e) ? e : { message: String(e) }))
    : [];
  const words = [
    data.message,
    ...errors.map((e) => e.message ?? [e.field, e.code].filter(Boolean).join(' ')),
  ];
  return { message: words.filter((w) => typeof w === 'string' && w !== '').join('; '), errors };
}

const headersOf = (headers: unknown): Record<string, string> =>
  isObject(headers)
    ? Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), String(v)]))
    : {};

/** The code stands on the innermost cause: fetch wraps it once, Octokit once more. */
function networkCode(error: Loose): string {
  if (typeof error.code === 'string') return error.code;
  if (error.name === 'TimeoutError') return 'ETIMEDOUT';
  return isObject(error.cause) ? networkCode(error.cause) : 'unknown';
}
