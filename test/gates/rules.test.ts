import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { gateKinds } from '../../src/gates/registry.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Of each kind the least that a policy has to say, and what is filled in. */
const least: Readonly<Record<string, readonly [given: Fields, filledIn: Fields]>> = {
  approvals: [{ requires: ['qa'] }, {}],
  checklist: [{ items: [{ id: 'backup', text: 'Back up', role: 'ops' }] }, {}],
  checks: [{ names: ['build'] }, { allow: [] }],
  command: [{ argv: ['./ready.sh'] }, { files: [], seconds: 60 }],
  deployment: [{ environment: 'production' }, { state: 'healthy' }],
  document: [{ path: 'docs/notes.md' }, { headings: [] }],
  'feature-branches': [{ match: 'feature/*' }, { allow: [], allowNone: false }],
  'focused-regression': [{}, {}],
  'hand-over': [{ points: ['to-ops'] }, {}],
  'hotfixes-synced': [{}, {}],
  incidents: [{}, {}],
  issues: [{ labels: ['bug'] }, {}],
  'merges-cleanly': [{ into: ['develop'] }, { breaking: 'name' }],
  'pull-requests': [{ select: { label: 'train' } }, { allowNone: false }],
  'sign-off': [{ roles: ['qa'] }, { documents: [] }],
  soak: [{ for: '24h' }, {}],
  'test-results': [{ suites: ['sanity'] }, { minTests: 1, knownFailures: [] }],
  tickets: [{}, { sections: [], labels: [] }],
  window: [{ open: [{ days: ['mon'], from: '09:00', to: '16:00' }] }, { zone: 'UTC', freezes: [] }],
};

function read(kind: string, over: Fields) {
  const schema = gateKinds.find((each) => each.kind === kind)?.schema;
  if (schema === undefined) throw new Error(`no kind ${kind}`);
  return schema.safeParse({ id: 'it', kind, ...least[kind]?.[0], ...over });
}
const problems = (kind: string, over: Fields): string[] =>
  (read(kind, over).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

test.each(gateKinds.map(({ kind }) => [kind]))('%s: what is left out is filled in', (kind) => {
  const [given, filledIn] = least[kind] ?? [];
  expect(read(kind, {}).data).toEqual({
    ...{ id: 'it', kind, waivableBy: [], waiveUnknown: false },
    ...given,
    ...filledIn,
  });
});

test.each(gateKinds.map(({ kind, schema }) => [kind, schema] as const))(
  '%s: every field says what it is',
  (_, schema) => {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    const { kind: _kind, ...fields } = json.properties ?? {};
    expect(silent(fields)).toEqual([]);
  },
);

/** The fields that have no description, those of the items of a checklist included. */
function silent(fields: Readonly<Record<string, z.core.JSONSchema._JSONSchema>>): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (typeof field === 'boolean') return [name];
    const { items } = field;
    const one = name === 'items' && typeof items === 'object' && !Array.isArray(items) ? items : null;
    const inner = silent(one?.properties ?? {});
    return (field.description ?? '') === '' ? [name, ...inner] : inner;
  });
}

