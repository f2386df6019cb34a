import { expect, test } from 'vitest';
import { readPatchPairs, withHeadings } from '../../src/git/patches.ts';
import { enclosedLines } from '../../src/plans/picks/proof/enclosing.ts';
import { world } from '../support/git-world.ts';

/** A file in which one line reads `before`, and the function that this line is in. */
const code: Record<string, [path: string, lines: string[], name: string | undefined]> = {
  'a function': ['a.js', ['export async function total(rows) {', '  before', '}'], 'total'],
  'a method': [
    'a.ts',
    ['class Cart {', '  private total<T>(rows: T[]): number {', '    before', '  }', '}'],
    'Cart.total',
  ],
  'an arrow function': [
    'a.ts',
    ['export const total = (rows: Row[]): number => {', '  before', '};'],
    'total',
  ],
  'a property': [
    'a.js',
    ['const cart = {', '  total: async (rows) => {', '    before', '  },', '};'],
    'cart.total',
  ],
  'a private method': [
    'a.ts',
    ['class Cart {', '  async #total() {', '    before', '  }', '}'],
    'Cart.#total',
  ],
  'a test': [
    'a.test.ts',
    ["describe('a cart', () => {", "  test('total', async () => {", '    before', '  });', '});'],
    "'a cart'.'total'",
  ],
  'a function of several lines': [
    'a.ts',
    ['function total(', '  rows: Row[],', '): number {', '  before', '}'],
    'total',
  ],
  'a block in a function': [
    'a.js',
    ['function total() {', '  if (rows) {', '    before', '  }', '}'],
    'total',
  ],
  'what stands after a function': [
    'a.js',
    ['function total() {', '  return 1;', '}', '', 'before'],
    undefined,
  ],
  'what stands before all': ['a.js', ['before', '', 'function total() {', '  return 1;', '}'], undefined],
  'a method in Python': [
    'a.py',
    ['class Cart:', '    async def total(self, rows):', '        before'],
    'Cart.total',
  ],
  'a method in Go': ['a.go', ['func (c *Cart) Total(rows []Row) int {', '\tbefore', '}'], 'Total'],
  'a method in Java': [
    'A.java',
    ['class Cart {', '    public int total(List<Row> rows) {', '        before', '    }', '}'],
    'Cart.total',
  ],
  'a method in Rust': [
    'a.rs',
    ['impl Cart {', '    pub fn total(&self) -> u32 {', '        before', '    }', '}'],
    'Cart.total',
  ],
  'a function in C': ['a.c', ['static int total(struct row *rows)', '{', '\tbefore', '}'], 'total'],
  'a method in C++': ['a.cpp', ['int Cart::total(Rows rows) {', '  before', '}'], 'Cart::total'],
  'a method in Ruby': [
    'a.rb',
    ['class Cart', '  def total(rows)', '    before', '  end', 'end'],
    'Cart.total',
  ],
  'a method in PHP': [
    'a.php',
    ['class Cart {', '    public function total($rows) {', '        before', '    }', '}'],
    'Cart.total',
  ],
  'a method in C#': [
    'A.cs',
    ['class Cart', '{', '    public int Total(Rows rows)', '    {', '        before', '    }', '}'],
    'Cart.Total',
  ],
  'a function in Kotlin': [
    'a.kt',
    ['class Cart {', '    fun total(rows: Rows): Int {', '        before', '    }', '}'],
    'Cart.total',
  ],
  'a function of a shell': ['a.sh', ['total() {', '\tbefore', '}'], 'total'],
  'a rule in CSS': ['a.css', ['.cart {', '  before', '}'], '.cart {'],
  'an entry of a changelog': ['CHANGELOG.md', ['# 1.2.0', '', '  before'], undefined],
  'a key of YAML': ['a.yaml', ['cart:', '  before'], undefined],
};

test('git tells the function that a change is in, in many a language', async () => {
  const texts = (word: string) =>
    Object.fromEntries(
      Object.values(code).map(([path, lines], at) => [
        `${at}/${path}`,
        `${lines.join('\n').replace('before', word)}\n`,
      ]),
    );
  const { repo, sha } = await world([
    { name: 'before', files: texts('before') },
    { name: 'after', parents: ['before'], files: texts('after') },
  ]);
  const pair = { source: sha('after'), landed: sha('before') };
  const [bare] = await readPatchPairs(repo, [pair]);
  const [read] = await withHeadings(repo, bare === undefined ? [] : [{ ...pair, patches: bare }]);
  const found = Object.keys(code).map((name, at) => {
    const file = read?.source.find(({ path }) => path.startsWith(`${at}/`));
    return [name, file && enclosedLines(file)[0]?.home];
  });
  expect(found).toEqual(Object.entries(code).map(([name, [, , home]]) => [name, home]));
});
