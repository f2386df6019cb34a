import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ConflictPlace, inPlace } from './place.ts';

/**
 * In a sparse checkout the worktree has what the user's own has; this adds the folders of the paths that conflict, so
 * that `git add` and `git rm` work on them. Does nothing where the checkout is whole.
 */
export async function includePaths(place: ConflictPlace, paths: readonly string[]): Promise<void> {
  if (!(await isOn(place, 'core.sparseCheckout'))) return;
  const outside = paths.filter((path) => path.includes('/') && !path.includes('\n'));
  if (outside.length === 0) return;
  if (await isOn(place, 'extensions.worktreeConfig')) {
    const cone = await isOn(place, 'core.sparseCheckoutCone');
    const added = outside.map((path) => (cone ? dirname(path) : pattern(path)));
    const input = `${[...new Set(added)].join('\n')}\n`;
    await inPlace(place, ['sparse-checkout', 'add', '--stdin'], { input });
    return;
  }
  // Set up by hand: `git sparse-checkout` would change the configuration that all worktrees share.
  const file = join(place.gitDir, 'info', 'sparse-checkout');
  appendFileSync(file, `${outside.map(pattern).join('\n')}\n`);
  await inPlace(place, ['read-tree', '--reset', '-u', 'HEAD']);
}

/** A path as a pattern that fits it alone. */
const pattern = (path: string): string => `/${path.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)}`;

async function isOn(place: ConflictPlace, key: string): Promise<boolean> {
  const { stdout } = await inPlace(place, ['config', '--type=bool', '--default=false', '--get', key]);
  return stdout.toString().trim() === 'true';
}
