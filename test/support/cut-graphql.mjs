// Cuts src/sandbox/github/graphql/schema.graphql out of GitHub's published schema by the list subset.txt beside it:
//   node test/support/cut-graphql.mjs [--check]
// A name in the list that GitHub does not have is an error. Whatever a chosen field needs (argument and result types)
// comes along; interfaces and union members only as far as they are chosen.
import { readFileSync, writeFileSync } from 'node:fs';
import { Kind, parse, print, visit } from 'graphql';

const here = new URL('../../src/sandbox/github/graphql/', import.meta.url);
const published = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
const page = ['after', 'before', 'first', 'last'];
const connection = ['edges', 'nodes', 'pageInfo', 'totalCount', 'cursor', 'node'];

/** The list as a map: type name to (field name to argument names, null for an enum value or input field). */
function readList(text) {
  const list = new Map();
  for (const line of text.split('\n').filter((l) => /^\w/.test(l))) {
    const [name, rest = ''] = line.split(/:(.*)/s);
    const fields = new Map();
    for (const [, field, star, args] of rest.matchAll(/(\w+)(\*?)(?:\(([^)]*)\))?/g))
      fields.set(field, [...(star ? page : []), ...(args?.split(' ') ?? [])]);
    list.set(name, fields);
  }
  return list;
}

const source = visit(parse(readFileSync(published, 'utf8'), { noLocation: true }), {
  enter: (node) => (node.description === undefined ? undefined : { ...node, description: undefined }),
});
const types = new Map(source.definitions.filter((d) => d.name).map((d) => [d.name.value, d]));
const list = readList(readFileSync(new URL('subset.txt', here), 'utf8'));
const named = (type) => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));
const fail = (what) => {
  throw new Error(`${what} is not GitHub's`);
};

/** The fields chosen of a type: its own, and those of its interfaces; null where the type is taken whole. */
function chosen(type) {
  const name = type.name.value;
  const own = list.get(name);
  if (type.kind === Kind.OBJECT_TYPE_DEFINITION && !own) {
    if (/(Connection|Edge)$/.test(name)) return new Map(connection.map((f) => [f, []]));
    if (!/Payload$/.test(name)) fail(`no line names ${name}; it`);
  }
  const interfaces = name === 'Query' ? [] : (type.interfaces ?? []);
  const given = interfaces.map((i) => list.get(i.name.value) ?? []);
  return own && new Map([...given.flatMap((fields) => [...fields]), ...own]);
}

const kept = new Map();
function keep(name) {
  const type = types.get(name);
  if (!type || kept.has(name)) return;
  const wanted = chosen(type);
  if (list.has(name)) for (const f of list.get(name).keys()) check(type, f);
  const cut = { ...type };
  kept.set(name, cut);
  if (type.interfaces)
    cut.interfaces = type.interfaces.filter((i) => name !== 'Query' && list.has(i.name.value));
  if (type.fields)
    cut.fields = type.fields.filter((f) => takes(type, f, wanted)).map((f) => cutField(f, wanted));
  if (type.values) cut.values = type.values.filter((v) => !wanted || wanted.has(v.name.value));
  if (type.types) cut.types = type.types.filter((t) => list.has(t.name.value));
  for (const f of cut.fields ?? []) for (const t of [f, ...(f.arguments ?? [])]) keep(named(t.type));
  for (const i of cut.interfaces ?? []) keep(i.name.value);
  for (const t of cut.types ?? []) keep(t.name.value);
}

/** A payload is taken as far as it leads to chosen types. */
function takes(type, field, wanted) {
  if (wanted) return wanted.has(field.name.value);
  const target = types.get(named(field.type));
  const needsLine =
    target?.kind === Kind.OBJECT_TYPE_DEFINITION || target?.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return (
    !/Payload$/.test(type.name.value) ||
    !needsLine ||
    /Edge$/.test(target.name.value) ||
    list.has(target.name.value)
  );
}

function cutField(field, wanted) {
  const args = wanted?.get(field.name.value);
  if (!field.arguments || !args) return field;
  for (const a of args)
    if (!field.arguments.some((b) => b.name.value === a)) fail(`${field.name.value}(${a})`);
  return { ...field, arguments: field.arguments.filter((a) => args.includes(a.name.value)) };
}

function check(type, name) {
  const all = [...(type.fields ?? []), ...(type.values ?? [])];
  if (!all.some((f) => f.name.value === name)) fail(`${type.name.value}.${name}`);
}

keep('Query');
keep('Mutation');
for (const name of list.keys()) types.has(name) ? keep(name) : fail(name);
const definitions = [...kept.keys()].sort().map((name) => kept.get(name));
const target = new URL('schema.graphql', here);
const text = `${print({ kind: Kind.DOCUMENT, definitions })}\n`;
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    'schema.graphql is not what subset.txt gives: run node test/support/cut-graphql.mjs\n',
  );
  process.exitCode = 1;
}
