import { pickInMemory } from '../../src/git/pick.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, type CommitSpec, emptyRepository } from './git-history.ts';

export const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };
export const text = 'one\ntwo\nthree\n';

export async function world(commits: readonly CommitSpec[], options: readonly string[] = []) {
  const dir = emptyRepository(options);
  const names = buildHistory(dir, commits);
  const repo = await openRepository(dir);
  const sha = (name: string) => names[name] ?? '';
  const pick = (source = 'source', onto = 'target') =>
    pickInMemory(repo, { source: sha(source), onto: sha(onto), committer });
  return { dir, repo, sha, pick };
}

/** A change of line 2 on both sides: a conflict, unless attributes say otherwise. */
export const bothSides = (
  attributes: Record<string, string>,
  elsewhere: Record<string, string> = {},
): CommitSpec[] => [
  { name: 'base', files: { f: text, ...attributes } },
  { name: 'target', parents: ['base'], files: { f: 'one\nTARGET\nthree\n', ...attributes } },
  { name: 'parent', parents: ['base'], files: { f: text, ...elsewhere } },
  { name: 'source', parents: ['parent'], files: { f: 'one\nSOURCE\nthree\n', ...elsewhere } },
];
