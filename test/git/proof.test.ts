import { expect, test } from 'vitest';
import { git } from '../support/git-history.ts';
import { numbered, type PickStory, proofOf } from '../support/proofs.ts';

const union = { '.gitattributes': 'CHANGELOG.md merge=union\n' };
const changelog = (...entries: string[]) => ({
  ...union,
  'CHANGELOG.md': ['# Changes', '', ...entries.map((entry) => `- ${entry}`), '', 'The end', ''].join('\n'),
});

/** A method `total` in each of two classes, nothing but the name of the class to tell them apart. */
const classes = (...totals: [name: string, body: string][]) => ({
  'prices.ts': totals
    .map(
      ([name, body]) =>
        `export class ${name} {\n  total(rows: Row[]): number {\n    const sum = add(rows);\n${body}    return sum;\n  }\n}\n`,
    )
    .join('\n'),
});
/** A test for each name. */
const tests = (...names: string[]) => ({
  'a.test.ts': names
    .map((name) => `test('it is ${name}', () => {\n  ${name}();\n  ${name}().check();\n});\n\n`)
    .join(''),
});
const rounds = '    const cents = round(sum);\n    report(cents);\n';

const stories: Record<string, PickStory & { proof: string; findings: unknown[] }> = {
  'nothing came between': {
    start: { f: numbered(20) },
    source: { f: numbered(20, { 9: 'nine' }) },
    target: { f: numbered(20), g: 'more\n' },
    proof: 'identical',
    findings: [],
  },
  'lines far away came between': {
    start: { f: numbered(40) },
    source: { f: numbered(40, { 30: 'thirty' }) },
    target: { f: `0\n${numbered(40)}` },
    proof: 'identical',
    findings: [],
  },
  'the context is another one': {
    start: { f: numbered(20) },
    source: { f: numbered(20, { 9: 'nine' }) },
    target: { f: numbered(20, { 7: 'seven' }) },
    proof: 'adapted',
    findings: [],
  },
  'a part was there already': {
    start: { f: numbered(30) },
    source: { f: numbered(30, { 5: 'five', 20: 'twenty' }) },
    target: { f: numbered(30, { 5: 'five' }) },
    proof: 'adapted',
    findings: [],
  },
  'a file that the target renamed': {
    start: { 'a.txt': numbered(20), b: 'b\n' },
    source: { 'a.txt': numbered(20, { 9: 'nine' }), b: 'b\n' },
    target: { 'c.txt': numbered(20), b: 'b\n' },
    proof: 'adapted',
    findings: [{ kind: 'moved', path: 'c.txt', from: 'a.txt' }],
  },
  'two files of a folder that the target renamed': {
    start: { 'd/x': numbered(20), 'd/ü': numbered(30) },
    source: { 'd/x': numbered(20, { 9: 'nine' }), 'd/ü': numbered(30, { 2: 'two' }) },
    target: { 'e/x': numbered(20), 'e/ü': numbered(30) },
    proof: 'adapted',
    findings: [
      { kind: 'moved', path: 'e/x', from: 'd/x' },
      { kind: 'moved', path: 'e/ü', from: 'd/ü' },
    ],
  },
  'a new mode in a file that the target renamed': {
    start: { a: numbered(20), b: 'b\n' },
    source: { a: { content: numbered(20), mode: '100755' }, b: 'b\n' },
    target: { c: numbered(20), b: 'b\n' },
    proof: 'adapted',
    findings: [{ kind: 'moved', path: 'c', from: 'a' }],
  },
  'a file that the source itself renames': {
    start: { a: numbered(20), b: 'b\n' },
    source: { c: numbered(20, { 9: 'nine' }), b: 'b\n' },
    target: { a: numbered(20, { 18: 'eighteen' }), b: 'b\n' },
    proof: 'adapted',
    findings: [],
  },
  'a union merge that brings a neighbour along': {
    start: changelog('one'),
    parent: changelog('two', 'one'),
    source: changelog('three', 'two', 'one'),
    target: changelog('other', 'one'),
    proof: 'adapted',
    findings: [{ kind: 'extra-lines', path: 'CHANGELOG.md', added: [{ first: 5, last: 5 }], removed: [] }],
  },
  'a union merge that brings nothing but the change': {
    start: changelog('one'),
    source: changelog('three', 'one'),
    target: changelog('other', 'one'),
    proof: 'adapted',
    findings: [],
  },
  'the method of another class': {
    start: classes(['Cart', rounds], ['Bill', rounds]),
    parent: classes(['Bill', rounds]),
    source: classes(['Bill', '    check(rows);\n    const cents = round(sum);\n    report(cents);\n']),
    target: classes(['Cart', rounds]),
    proof: 'adapted',
    findings: [
      { kind: 'other-function', path: 'prices.ts', line: 4, function: 'Cart.total', from: 'Bill.total' },
    ],
  },
  'a new test after another test than in the source': {
    start: { 'a.test.ts': "test('one', () => {\n  one();\n});\n\nconst end = 1;\nexport { end };\n" },
    parent: { 'a.test.ts': "test('one', () => {\n  one();\n});\n\nconst end = 1;\nexport { end };\n" },
    source: {
      'a.test.ts':
        "test('one', () => {\n  one();\n});\n\nconst end = 1;\nexport { end };\n\ntest('three', () => {\n  three();\n});\n",
    },
    target: {
      'a.test.ts': "test('two', () => {\n  two();\n});\n\nconst end = 1;\nexport { end };\n",
    },
    proof: 'identical',
    findings: [],
  },
  'an entry that the target has elsewhere': {
    start: { f: numbered(20) },
    source: { f: numbered(20, { 4: '4\nA fix of the shopping cart' }) },
    target: { f: numbered(20, { 15: '15\nA fix of the shopping cart' }) },
    proof: 'identical',
    findings: [
      { kind: 'repeated', path: 'f', added: { first: 5, last: 5 }, before: { first: 16, last: 16 } },
    ],
  },
  'a test that somebody brought before by hand, elsewhere and a little different': {
    start: tests('one', 'two', 'three', 'four'),
    source: tests('one', 'fixed', 'two', 'three', 'four'),
    target: {
      'a.test.ts': tests('one', 'two', 'three', 'fixed', 'four')['a.test.ts'].replace(
        'fixed().check',
        'fixed.check',
      ),
    },
    proof: 'identical',
    findings: [
      { kind: 'repeated', path: 'a.test.ts', added: { first: 6, last: 10 }, before: { first: 16, last: 17 } },
    ],
  },
  'lines that the file is full of': {
    start: tests('one', 'two', 'three', 'four'),
    source: {
      'a.test.ts': tests('one', 'two', 'three', 'four')['a.test.ts'].replace(
        '  two()',
        '  prepareAllOfIt();\n  two()',
      ),
    },
    target: {
      'a.test.ts': `${tests('one', 'two', 'three', 'four')['a.test.ts']}prepareAllOfIt();\n`,
    },
    proof: 'identical',
    findings: [],
  },
  'a binary file': {
    start: { 'x.bin': { content: Buffer.from([0, 1]) }, f: '1\n' },
    source: { 'x.bin': { content: Buffer.from([0, 2]) }, f: '1\n' },
    target: { 'x.bin': { content: Buffer.from([0, 1]) }, f: '2\n' },
    proof: 'identical',
    findings: [],
  },
  'a binary file that the target renamed': {
    start: { 'x.bin': { content: Buffer.alloc(99, 0) }, f: '1\n' },
    source: { 'x.bin': { content: Buffer.concat([Buffer.alloc(99, 0), Buffer.from('1')]) }, f: '1\n' },
    target: { 'y.bin': { content: Buffer.alloc(99, 0) }, f: '1\n' },
    proof: 'adapted',
    findings: [{ kind: 'moved', path: 'y.bin', from: 'x.bin' }],
  },
  'a file that becomes a link': {
    start: { a: 'b', b: '1\n' },
    source: { a: { content: 'b', mode: '120000' }, b: '1\n' },
    target: { a: 'b', b: '2\n' },
    proof: 'identical',
    findings: [],
  },
};

