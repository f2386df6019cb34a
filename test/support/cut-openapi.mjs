/**
 * Cuts the operations that the embedded GitHub covers out of GitHub's full OpenAPI description into
 * fixtures/github/openapi.json, the yardstick of the tests.
 *
 *     node test/support/cut-openapi.mjs PATH/TO/api.github.com.json
 *
 * The full description is `generated/api.github.com.json` of the npm package @octokit/openapi; it is too big to
 * depend on. Run this again after a route was added. What is cut away: prose, examples, and GitHub's own extensions.
 * What is turned into JSON Schema: `nullable` (a type list), and `oneOf` into `anyOf`, because GitHub's alternatives
 * overlap (an answer may be a public and a private user at once).
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [, , source] = process.argv;
if (source === undefined) throw new Error('usage: node test/support/cut-openapi.mjs api.github.com.json');
const root = new URL('../../', import.meta.url);
const full = JSON.parse(readFileSync(source, 'utf8'));

/** The operations of the registry, read from its source. */
async function operations() {
  const entry = fileURLToPath(new URL('src/sandbox/github/rest/registry.ts', root));
  const folder = mkdtempSync(join(tmpdir(), 'routes-'));
  const outfile = join(folder, 'registry.mjs');
  const banner = { js: 'import{createRequire as c}from"node:module";const require=c(import.meta.url);' };
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', banner });
  const { routes } = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true });
  return routes.map(({ method, path }) => ({ method: method.toLowerCase(), path }));
}

const prose = new Set([
  'description',
  'example',
  'examples',
  'externalDocs',
  'summary',
  'tags',
  'deprecated',
  'title',
]);

function slim(node, isMap = false) {
  if (Array.isArray(node)) return node.map((item) => slim(item));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key]) => isMap || !(prose.has(key) || key.startsWith('x-')));
  const { nullable, ...rest } = Object.fromEntries(
    entries.map(([key, value]) => [
      !isMap && key === 'oneOf' ? 'anyOf' : key,
      slim(value, !isMap && (key === 'properties' || key === 'content')),
    ]),
  );
  if (nullable !== true || isMap) return nullable === undefined ? rest : { ...rest, nullable };
  if (typeof rest.type !== 'string') return { anyOf: [rest, { type: 'null' }] };
  const type = [rest.type, 'null'];
  return rest.enum === undefined || rest.enum.includes(null)
    ? { ...rest, type }
    : { ...rest, type, enum: [...rest.enum, null] };
}

const components = {};
/** Takes along every component that `node` refers to, and those that they refer to. */
function follow(node) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.$ref === 'string') {
    const [, , kind, name] = node.$ref.split('/');
    components[kind] ??= {};
    if (components[kind][name] === undefined) {
      components[kind][name] = slim(full.components[kind][name]);
      follow(components[kind][name]);
    }
  }
  for (const value of Object.values(node)) follow(value);
}

const paths = {};
for (const { method, path } of await operations()) {
  const operation = full.paths[path]?.[method];
  if (operation === undefined) throw new Error(`GitHub describes no ${method.toUpperCase()} ${path}`);
  const { parameters, requestBody, responses } = slim(operation);
  paths[path] ??= {};
  paths[path][method] = { parameters, requestBody, responses };
  follow(paths[path][method]);
}
follow({ $ref: '#/components/schemas/basic-error' });
follow({ $ref: '#/components/schemas/validation-error' });
const sorted = (map) =>
  Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
for (const kind of Object.keys(components)) components[kind] = sorted(components[kind]);
const out = new URL('fixtures/github/openapi.json', root);
mkdirSync(new URL('.', out), { recursive: true });
const info = { title: full.info.title, version: full.info.version };
writeFileSync(out, `${JSON.stringify({ info, paths: sorted(paths), components: sorted(components) })}\n`);
