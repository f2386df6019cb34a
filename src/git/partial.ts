import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { allowLazyFetch } from './environment.ts';
import type { Repository } from './repository.ts';

/** Whether the clone lacks objects on purpose (`--filter`): git fetches each of them when it is needed. */
export function isPartialClone({ commonDir }: Pick<Repository, 'commonDir'>): boolean {
  try {
    const partial = readdirSync(join(commonDir, 'objects', 'pack')).some((name) =>
      name.endsWith('.promisor'),
    );
    if (partial) allowLazyFetch();
    return partial;
  } catch {
    return false; // no packs at all
  }
}
