import { join } from 'node:path';
import type { Repository } from './repository.ts';

/**
 * The environment of a git call that only looks at objects: `diff-tree` reads the user's index whatever it is asked, and
 * ends where that is damaged; this one is a file that is never there.
 */
export const withoutIndex = ({ commonDir }: Repository): Readonly<Record<string, string>> => ({
  GIT_INDEX_FILE: join(commonDir, 'rel', 'no-index'),
});
