import { expect, test } from 'vitest';
import { policyDifferences } from '../../src/policy/differences.ts';
import { loadPolicy } from '../../src/policy/load.ts';

function load(text: string) {
  const loaded = loadPolicy(`version: 1\n${text}`, 'p');
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded;
}

const gates = (...rules: readonly string[]) => `gates: { promote: [${rules.join(', ')}] }`;
const ci = (names: string) => `{ id: ci, kind: checks, names: ${names} }`;
const soak = (time: string) => `{ id: soak, kind: soak, for: ${time} }`;
const web = (more: string) =>
  `products: { web: { branches: { rc: "web/{version}", hotfix: "wh/{version}" }, tags: { release: "w{version}", candidate: "w{version}-{n}" }${more} } }`;

test.each<[string, string, string, (readonly [key: string, remote: unknown, local: unknown])[]]>([
  ['the same in other words', 'branches: {}', 'branches: { develop: devel } # so it is', []],
  ['gates in another order', gates(ci('[a]'), soak('1d')), gates(soak('1d'), ci('[a]')), []],
  [
    'a value',
    'pick: { deliver: push }',
    'pick: { deliver: pull-request }',
    [['pick.deliver', 'push', 'pull-request']],
  ],
  ['a list', gates(ci('[a, b]')), gates(ci('[a]')), [['gates.promote.ci.names', ['a', 'b'], ['a']]]],
  [
    'a gate less, and another',
    gates(ci('[a]'), soak('1d')),
    gates(soak('2d')),
    [
      ['gates.promote.ci', expect.objectContaining({ kind: 'checks' }), undefined],
      ['gates.promote.soak.for', '1d', '2d'],
    ],
  ],
  [
    'a role',
    'roles: {}',
    'roles: { qa: { users: [ann] } }',
    [['roles.qa', undefined, { users: ['ann'], teams: [] }]],
  ],
  [
    'a product',
    web(''),
    web(', pick: { onConflict: fail }'),
    [['products.web.pick', undefined, expect.objectContaining({ onConflict: 'fail' })]],
  ],
])('%s', (_name, remote, local, differences) => {
  const found = policyDifferences(load(remote), load(local));
  expect(found.map((each) => [each.key, each.remote, each.local])).toEqual(differences);
});
