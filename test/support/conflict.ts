import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openConflict } from '../../src/git/conflict/begin.ts';
import { conflictFolder, removeConflictPlaces } from '../../src/git/conflict/place.ts';
import { readResolution } from '../../src/git/conflict/resolution.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, emptyRepository, git, type Snapshot, tryGit } from './git-history.ts';

export const numbered = (...changes: readonly (readonly [line: number, text: string])[]): string =>
  Array.from({ length: 9 }, (_, at) => changes.find(([line]) => line === at + 1)?.[1] ?? `${at + 1}`).join(
    '\n',
  );

/** A repository in which `source` conflicts with `target`, each given by its whole tree and changed from `base`. */
export async function conflicting(
  base: Snapshot,
  target: Snapshot,
  source: Snapshot,
  prepare = (_dir: string): void => undefined,
) {
  const dir = emptyRepository();
  const commits = [
    { name: 'base', files: base },
    { name: 'target', parents: ['base'], files: target },
    { name: 'source', parents: ['base'], files: source, message: 'The fix (#12)\n' },
  ];
  const shas = buildHistory(dir, commits, { 'refs/heads/devel': 'target', 'refs/heads/fix': 'source' });
  git(dir, ['update-ref', '-d', 'refs/fast-import/tip']);
  git(dir, ['reset', '--quiet', '--hard']);
  prepare(dir);
  const repo = await openRepository(dir);
  const sha = (name: string): string => shas[name] ?? '';
  const place = conflictFolder(repo, 'rc/1.8.0');
  const laidOut = { dir: place, onto: sha('target'), source: sha('source'), mainline: null };
  const opened = await openConflict(repo, { ...laidOut, paths: [] });
  const tree = (snapshot: Snapshot): string => {
    const { t = '' } = buildHistory(dir, [{ name: 't', files: snapshot }]);
    return git(dir, ['rev-parse', `${t}^{tree}`]).trim();
  };
  return {
    repo,
    dir,
    sha,
    place,
    opened,
    tree,
    read: () => readResolution(repo, { ...laidOut, ...opened }),
    remove: () => removeConflictPlaces(repo),
    write: (path: string, text: string) => writeFileSync(join(place, path), text),
    git: (...args: string[]) => tryGit(place, args),
  };
}
