import { mkdirSync } from 'node:fs';
import { buildHistory, type CommitSpec, git, temporaryFolder } from './git-history.ts';
import { Shop } from './rig.ts';

/** The files of a repository with the shortest policy there is. */
export const start = { '.releaserc.yaml': 'version: 1\n', a: '1\n', b: '1\n', c: '1\n' };

/** A bare repository and a clone of it, with no GitHub at all. Gives the SHA of each commit by its name. */
export function plainShop(
  commits: readonly CommitSpec[],
  branches: Readonly<Record<string, string>>,
): { readonly shop: Shop; readonly sha: (name: string) => string } {
  const shop = new Shop(temporaryFolder());
  for (const dir of [shop.origin, shop.work]) mkdirSync(dir);
  git(shop.origin, ['init', '--quiet', '--bare', '--initial-branch=devel']);
  const refs = Object.entries(branches).map(([name, commit]) => [`refs/heads/${name}`, commit]);
  const shas = buildHistory(shop.origin, commits, Object.fromEntries(refs));
  git(shop.work, ['clone', '--quiet', shop.origin, '.']);
  return { shop, sha: (name) => shas[name] ?? '' };
}
