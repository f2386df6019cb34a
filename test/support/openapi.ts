import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

interface Media {
  readonly content?: Record<string, { schema?: object }>;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}
interface Operation {
  readonly parameters?: (Parameter | { $ref: string })[];
  readonly requestBody?: Media;
  readonly responses: Record<string, Media | { $ref: string }>;
}
interface Description {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, Record<string, unknown>>>;
}

/** Places where GitHub in life answers null although its description says an object, by name and with the reason. */
const nullInLife: [schema: string, path: string, why: string][] = [
  ['pull-request', 'head.repo', 'the fork is gone (fact 41)'],
  ['pull-request-simple', 'head.repo', 'the fork is gone (fact 41)'],
  ['pull-request', 'head.user', 'the fork is gone (fact 41)'],
  ['pull-request-simple', 'head.user', 'the fork is gone (fact 41)'],
  ['pull-request', 'user', 'the account is gone'],
  ['labeled-issue-event', 'actor', 'the account is gone (fact 20)'],
  ['unlabeled-issue-event', 'actor', 'the account is gone (fact 20)'],
  ['state-change-issue-event', 'actor', 'the account is gone'],
  ['timeline-comment-event', 'user', 'the account is gone'],
  ['timeline-comment-event', 'actor', 'the account is gone'],
  ['timeline-reviewed-event', 'user', 'the account is gone'],
];
/** Statuses that any operation may answer with, described there or not; their body is the basic error. */
const anywhere = new Set([400, 401, 403, 404, 405, 409, 422]);

const file = new URL('../../fixtures/github/openapi.json', import.meta.url);
const described = JSON.parse(readFileSync(file, 'utf8')) as Description;
for (const [schema, path] of nullInLife) allowNull(described.components.schemas?.[schema], path);

type Properties = { properties?: Record<string, object> };

function allowNull(node: Properties | undefined, path: string): void {
  const [name = '', ...rest] = path.split('.');
  const inner = node?.properties?.[name];
  if (node?.properties === undefined || inner === undefined) throw new Error(`No ${path} in the description`);
  if (rest.length > 0) allowNull(inner, rest.join('.'));
  else node.properties[name] = { anyOf: [inner, { type: 'null' }] };
}

const ajv = new Ajv({ strict: false, allErrors: true, logger: false, coerceTypes: false });
addFormats.default(ajv);
ajv.addSchema({ $id: 'github', components: described.components });
const lenient = new Ajv({ strict: false, coerceTypes: true, logger: false });
addFormats.default(lenient);

/** References within the description, as ajv finds them. */
const rooted = <T>(schema: T): T =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"github#/components/')) as T;

const compiled = new Map<object, ValidateFunction>();
function problems(schema: object, value: unknown): ErrorObject[] {
  const validate = compiled.get(schema) ?? ajv.compile(rooted(schema));
  compiled.set(schema, validate);
  return validate(value) ? [] : (validate.errors ?? []);
}

function deref<T extends object>(item: T | { $ref: string }): T {
  if (!('$ref' in item)) return item;
  const [, , kind = '', name = ''] = item.$ref.split('/');
  return described.components[kind]?.[name] as unknown as T;
}

interface Match {
  readonly name: string;
  readonly operation: Operation;
}

// More literal segments first, as in `pulls/{n}/merge`; names with slashes may stand for several segments.
const templates = Object.keys(described.paths).map((path) => ({
  path,
  rank: path.split('/').reduce((sum, part) => sum + (part.startsWith('{') ? 10 : 11), 0),
  pattern: new RegExp(
    `^${path.replace(/\{(\w+)\}/g, (_, name) => (/^(branch|ref|path|basehead|tag|name)$/.test(name) ? '.+' : '[^/]+'))}$`,
  ),
}));
templates.sort((one, other) => other.rank - one.rank);

function find(method: string, path: string): Match | null {
  for (const template of templates) {
    const operation = described.paths[template.path]?.[method.toLowerCase()];
    if (operation !== undefined && template.pattern.test(path))
      return { name: `${method} ${template.path}`, operation };
  }
  return null;
}

function wrongInRequest({ operation }: Match, url: URL, body: string): string[] {
  const wrong: string[] = [];
  const known = (operation.parameters ?? []).map((item) => deref<Parameter>(item));
  for (const [name, value] of url.searchParams) {
    const schema = known.find((each) => each.in === 'query' && each.name === name)?.schema;
    if (schema === undefined) wrong.push(`query ${name} is not described`);
    else if (!lenient.validate(rooted({ type: 'object', properties: { value: deref(schema) } }), { value }))
      wrong.push(`query ${name}=${value}`);
  }
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  if (body !== '' && schema !== undefined) wrong.push(...problems(schema, JSON.parse(body)).map(say));
  if (body !== '' && schema === undefined) wrong.push('a body that is not described');
  return wrong;
}

const say = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || '/'} ${message} ${JSON.stringify(params)}`;

function wrongInAnswer({ operation }: Match, status: number, text: string): string[] {
  // Any GET may be answered so (docs: conditional requests), described there or not.
  if (status === 304) return text === '' ? [] : ['a 304 with a body'];
  const exact = operation.responses[String(status)];
  if (exact === undefined && status < 400) return [`status ${status} is not described`];
  if (exact === undefined && !anywhere.has(status)) return [`status ${status} is not described`];
  const schema = exact && deref<Media>(exact).content?.['application/json']?.schema;
  if (schema === undefined) return text === '' || status >= 400 ? [] : ['a body although none is described'];
  return problems(schema, JSON.parse(text)).map(say);
}

export interface Validated {
  fetch(request: Request): Promise<Response>;
  /** The operations that were answered with success, as `GET /repos/{owner}/{repo}`. */
  readonly proven: Set<string>;
}

/**
 * Wraps a GitHub: every REST request and answer is held against GitHub's published description, and a difference
 * throws. A request that breaks the description must be refused; 501 is the one answer GitHub does not know.
 * What is not REST (GraphQL, git, `/_sandbox`) passes.
 */
export function validatedFetch(inner: (request: Request) => Promise<Response>): Validated {
  const proven = new Set<string>();
  const fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = decodeURI(url.pathname).replace(/^\/api\/v3(?=\/)/, '');
    const asked = await request.clone().text();
    const response = await inner(request);
    if (/^\/(api\/)?graphql$|^\/_sandbox\/|\.git\//.test(path) || response.status === 501) return response;
    const match = find(request.method, path);
    if (match === null)
      throw new Error(`Answered ${response.status}, but GitHub has no ${request.method} ${path}`);
    const text = await response.clone().text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    const refused = response.status >= 400;
    const wrong = [
      ...(refused ? [] : wrongInRequest(match, url, asked)),
      ...(text !== '' && !json ? [] : wrongInAnswer(match, response.status, text)),
    ];
    if (wrong.length > 0)
      throw new Error(
        `${match.name} -> ${response.status}:\n${wrong.slice(0, 12).join('\n')}\n${text.slice(0, 300)}`,
      );
    if (!refused) proven.add(match.name);
    return response;
  };
  return { fetch, proven };
}

/** Every operation of the fixture. */
export const describedOperations = (): string[] =>
  Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
