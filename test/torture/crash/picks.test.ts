import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { killEverywhere } from './kill-all.ts';

/** #236 conflicts and waits for rita at her terminal. */
const conflicts = (bench: Bench) =>
  bench.goes('pick 230 236 --into 1.8 --yes', 'rita', { exit: 4, terminal: true });

/** She has resolved it. */
async function resolved(bench: Bench): Promise<void> {
  await conflicts(bench);
  const file = join(bench.place.work, '.git/rel/conflict/rc-1.8.0/src/cart/voucher.ts');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^<<<<<<<[\s\S]*^>>>>>>> .*$/m, 'voucherLimit = 80;'));
}

killEverywhere('picks', [
  { line: 'pick 230 --into 1.8.0' },
  { line: 'pick 231 232 --into 1.8 --into 1.7', before: (bench) => bench.goes('cut-hotfix') },
  { line: 'pick 230 --into 1.8.0 --deliver pull-request' },
  { line: 'pick 230 236 --into 1.8.0 --on-conflict pull-request', exit: 4 },
  { line: 'pick 230 236 --into 1.8 --yes', terminal: true, exit: 4 },
  { line: 'continue --yes', terminal: true, before: resolved },
  { line: 'continue --skip --yes', terminal: true, before: conflicts },
  { line: 'abort', before: resolved },
]);
