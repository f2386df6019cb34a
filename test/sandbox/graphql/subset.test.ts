import { spawnSync } from 'node:child_process';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { resolvers } from '../../../src/sandbox/github/graphql/resolvers/all.ts';
import { isPlain, schema } from '../../../src/sandbox/github/graphql/schema.ts';
import { published } from './published.ts';

const subset = schema();
const own = Object.values(subset.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** What of the subset is not GitHub's, as `Type.field(argument)`. */
function strangers(part: GraphQLSchema, whole: GraphQLSchema): string[] {
  const types = Object.values(part.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return types.flatMap((type) => {
    const theirs = whole.getType(type.name);
    if (theirs === undefined || theirs.constructor.name !== type.constructor.name) return [type.name];
    if (isEnumType(type) && isEnumType(theirs))
      return type.getValues().flatMap(({ name }) => (theirs.getValue(name) ? [] : [`${type.name}.${name}`]));
    if (isUnionType(type) && isUnionType(theirs)) {
      const members = new Set(theirs.getTypes().map(({ name }) => name));
      return type.getTypes().flatMap(({ name }) => (members.has(name) ? [] : [`${type.name}|${name}`]));
    }
    if (isInputObjectType(type) && isInputObjectType(theirs))
      return inputs(type.name, Object.values(type.getFields()), Object.values(theirs.getFields()));
    const composite = isObjectType(type) || isInterfaceType(type);
    if (!composite || !(isObjectType(theirs) || isInterfaceType(theirs))) return [];
    const interfaces = new Set(theirs.getInterfaces().map(({ name }) => name));
    const alien = type.getInterfaces().filter(({ name }) => !interfaces.has(name));
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const path = `${type.name}.${field.name}`;
      const their = theirs.getFields()[field.name];
      if (their === undefined || String(their.type) !== String(field.type)) return [path];
      return inputs(path, field.args, their.args);
    });
    return [...alien.map(({ name }) => `${type.name}&${name}`), ...fields];
  });
}

type Input = GraphQLArgument | GraphQLInputField;

/** Arguments or input fields that GitHub lacks or types otherwise, and those it requires and we leave out. */
function inputs(path: string, ours: readonly Input[], theirs: readonly Input[]): string[] {
  const known = new Map(theirs.map((each) => [each.name, each]));
  const wrong = ours.filter((each) => {
    const their = known.get(each.name);
    const same = String(their?.type) === String(each.type);
    return !same || JSON.stringify(their?.defaultValue) !== JSON.stringify(each.defaultValue);
  });
  const names = new Set(ours.map(({ name }) => name));
  const needed = theirs.filter(
    (e) => String(e.type).endsWith('!') && e.defaultValue === undefined && !names.has(e.name),
  );
  return [...wrong, ...needed].map(({ name }) => `${path}(${name})`);
}

describe('the covered subset', () => {
  it("is GitHub's own: every type, interface, field, argument and enum value, nullability and defaults included", () => {
    expect(strangers(subset, published())).toEqual([]);
    expect(own.length).toBeGreaterThan(100);
  });

  it('would show what is not', () => {
    const wrong = buildSchema(`
      type Query { viewer: User, nothing: Int }
      type User implements Node { id: ID! email: String! }
      interface Node { id: ID! }
      enum OrderDirection { ASC UPWARDS }
      type Repository { issue(number: String): Issue }
      type Issue { id: ID! }`);
    expect(strangers(wrong, published()).sort()).toEqual([
      'OrderDirection.UPWARDS',
      'Query.nothing',
      'Query.viewer',
      'Repository.issue(number)',
    ]);
  });

  it('keeps within a type the fields its interfaces ask for', () => {
    const missing = own
      .filter(isObjectType)
      .flatMap((type) =>
        type
          .getInterfaces()
          .flatMap((each) => Object.keys(each.getFields()).filter((name) => !type.getFields()[name])),
      );
    expect(missing).toEqual([]);
  });

  it('has a resolver for every field, and no resolver for anything else', () => {
    // Nothing of these is ever made in a sandbox.
    const absent =
      /^(ProjectCard|ProjectColumn|ProjectV2|ProjectV2Item|Project|IssueTemplate|PullRequestTemplate)$/;
    const types = own.filter(isObjectType).filter(({ name }) => !isPlain(name) && !absent.test(name));
    const without = types.flatMap((type) =>
      Object.keys(type.getFields()).flatMap((name) =>
        resolvers[type.name]?.[name] ? [] : [`${type.name}.${name}`],
      ),
    );
    expect(without).toEqual([]);
    expect(Object.keys(resolvers).filter((name) => !subset.getType(name))).toEqual([]);
  });

  it('is what cut-graphql.mjs makes of subset.txt', () => {
    const script = new URL('../../support/cut-graphql.mjs', import.meta.url).pathname;
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
