import { sandboxConnection } from '../../../src/sandbox/connection.ts';
import type { Shop } from '../../support/rig.ts';
import type { Situation } from './world.ts';

const nothing = async (): Promise<void> => {};

/** Picks wait in a PR. */
async function byPullRequest(shop: Shop): Promise<void> {
  const policy = 'version: 1\nrepository: acme/shop\npick: { deliver: pull-request }\n';
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'By PR');
}

/** A cut whose push has happened, and whose draft GitHub did not take. */
async function interrupted(shop: Shop): Promise<void> {
  await shop.finishFeatures();
  const { fetch } = await sandboxConnection(`${shop.dir}/github`);
  const faults = 'http://localhost/_sandbox/faults';
  const down = { match: { method: 'POST', path: '/repos/acme/shop/releases' }, status: 503, times: 9 };
  await fetch(faults, { method: 'POST', body: JSON.stringify([down]) });
  await must(shop, 'cut-rc 1.9.0', 6);
  await fetch(faults, { method: 'DELETE' });
}

async function must(shop: Shop, line: string, exit: number): Promise<void> {
  const run = await shop.rel(line, { pending: exit === 6 });
  if (run.exit !== exit) throw new Error(`rel ${line}: ${run.exit}\n${run.stderr}`);
}

/** What reads, what writes, and what goes on or back. */
export const situations: readonly Situation[] = [
  { name: 'status', command: 'status', prepare: nothing },
  { name: 'gate', command: 'gate promote 1.8.0', prepare: (shop) => shop.syncedCandidate() },
  { name: 'cut-rc', command: 'cut-rc 1.9.0', prepare: (shop) => shop.finishFeatures() },
  { name: 'pick', command: 'pick 230 --into 1.8.0', prepare: nothing },
  { name: 'pick by PR', command: 'pick 230 --into 1.8.0', prepare: byPullRequest },
  {
    name: 'tag-rc',
    command: 'tag-rc 1.8.0',
    prepare: async (shop) => void shop.commitOnto('rc/1.8.0', { 'hours.txt': '9 to 5\n' }, 'Hours'),
  },
  { name: 'promote', command: 'promote 1.8.0', prepare: (shop) => shop.syncedCandidate() },
  { name: 'sync-hotfix', command: 'sync-hotfix', prepare: nothing },
  { name: 'sign-off', command: 'sign-off 1.8.0 --as qa', as: 'quinn', prepare: nothing },
  { name: 'continue', command: 'continue', prepare: interrupted },
  { name: 'undo', command: 'undo', prepare: (shop) => must(shop, 'pick 230 --into 1.8.0', 0) },
];
