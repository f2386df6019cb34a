import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPolicy } from '../../../src/policy/load.ts';
import { readWorkflows } from '../../../src/policy/workflow.ts';
import { clean } from '../../../src/view/clean.ts';
import { figure } from '../support/figures.ts';
import { terminalProblems } from './support/output.ts';
import { everything } from './support/words.ts';

const head = 'version: 1\n';
const twice = (text: string, times: number): string => (times === 0 ? text : twice(text + text, times - 1));
const bomb = (width: number, depth: number): string =>
  [`a0: &a0 [${Array(width).fill('x').join(', ')}]`]
    .concat(
      Array.from(
        { length: depth },
        (_, at) => `a${at + 1}: &a${at + 1} [${Array(width).fill(`*a${at}`).join(', ')}]`,
      ),
    )
    .join('\n');

/** Texts that are no policies, by what is wrong with them; none may be taken for one. */
const bad: Readonly<Record<string, string>> = {
  'aliases that explode': `${head}${bomb(9, 9)}`,
  'aliases below the limit': `${head}${bomb(2, 40)}`,
  'mappings that explode': `${head}a0: &a0 {a: x, b: x}\n${Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} {a: *a${at}, b: *a${at}}`).join('\n')}`,
  'merge keys that explode': `${head}a0: &a0 {k: v}\n${Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} {<<: [*a${at}, *a${at}], k${at}: v}`).join('\n')}`,
  'an anchor to itself': `${head}gates: &g\n  cut: *g\n`,
  'a circle of two': `${head}gates: &g { cut: &c { x: *g, y: *c } }\n`,
  '10 MB of keys': head + 'roles: x\n'.repeat(1_100_000),
  '10 MB in one line': `${head}repository: ${'x'.repeat(10_000_000)}`,
  'just below the limit, in keys': head + Array.from({ length: 60_000 }, (_, at) => `key${at}: x\n`).join(''),
  'just below the limit, in roles': `${head}roles:\n${Array.from({ length: 30_000 }, (_, at) => `  r${at}: { users: [u] }\n`).join('')}x: y`,
  'nested lists': `${head}gates: ${'['.repeat(30_000)}`,
  'nested mappings': `${head}${Array.from({ length: 1500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')}`,
  'nested flow mappings': `${head}gates: ${'{a: '.repeat(50_000)}`,
  'duplicate keys': `${head}roles: {}\nroles: {}\n`,
  'a key of JavaScript': `${head}__proto__: { polluted: yes }\n`,
  'a key of JavaScript below': `${head}gates: { __proto__: { cut: [] } }\n`,
  'a merge of it': `${head}x: &x { __proto__: { polluted: 1 } }\ngates: { <<: *x }\n`,
  constructor: `${head}roles: { constructor: { prototype: { polluted: 1 } } }\nconstructor: {}\n`,
  tabs: `${head}roles:\n\trte: {}\n`,
  NUL: `${head}roles:\0 {}\n`,
  'UTF-16': Buffer.from(`\ufeff${head}`, 'utf16le').toString('utf8'),
  'latin-1': Buffer.from(`${head}roles: { caf\u00e9: { users: [a] } }\n`, 'latin1').toString('utf8'),
  'a tag of code': `${head}roles: !!js/function 'function () { globalThis.polluted = 1 }'\n`,
  'a tag of a regular expression': `${head}roles: !!js/regexp /(a+)+$/\n`,
  'a binary tag': `${head}roles: !!binary ${'A'.repeat(1000)}\n`,
  'a set and a map': `${head}roles: !!set {a, b}\ngates: !!omap [a: b]\n`,
  'two documents': `${head}---\n${head}`,
  'a number for ever': `${head}roles: ${'9'.repeat(100_000)}\n`,
  'quotes that stay open': `${head}repository: "${'\\'.repeat(99_999)}`,
  'a key of everything': `${head}${JSON.stringify(everything)}: {}\n`,
  'values of everything': `${head}repository: ${JSON.stringify(everything)}\nbranches: { rc: ${JSON.stringify(everything)} }\n`,
  'anchors alone': head + Array.from({ length: 2000 }, (_, at) => `&a${at} k${at}: 1\n`).join(''),
  'a block that is not indented': `${head}roles: |\n${twice(' x', 15)}\n  y`,
  'a ladder of dashes': `${head}${'- '.repeat(20_000)}`,
  'a ladder of questions': `${head}${'? '.repeat(20_000)}`,
  'comments without end': `${head}${'#\n'.repeat(100_000)}x: y`,
  nothing: '',
  'white space': ' \n\t\n',
  'only a mark of byte order': '\ufeff',
};

test.each(Object.entries(bad))('no policy, at once: %s', (_name, text) => {
  const started = performance.now();
  const loaded = loadPolicy(text, 'policy.yaml');
  expect(performance.now() - started, 'milliseconds').toBeLessThan(15_000);
  expect(loaded.ok).toBe(false);
  if (loaded.ok) return;
  expect(loaded.problems.length).toBeGreaterThan(0);
  for (const { line, column, message, hint } of loaded.problems.slice(0, 100)) {
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(terminalProblems(clean(`${message}${hint ?? ''}`))).toEqual([]);
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(Reflect.get(globalThis, 'polluted')).toBeUndefined();
});

test('what is good YAML in other clothes is the same policy', () => {
  const plain = `${head}roles:\n  rte:\n    users: [rita]\n`;
  const [one, ...others] = [
    plain,
    plain.replaceAll('\n', '\r\n'),
    `\ufeff${plain}`,
    JSON.stringify({ version: 1, roles: { rte: { users: ['rita'] } } }),
  ];
  const first = loadPolicy(one ?? '', 'x');
  expect(first.ok).toBe(true);
  for (const other of others) expect(loadPolicy(other, 'x')).toEqual(first);
});

/** Pieces of policies, put together at random. */
const pieces = fc.constantFrom(
  'version: 1',
  'roles:',
  '  rte:',
  'users: [rita]',
  '&a',
  '*a',
  '<<: *a',
  '!!x',
  '- ',
  '? ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '|',
  '>',
  "'",
  '"',
  '#',
  '%',
  '---',
  '...',
  '\t',
  '\n',
  '\n  ',
  '\r',
  '\0',
  '\ufeff',
  '\ufffd',
  '__proto__',
  'gates:',
  'cut:',
  'id: x',
  'kind: checks',
  '{version}',
  '**',
  '\u001b[31m',
  '\u202e',
  '\u{1f600}',
  '\ud800',
);

test('whatever is put together is a policy, or has problems with a place', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (words) => {
      const loaded = loadPolicy(`${head}${words.join(' ')}`, 'policy.yaml');
      if (!loaded.ok) expect(loaded.problems.every(({ line, column }) => line > 0 && column > 0)).toBe(true);
    }),
    { seed: 20_261_121, numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      loadPolicy(text, 'policy.yaml');
      readWorkflows(new Map([['.github/workflows/x.yml', text]]));
    }),
    { seed: 20_261_122, numRuns: 3000 },
  );
  figure({
    room: 'hostile',
    what: 'policies that are none',
    tried: Object.keys(bad).length + 6000,
    failures: 0,
  });
});

test('a workflow of a hostile name is matched at once', () => {
  const name = `\${{ a }}x`.repeat(40);
  const [workflow] = readWorkflows(
    new Map([['.github/workflows/ci.yml', `jobs: { a: { name: "${name}" } }`]]),
  );
  expect(workflow?.jobs.some(({ makes }) => makes(`${'x'.repeat(200)}y`))).toBe(false);
});
