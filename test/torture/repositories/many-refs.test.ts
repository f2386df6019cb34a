import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { git } from '../../support/git-history.ts';
import { figure } from '../support/figures.ts';
import { type OddShop, oddShop } from './support/odd-shop.ts';
import { pick, rel } from './support/story.ts';

const many = 30_000;

/** CPU seconds of all processes that this one has started and awaited (proc(5), `cutime` and `cstime`). */
function spent(): number {
  const [user = '', system = ''] = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(13);
  return (Number(user) + Number(system)) / 100;
}

/** What the board and the plan of a pick cost together. */
async function cost(shop: OddShop): Promise<number> {
  const before = spent();
  for (const args of [
    ['status', '1.0.0'],
    [...pick(shop), '--dry-run'],
  ]) {
    const run = await rel({ cwd: shop.work }, args);
    expect(run.exit, run.stdout + run.stderr).toBe(0);
  }
  return spent() - before;
}

function addRefs(dir: string, names: readonly string[], sha: string): void {
  git(dir, ['update-ref', '--stdin'], names.map((name) => `create ${name} ${sha}\n`).join(''));
}

const numbered = (count: number, form: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, n) => form(n));

const inRemote: Readonly<Record<string, string[]>> = {
  'branches, tags and PRs that are no business of rel': [
    ...numbered(many / 3, (n) => `refs/heads/feature/${n}`),
    ...numbered(many / 3, (n) => `refs/tags/build-${n}`),
    ...numbered(many / 3, (n) => `refs/pull/${n}/head`),
  ],
  'candidates of 300 trains, all of them released': [
    ...numbered(300, (n) => `refs/heads/rc/2.${n}.0`),
    ...numbered(300, (n) => `refs/tags/v2.${n}.0`),
    ...numbered(many, (n) => `refs/tags/v2.${n % 300}.0-rc.${1 + Math.floor(n / 300)}`),
  ],
};

let plain: number;
beforeAll(async () => {
  plain = await cost(oddShop());
});

/** In CPU seconds, two runs together: what is read once a ref stays far below it, what is read once a pair far above. */
const most = 4;

test.each(Object.entries(inRemote))('30,000 refs on the remote: %s', async (_, names) => {
  const shop = oddShop();
  addRefs(shop.origin, names, shop.sha('begin'));
  git(shop.origin, ['pack-refs', '--all']);
  expect((await cost(shop)) - plain).toBeLessThan(most);
});

test('30,000 local branches, a file each', async () => {
  const shop = oddShop();
  addRefs(
    shop.work,
    numbered(many, (n) => `refs/heads/local/${n}`),
    shop.sha('begin'),
  );
  expect((await cost(shop)) - plain).toBeLessThan(most);
  figure({ room: 'repositories', what: 'refs on the remote, or in the clone', tried: 3 * many, failures: 0 });
});