test.for(Object.entries(stories))('%s', async ([, { proof, findings, ...story }]) => {
  const found = await proofOf(story);
  expect(found.findings).toEqual(findings);
  expect(found.proof).toBe(proof);
  expect(found.rangeDiff === null).toBe(proof === 'identical');
});

test('a merge is held against what it changes on its first parent', async () => {
  const files = { f: numbered(20), g: '1\n' };
  const merged = { f: numbered(20, { 9: 'nine' }), g: '1\n' };
  const found = await proofOf([
    { name: 'start', files },
    { name: 'target', parents: ['start'], files: { ...files, f: numbered(20, { 7: 'seven' }) } },
    { name: 'parent', parents: ['start'], files: { ...files, g: '2\n' } },
    { name: 'side', parents: ['start'], files: merged },
    { name: 'source', parents: ['parent', 'side'], files: { ...merged, g: '2\n' } },
  ]);
  expect(found).toMatchObject({ proof: 'adapted', findings: [] });
  expect(found.rangeDiff).toContain('    + seven');
});

test('the range-diff is that of git', async () => {
  const code = (b: string, e: string) =>
    `class A {\n  total() {\n    a();\n    ${b}();\n    c();\n    d();\n    ${e}();\n    f();\n  }\n}\n`;
  const executable = { content: numbered(30, { 15: 'fifteen' }), mode: '100755' as const };
  const found = await proofOf({
    start: { a: '1\n', f: numbered(30), 'x.js': code('b', 'e') },
    source: { a: '1\n', f: executable, n: 'new\n', 'x.js': code('B', 'e') },
    target: { a: '1\n', f: numbered(30, { 13: 'thirteen' }), 'x.js': code('b', 'E') },
  });
  const { dir, sha, commit } = found;
  // Range-diff compares messages, too: here the same one.
  const same = git(dir, ['commit-tree', '-m', 'source', '-p', sha('target'), `${commit}^{tree}`]).trim();
  const said = git(dir, [
    'range-diff',
    '--no-color',
    '--creation-factor=999',
    `${sha('source')}^!`,
    `${same}^!`,
  ]);
  const body = said.slice(said.indexOf('      ## f'));
  expect(found.rangeDiff).toContain(body.replaceAll(/[ \t]+$/gm, '').trimEnd());
});
