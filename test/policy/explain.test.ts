import { describe, expect, test } from 'vitest';
import { explainPolicy, policyPlaces } from '../../src/policy/explain.ts';
import { loadPolicy, policyOf } from '../../src/policy/load.ts';
import { renderExplained } from '../../src/policy/render.ts';

const text = `version: 1
branches: { develop: trunk }
roles:
  qa: { users: [quinn, "#no"] }
gates:
  promote:
    - { id: ci, kind: checks, names: [build, unit] }
    - &bugs { id: bugs, kind: issues, labels: [bug] }
  hotfix: [*bugs]
products:
  web:
    paths: [web/**]
    branches: { rc: "web/rc/{version}", hotfix: "web/h/{version}" }
    tags: { release: "web-v{version}", candidate: "web-v{version}-rc.{n}" }
    roles: { ops: { users: [omar] } }
`;

function explained(product: string | null) {
  const loaded = loadPolicy(text, 'p.yaml');
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const policy = policyOf(loaded, product);
  return { policy, all: explainPolicy(policy, policyPlaces(text, 'p.yaml', product)) };
}

describe('where the values of a policy come from', () => {
  test.each([
    ['branches.develop', 'trunk', 'shared 2:22'],
    ['branches.rc', 'web/rc/{version}', 'product 13:21'],
    ['branches.production', 'main', 'default'],
    ['roles.qa.users.1', '#no', 'shared 4:24'],
    ['roles.qa.teams', [], 'default'],
    ['gates.promote.0.names.1', 'unit', 'shared 7:46'],
    ['gates.promote.0.waivableBy', [], 'default'],
    ['gates.hotfix.0.labels.0', 'bug', 'shared 8:48'],
    ['gates.cut', [], 'default'],
    ['product.paths.0', 'web/**', 'product 12:13'],
    ['product.title', 'web', 'default'],
    ['roles.ops.users.0', 'omar', 'product 15:29'],
    ['roles.ops.teams', [], 'default'],
  ])('%s', (path, value, from) => {
    const one = explained('web').all.find((each) => each.path.join('.') === path);
    expect(one?.value).toEqual(value);
    expect(
      [one?.from.kind, one?.from.line && `${one.from.line}:${one.from.column}`].filter(Boolean).join(' '),
    ).toBe(from);
    expect(one?.from.file).toBe(from === 'default' ? null : 'p.yaml');
  });

  test('what all share comes from no product', () => {
    const kinds = new Map(explained(null).all.map(({ path, from }) => [path.join('.'), from.kind]));
    expect([kinds.get('branches.rc'), kinds.get('products.web.branches.rc')]).toEqual(['default', 'product']);
  });

  test('each place has its value there', () => {
    const lines = text.split('\n');
    for (const { value, from } of explained(null).all) {
      if (from.line === null || from.column === null || typeof value === 'object') continue;
      const there = lines[from.line - 1]?.slice(from.column - 1).replace(/^"/, '');
      expect(there?.startsWith(String(value))).toBe(true);
    }
  });

  test('the text says the same policy, with each source at its value, in 80 columns', () => {
    const { policy, all } = explained('web');
    const shown = renderExplained(policy, all);
    expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(shown).toMatch(/^ {2}develop: trunk +# 2:22$/m);
    expect(shown).toMatch(/^ {2}rc: web\/rc\/\{version\} +# product 13:21$/m);
    expect(shown).toMatch(/^ {6}names: \[build, unit\] +# 7:39$/m);
    expect(shown).toMatch(/^ {4}users: \[quinn, "#no"\] +# 4:17$/m);
    const { product: _, ...rest } = policy;
    const again = loadPolicy(shown.replace(/^product:\n( .*\n?)+/m, ''), 'again');
    expect(again.ok ? again.policy : again.problems).toEqual(rest);
  });
});
