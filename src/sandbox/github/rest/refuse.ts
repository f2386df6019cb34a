const docs = 'https://docs.github.com/rest';

/** A refusal in GitHub's own words: thrown by handlers, answered by the registry. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(String(body.message));
    this.status = status;
    this.body = body;
  }
}

/** A refusal with a plain message. */
export const refuse = (status: number, message: string): Refusal =>
  new Refusal(status, { message, documentation_url: docs, status: String(status) });

export const notFound = (): Refusal => refuse(404, 'Not Found');
export const unauthenticated = (): Refusal => refuse(401, 'Requires authentication');
export const badCredentials = (): Refusal => refuse(401, 'Bad credentials');

/** What the embedded GitHub does not do is said, never invented. */
export const notCovered = (what: string): Refusal =>
  refuse(501, `Not covered by the embedded GitHub: ${what}`);

export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  readonly message?: string;
  readonly value?: string;
}

/** 422 with the fields at fault (facts 18, 46). */
export const invalid = (...errors: FieldError[]): Refusal =>
  new Refusal(422, { message: 'Validation Failed', errors, documentation_url: docs, status: '422' });

/** The object, or 404. */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw notFound();
  return value;
}
