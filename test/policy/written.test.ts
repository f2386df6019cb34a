import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { list, mapping } from '../../src/policy/data.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { renderPolicy } from '../../src/policy/render.ts';
import { policyJsonSchema } from '../../src/policy/schema.ts';
import { type Starter, starterPolicy } from '../../src/policy/starter.ts';

const top = join(import.meta.dirname, '../..');
const example = readFileSync(join(top, '.releaserc.example.yaml'), 'utf8');
const good = join(top, 'fixtures/policies/good');
const goodTexts = readdirSync(good).map((name): [string, string] => [
  name,
  readFileSync(join(good, name), 'utf8'),
]);

function policyOf(text: string) {
  const loaded = loadPolicy(text, 'p');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

/** Every key that a schema allows, as a path: `approvals.*.by.[].label`. */
function keysOf(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object') return [];
  const { properties, additionalProperties, items, anyOf, oneOf } = mapping(schema);
  const own = Object.entries(mapping(properties)).flatMap(([key, value]) => [
    `${path}${key}`,
    ...keysOf(value, `${path}${key}.`),
  ]);
  const forms = [...list(anyOf), ...list(oneOf)].flatMap((form) => keysOf(form, path));
  return [...own, ...forms, ...keysOf(additionalProperties, `${path}*.`), ...keysOf(items, `${path}[].`)];
}

/** Every path of a value, each name and list place as it is and as any one. */
function pathsOf(value: unknown, path = ''): string[] {
  const inside = Array.isArray(value)
    ? value.flatMap((entry) => pathsOf(entry, `${path}[].`))
    : Object.entries(mapping(value)).flatMap(([key, entry]) => [
        `${path}${key}`,
        ...pathsOf(entry, `${path}${key}.`),
        ...pathsOf(entry, `${path}*.`),
      ]);
  return inside;
}

/** The example with its products, which stand in a comment. */
const withProducts = example.replace(/^# products:\n(?:# {3}.*\n)+/m, (section) =>
  section.replaceAll(/^# /gm, ''),
);

describe('.releaserc.example.yaml', () => {
  test('is a policy of several products where that comment is taken away', () => {
    expect([...policyOf(withProducts).products.keys()]).toEqual(['scp', 'web']);
    expect(policyOf(withProducts).warnings).toEqual([]);
  });

  test('is a policy, and nothing about it is doubtful', () => {
    expect(policyOf(example).warnings).toEqual([]);
  });

  test('has every key there is, but for the gates once at whatever stage', () => {
    // A product's section takes the shared keys.
    const once = (key: string) =>
      key.replace(/^products\.\*\.\w+\..*/, '').replace(/^gates\.\w+\.\[\]/, 'gates.*.[]');
    const written = new Set(['', ...pathsOf(parse(withProducts)).map(once)]);
    const known = [...new Set(keysOf(policyJsonSchema()).map(once))];
    expect(known).toContain('products.*.paths');
    expect(known).toContain('approvals.*.by.[].label');
    expect(known).toContain('gates.*.[].maxAge');
    expect(known.filter((key) => !written.has(key))).toEqual([]);
  });
});

describe('the JSON Schema', () => {
  const validate = new Ajv({ strict: false }).compile(policyJsonSchema());

  test.each([['the example', example], ...goodTexts])('takes %s', (_name, text) => {
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('refuses an unknown key and a policy without its version', () => {
    expect(validate({ version: 1, gate: {} })).toBe(false);
    expect(validate({})).toBe(false);
  });
});

describe('a rendered policy', () => {
  test.each([['the example', example], ...goodTexts])('is the same policy: %s', (_name, text) => {
    const { policy } = policyOf(text);
    expect(policyOf(renderPolicy(policy)).policy).toEqual(policy);
  });

  test('shows the defaults', () => {
    expect(renderPolicy(policyOf('version: 1').policy)).toContain('  ref: refs/rel/ledger\n');
  });
});

describe('a starter policy', () => {
  const starter: Starter = {
    repository: 'acme/shop',
    develop: 'devel',
    production: 'main',
    qa: { users: ['quinn'], teams: ['acme/qa'] },
    qaLabel: 'qa-approved',
    bugLabel: 'bug',
    checks: ['build', 'unit'],
    releaseTag: 'v{version}',
  };

  test('is a policy that says what it was told', () => {
    const { policy, warnings } = policyOf(starterPolicy(starter));
    expect(warnings).toEqual([]);
    expect(policy).toMatchObject({
      repository: 'acme/shop',
      roles: { qa: { users: ['quinn'], teams: ['acme/qa'] } },
      approvals: { qa: { role: 'qa', by: [{ label: 'qa-approved' }, { review: true }], notAuthor: true } },
      pick: { requires: ['qa'] },
      gates: { promote: [{ names: ['build', 'unit'] }, { labels: ['bug'], milestone: '{version}' }] },
    });
    expect(starterPolicy(starter)).toMatch(/^# yaml-language-server: \$schema=\S+\n/);
  });

  test('while nobody is QA, a pick requires nothing that nobody could give', () => {
    const { policy } = policyOf(starterPolicy({ ...starter, qa: { users: [], teams: [] } }));
    expect(policy.pick.requires).toEqual([]);
  });

  test('without GitHub it asks for nothing that only GitHub knows', () => {
    const { policy } = policyOf(starterPolicy({ ...starter, repository: null }));
    expect(policy.repository).toBeNull();
    expect(policy.pick.requires).toEqual([]);
    expect(Object.values(policy.gates).flat()).toEqual([]);
  });

  test('whatever a label or a check is called, it stays that name', () => {
    const name = fc.oneof(
      fc
        .string({ minLength: 1, maxLength: 12, unit: 'binary' })
        .filter((text) => !/[\0\ud800-\udfff]/.test(text)),
      fc.constantFrom(
        'yes',
        'null',
        '1.8',
        'a: b',
        '# c',
        '[x',
        "it's",
        'x"y',
        '*a',
        '- d',
        'true',
        '0x1f',
        '~',
      ),
    );
    fc.assert(
      fc.property(name, name, (label, check) => {
        const { policy } = policyOf(starterPolicy({ ...starter, bugLabel: label, checks: [check] }));
        expect(policy.gates.promote).toMatchObject([{ names: [check] }, { labels: [label] }]);
      }),
      { numRuns: 80 },
    );
  });
});
