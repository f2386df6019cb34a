import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

describe('one commit point', () => {
  scenario('a cut is one push of branch, tag and ledger', async (shop) => {
    await shop.finishFeatures();
    const offered = watchPushes(shop);
    expect((await shop.rel('cut-rc 1.9.0')).exit).toBe(0);
    expect(offered()).toEqual(['refs/heads/rc/1.9.0', 'refs/rel/ledger', 'refs/tags/v1.9.0-rc.1']);
  });

  scenario('a promotion is one push of tag, main and ledger', async (shop) => {
    await shop.syncedCandidate();
    const offered = watchPushes(shop);
    expect((await shop.rel('promote 1.8.0')).exit).toBe(0);
    expect(offered()).toEqual(['refs/heads/main', 'refs/rel/ledger', 'refs/tags/v1.8.0']);
  });

  for (const [command, ref] of [
    ['cut-rc 1.9.0', 'refs/heads/rc/1.9.0'],
    ['cut-rc 1.9.0', 'refs/tags/v1.9.0-rc.1'],
    ['cut-rc 1.9.0', 'refs/rel/ledger'],
    ['pick 230 231 --into 1.8.0', 'refs/heads/rc/1.8.0'],
    ['pick 230 231 --into 1.8.0', 'refs/rel/ledger'],
    ['promote 1.8.0', 'refs/tags/v1.8.0'],
    ['promote 1.8.0', 'refs/heads/main'],
    ['promote 1.8.0', 'refs/rel/ledger'],
    ['sync-hotfix', 'refs/heads/devel'],
  ] as const) {
    scenario(
      `rel ${command}: when ${ref} is refused, nothing has moved and nobody was told`,
      async (shop) => {
        await shop.finishFeatures();
        if (command.startsWith('promote')) await shop.syncedCandidate();
        const offered = watchPushes(shop, ref);
        const [refs, told] = [shop.refs(), await shop.told()];

        const run = await shop.rel(command);

        expect(run.exit).toBe(6);
        expect(run.stderr).toContain('the remote refused the push');
        expect(run.stderr).toContain('not on my watch');
        expect(offered()).toContain(ref);
        const others = Object.fromEntries(
          Object.entries(shop.refs()).filter(
            ([name]) => command !== 'sync-hotfix' || !/rc|ledger/.test(name),
          ),
        );
        expect(refs).toMatchObject(others);
        expect(Object.keys(shop.refs()).length).toBeLessThanOrEqual(
          Object.keys(refs).length + (command === 'sync-hotfix' ? 1 : 0),
        );
        // A sync has other targets, which stand alone.
        if (command !== 'sync-hotfix') expect(await shop.told()).toEqual(told);
      },
    );
  }
});

/** Logs every ref the remote is offered, and refuses one of them. */
function watchPushes(shop: Shop, refused = 'none'): () => string[] {
  const log = join(shop.dir, 'offered.log');
  const hook = join(shop.origin, 'hooks', 'update');
  mkdirSync(join(shop.origin, 'hooks'), { recursive: true });
  writeFileSync(
    hook,
    `#!/bin/sh\necho "$1" >> '${log}'\nif [ "$1" = '${refused}' ]; then echo 'not on my watch' >&2; exit 1; fi\n`,
  );
  chmodSync(hook, 0o755);
  return () => (existsSync(log) ? [...new Set(readFileSync(log, 'utf8').trim().split('\n'))].sort() : []);
}
