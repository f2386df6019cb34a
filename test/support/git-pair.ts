import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, emptyRepository, git } from './git-history.ts';

const numbers = (upTo: number, changed = 0) =>
  Array.from({ length: upTo }, (_, at) => (at + 1 === changed ? 'changed\n' : `${at + 1}\n`)).join('');

/** An origin with a small history, and a clone that has nothing of it. */
export async function pair() {
  const [work, origin] = [emptyRepository(), emptyRepository(['--bare'])];
  const names = buildHistory(
    origin,
    [
      { name: 'a', files: { f: numbers(20), 'dir/ü': 'hi' } },
      { name: 'b', parents: ['a'], files: { f: numbers(20, 9), 'dir/ü': 'hi' } },
      { name: 'c', parents: ['a'], files: { f: numbers(20), 'dir/ü': 'hi', g: '1' } },
      { name: 'm', parents: ['c', 'b'], files: { f: numbers(20, 9), 'dir/ü': 'hi', g: '1' } },
      { name: 'e', parents: ['m'], files: { f: numbers(20, 9), 'dir/ü': 'hi', g: '1' } },
      { name: 'lost', files: { x: 'unrelated' } },
    ],
    { 'refs/heads/devel': 'e', 'refs/heads/side': 'b', 'refs/pull/7/head': 'b' },
  );
  git(origin, ['update-ref', '-d', 'refs/fast-import/tip']);
  git(origin, ['tag', '-a', '-m', 'one', 'v1', names.a ?? '']);
  git(work, ['remote', 'add', 'origin', origin]);
  const sha = (name: string) => names[name] ?? '';
  return { work, origin, sha, repo: await openRepository(work), there: await openRepository(origin) };
}
