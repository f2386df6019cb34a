import { describe, expect, test } from 'vitest';
import { loadPolicy, policyOf } from '../../src/policy/load.ts';
import { layProduct, type Origin } from '../../src/policy/products.ts';

const shared = {
  version: 1,
  branches: { rc: '{product}/rc/{version}' },
  roles: { qa: { teams: ['acme/qa'] } },
  approvals: { qa: { role: 'qa', by: [{ review: true }] } },
  pick: { requires: ['qa'], select: { label: 'rc/{version}' } },
  gates: { cut: [{ id: 'a' }], promote: [{ id: 'b' }, { id: '{product}' }] },
};

const laid = (section: unknown) => layProduct({ ...shared, products: { scp: section } }, 'scp');

describe('a product laid over what all share', () => {
  test.each<[string, unknown, object]>([
    [
      'says nothing',
      {},
      { roles: shared.roles, gates: { ...shared.gates, promote: [{ id: 'b' }, { id: 'scp' }] } },
    ],
    [
      'a key of a mapping',
      { branches: { hotfix: 'h/{version}' } },
      { branches: { rc: 'scp/rc/{version}', hotfix: 'h/{version}' } },
    ],
    [
      'a key of an approval',
      { approvals: { qa: { notAuthor: false } } },
      { approvals: { qa: { ...shared.approvals.qa, notAuthor: false } } },
    ],
    [
      'another approval',
      { approvals: { rte: { role: 'qa' } } },
      { approvals: { ...shared.approvals, rte: { role: 'qa' } } },
    ],
    ['a list, as a whole', { pick: { requires: [] } }, { pick: { ...shared.pick, requires: [] } }],
    [
      'what is selected, as a whole',
      { pick: { select: { milestone: 'M' } } },
      { pick: { requires: ['qa'], select: { milestone: 'M' } } },
    ],
    [
      'who holds a role, as a whole',
      { roles: { qa: { users: ['quinn'] } } },
      { roles: { qa: { users: ['quinn'] } } },
    ],
    ['a stage, as a whole', { gates: { promote: [] } }, { gates: { cut: [{ id: 'a' }], promote: [] } }],
    ['what is not its to say', { repository: 'a/b', title: 'T', paths: ['x'], colour: 1 }, { version: 1 }],
  ])('%s', (_name, section, expected) => {
    const { value } = laid(section);
    expect(value).toMatchObject(expected);
    expect(value).not.toHaveProperty('products');
    for (const key of ['repository', 'title', 'paths', 'colour']) expect(value).not.toHaveProperty(key);
    // toMatchObject is content with more keys than it names.
    for (const [key, inner] of Object.entries(expected)) expect(value).toHaveProperty(key, inner);
  });

  const layer = laid({
    branches: { hotfix: 'h/{version}' },
    roles: { qa: { users: ['quinn'] } },
    gates: { promote: [] },
  });
  test.each<[string, Origin]>([
    ['branches.hotfix', 'product'],
    ['branches.rc', 'shared'],
    ['branches.develop', 'default'],
    ['roles.qa.users', 'product'],
    ['roles.qa.teams', 'product'],
    ['gates.promote.0.id', 'product'],
    ['gates.cut.0.id', 'shared'],
    ['ledger.ref', 'default'],
  ])('%s is the %s one', (path, origin) => {
    const parts = path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    expect(layer.originOf(parts)).toBe(origin);
    expect(layer.placeOf(parts)).toEqual(origin === 'product' ? ['products', 'scp', ...parts] : parts);
  });
});

describe('a policy of several products', () => {
  const text = `version: 1
tags: { candidate: "{product}-v{version}-rc.{n}", release: "{product}-v{version}" }
branches: { rc: "{product}/rc/{version}", hotfix: "{product}/hotfix/{version}" }
products:
  scp: { title: Planning, paths: ["scp/**", "!scp/docs/**"] }
  web: { branches: { develop: next } }
`;
  test('has one policy each, and the shared one as it is', () => {
    const loaded = loadPolicy(text, 'p');
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect([...loaded.products.keys()]).toEqual(['scp', 'web']);
    expect(policyOf(loaded, 'scp')).toMatchObject({
      branches: { develop: 'devel', rc: 'scp/rc/{version}' },
      tags: { release: 'scp-v{version}' },
      product: { name: 'scp', title: 'Planning', paths: ['scp/**', '!scp/docs/**'] },
    });
    expect(policyOf(loaded, 'web')).toMatchObject({
      branches: { develop: 'next' },
      product: { name: 'web', title: 'web', paths: [] },
    });
    expect(policyOf(loaded, null)).toMatchObject({
      branches: { rc: '{product}/rc/{version}' },
      products: { web: { branches: { develop: 'next' } } },
    });
    expect(policyOf(loaded, null)).not.toHaveProperty('product');
  });

  test('what is wrong in the shared part is told once, at its place', () => {
    const loaded = loadPolicy(`${text}pick: { requires: [qa] }\n`, 'p');
    expect(!loaded.ok && loaded.problems).toEqual([
      { file: 'p', line: 7, column: 20, message: 'unknown approval `qa`' },
    ]);
  });

  test('without products nothing is called {product}', () => {
    const loaded = loadPolicy('version: 1\npick: { select: { label: "{product}/{version}" } }\n', 'p');
    expect(loaded.ok && loaded.warnings).toMatchObject([
      { line: 2, column: 26, message: '`{product}` names nothing: the policy has no products' },
    ]);
  });

  test('what all share need not be whole, as long as each product is', () => {
    const own = `version: 1
pick: { requires: [qa] }
products:
  scp:
    roles: { qa: { users: [quinn] } }
    approvals: { qa: { role: qa, by: [{ review: true }] } }
`;
    expect(loadPolicy(own, 'p')).toMatchObject({ ok: true, warnings: [] });
  });
});