describe('a rule that is refused', () => {
  test.each(gateKinds.map(({ kind }) => [kind]))('%s: with an unknown field, or as another kind', (kind) => {
    expect(problems(kind, { colour: 'red' })).toEqual([expect.stringMatching(/colour/)]);
    expect(problems(kind, { kind: 'weather' })).toEqual([expect.stringMatching(/^kind: /)]);
    expect(problems(kind, { id: 'It' })).toEqual(['id: small letters, digits and dashes']);
    expect(problems(kind, { waivableBy: [''] })).toEqual([expect.stringMatching(/^waivableBy.0: /)]);
  });

  const small = 'small letters, digits and dashes';
  const path = 'a path from the top of the repository, without . or ..';
  const item = { id: 'a', text: 'x', role: 'qa' };
  const office = { days: ['mon'], from: '09:00', to: '16:00' };
  const time = 'a time of day: 09:00';
  const moment = 'must be a day (2026-12-18) or a moment (2026-12-18T17:00)';
  test.each<[string, Fields, string]>([
    ['checks', { id: '' }, `id: ${small}`],
    ['checks', { id: 'a b' }, `id: ${small}`],
    ['checks', { id: 'a!' }, `id: ${small}`],
    ['approvals', { requires: [] }, 'requires: '],
    ['approvals', { requires: [''] }, 'requires.0: '],
    ['checklist', { items: [] }, 'items: '],
    ['checklist', { items: [{ ...item, id: 'Ab' }] }, `items.0.id: ${small}`],
    ['checklist', { items: [{ ...item, id: 'aB' }] }, `items.0.id: ${small}`],
    ['checklist', { items: [{ ...item, text: '' }] }, 'items.0.text: '],
    ['checklist', { items: [{ ...item, role: '' }] }, 'items.0.role: '],
    ['checklist', { items: [{ ...item, by: 'x' }] }, 'items.0: '],
    ['checklist', { items: [item, item] }, ': has two items with the same `id`'],
    ['checks', { names: [] }, 'names: '],
    ['checks', { names: [''] }, 'names.0: '],
    ['checks', { app: '' }, 'app: '],
    ['checks', { workflow: '' }, 'workflow: '],
    ['checks', { maxAge: 'long' }, 'maxAge: hours or days: 36h, 2d'],
    ['checks', { allow: ['success'] }, 'allow.0: '],
    ['command', { argv: [] }, 'argv: '],
    ['command', { files: ['../x'] }, `files.0: ${path}`],
    ['command', { seconds: 0 }, 'seconds: '],
    ['command', { seconds: 3601 }, 'seconds: '],
    ['document', { path: '' }, `path: ${path}`],
    ['document', { path: '/a' }, `path: ${path}`],
    ['document', { path: './a' }, `path: ${path}`],
    ['document', { path: '../a' }, `path: ${path}`],
    ['document', { path: 'a/../b' }, `path: ${path}`],
    ['document', { path: 'a/./b' }, `path: ${path}`],
    ['document', { path: 'a/..' }, `path: ${path}`],
    ['document', { path: 'a/.' }, `path: ${path}`],
    ['document', { path: 'a\nb' }, `path: ${path}`],
    ['document', { path: '..' }, `path: ${path}`],
    ['document', { name: '' }, 'name: '],
    ['document', { headings: [''] }, 'headings.0: '],
    ['document', { path: undefined }, ': needs a `path` or a `name`'],
    ['feature-branches', { match: '' }, 'match: '],
    ['feature-branches', { allow: ['failure'] }, 'allow.0: '],
    ['issues', { labels: [''] }, 'labels.0: '],
    ['issues', { milestone: '' }, 'milestone: '],
    ['issues', { labels: [] }, ': needs `labels` or a `milestone`'],
    ['merges-cleanly', { into: [] }, 'into: '],
    ['merges-cleanly', { into: [''] }, 'into.0: '],
    ['merges-cleanly', { breaking: 'pass' }, 'breaking: '],
    ['sign-off', { roles: [] }, 'roles: '],
    ['sign-off', { roles: [''] }, 'roles.0: '],
    ['soak', { for: 'a while' }, 'for: hours or days: 36h, 2d'],
    ['test-results', { suites: [] }, 'suites: '],
    ['test-results', { suites: [''] }, 'suites.0: '],
    ['test-results', { minTests: 0 }, 'minTests: '],
    ['test-results', { knownFailures: [''] }, 'knownFailures.0: '],
    ['test-results', { maxAge: '2w' }, 'maxAge: hours or days: 36h, 2d'],
    ['tickets', { sections: [''] }, 'sections.0: '],
    ['tickets', { milestone: '' }, 'milestone: '],
    ['tickets', { milestone: false }, 'milestone: '],
    ['tickets', { labels: [''] }, 'labels.0: '],
    ['window', { zone: 'Mars/Olympus' }, 'zone: must be a time zone: Europe/Berlin'],
    ['window', { open: [] }, ': needs `open` or `freezes`'],
    ['window', { open: [{ ...office, days: [] }] }, 'open.0.days: '],
    ['window', { open: [{ ...office, days: ['noday'] }] }, 'open.0.days.0: '],
    ['window', { open: [{ ...office, every: 2 }] }, 'open.0: '],
    ['window', { open: [{ ...office, from: '24:00' }] }, `open.0.from: ${time}`],
    ['window', { open: [{ ...office, from: '9:00' }] }, `open.0.from: ${time}`],
    ['window', { open: [{ ...office, from: '009:00' }] }, `open.0.from: ${time}`],
    ['window', { open: [{ ...office, to: '09:60' }] }, `open.0.to: ${time}`],
    ['window', { open: [{ ...office, to: '09:000' }] }, `open.0.to: ${time}`],
    ['window', { open: [{ ...office, to: '09:0x' }] }, `open.0.to: ${time}`],
    ['window', { freezes: [{ from: 'now', to: '2027-01-01' }] }, `freezes.0.from: ${moment}`],
    ['window', { freezes: [{ from: '2027-01-01', to: '2027-01-02', reason: '' }] }, 'freezes.0.reason: '],
    ['window', { freezes: [{ from: '2027-01-01', to: '2027-01-02', why: 'x' }] }, 'freezes.0: '],
  ])('%s: %j', (kind, over, problem) => {
    expect(problems(kind, over)).toEqual([expect.stringContaining(problem)]);
    expect(problems(kind, over)[0]?.startsWith(problem)).toBe(true);
  });
});

test.each<[string, Fields]>([
  ['checks', { id: 'a-1' }],
  ['checks', { maxAge: '36h', allow: ['skipped', 'neutral'], app: 'x', workflow: 'y' }],
  ['command', { argv: ['x', ''], files: ['scripts/ready.sh'], seconds: 3600 }],
  ['command', { seconds: 1 }],
  ['document', { path: '.github/notes.md' }],
  ['document', { path: '..a/b../c..d/...' }],
  ['document', { path: undefined, name: 'notes' }],
  ['feature-branches', { allow: ['skipped', 'neutral'] }],
  ['issues', { labels: [], milestone: '1.8.0' }],
  ['merges-cleanly', { breaking: 'fail' }],
  ['tickets', { milestone: true }],
  ['tickets', { milestone: '1.8.0' }],
  ['window', { open: [{ days: ['fri'], from: '23:59', to: '00:00' }] }],
  ['window', { open: [{ days: ['fri'], from: '19:59', to: '20:00' }] }],
  ['window', { open: [], freezes: [{ from: '2026-12-18', to: '2026-12-19T12:00', reason: 'x' }] }],
])('a rule that stands: %s: %j', (kind, over) => {
  expect(problems(kind, over)).toEqual([]);
});
