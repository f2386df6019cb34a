import type { Shop } from '../../../support/rig.ts';

/** A command that pushes, the shop that it needs, and the refs that it pushes beside the ledger. */
export interface PushingCommand {
  readonly command: string;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly prepare: (shop: Shop) => Promise<void>;
}

const none = async (): Promise<void> => {};

export const pushingCommands: readonly PushingCommand[] = [
  {
    command: 'cut-rc 1.9.0',
    branches: ['refs/heads/rc/1.9.0'],
    tags: ['refs/tags/v1.9.0-rc.1'],
    prepare: (shop) => shop.finishFeatures(),
  },
  { command: 'pick 230 231 --into 1.8.0', branches: ['refs/heads/rc/1.8.0'], tags: [], prepare: none },
  {
    command: 'tag-rc 1.8.0',
    branches: [],
    tags: ['refs/tags/v1.8.0-rc.2'],
    prepare: async (shop) => {
      const run = await shop.rel('pick 230 --into 1.8.0');
      if (run.exit !== 0) throw new Error(run.stderr);
    },
  },
  {
    command: 'promote 1.8.0',
    branches: ['refs/heads/main'],
    tags: ['refs/tags/v1.8.0'],
    prepare: (shop) => shop.syncedCandidate(),
  },
  {
    command: 'sync-hotfix',
    branches: ['refs/heads/devel', 'refs/heads/rc/1.8.0'],
    tags: [],
    prepare: none,
  },
  { command: 'sign-off 1.8.0 --as rte', branches: [], tags: [], prepare: none },
];

export const ledger = 'refs/rel/ledger';
