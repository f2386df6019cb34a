import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchLedger } from '../../../src/facts/ledger/watch.ts';
import { readSeenLedger } from '../../../src/git/ledger-seen.ts';
import { world } from '../../support/git-world.ts';
import { policy } from '../../support/plan-facts.ts';

const later = Number.MAX_SAFE_INTEGER;

test('what has grown is remembered, what was rewritten is told each time and is not', async () => {
  const { dir, repo, sha } = await world([
    { name: 'one', files: { a: '1' } },
    { name: 'two', parents: ['one'], files: { a: '1', b: '2' } },
    { name: 'other', parents: ['one'], files: { a: '1', c: '3' } },
  ]);
  const watch = (name: string | null, since = later, write = true) =>
    watchLedger({ repo, policy, ledgerTip: name === null ? null : sha(name) }, since, write);
  const seen = () => {
    const read = readSeenLedger(repo);
    return read.ok ? (read.value?.tip ?? null) : read.why;
  };

  expect([await watch('one', later, false), seen()]).toEqual([[], null]);
  expect([await watch('one'), seen()]).toEqual([[], sha('one')]);
  expect([await watch('two'), seen()]).toEqual([[], sha('two')]);
  for (const name of ['one', 'other', null]) {
    expect([await watch(name), seen()]).toEqual([[expect.stringContaining('rel verify')], sha('two')]);
  }
  // Another command of this clone saw `two` after this one had read the remote.
  expect([await watch('one', 0), seen()]).toEqual([[], sha('two')]);

  writeFileSync(join(dir, '.git/rel/ledger-seen'), '{');
  expect(await watch('two')).toEqual([expect.stringContaining('rel verify --accept')]);
});
