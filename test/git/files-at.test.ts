import { expect, test } from 'vitest';
import { openRepository } from '../../src/git/repository.ts';
import { filesAt } from '../../src/git/rewrite-files.ts';
import { buildHistory, emptyRepository, git } from '../support/git-history.ts';

/** Names that git takes for patterns or options where nobody tells it not to. */
const names = ['-x', ':(exclude)a', ':!a', '*', 'a\nb', 'a/b', 'é'];

test.each([names.length, 300])('files by names that could be something else, %i asked for', async (count) => {
  const dir = emptyRepository();
  const all = [...names, ...Array.from({ length: count - names.length }, (_, nth) => `file-${nth}`)];
  const files = Object.fromEntries([...all, 'other'].map((name) => [name, `${name}\n`]));
  const { a: commit = '' } = buildHistory(dir, [{ name: 'a', files }]);
  const found = await filesAt(await openRepository(dir), commit, [...all, 'nobody']);
  expect([...found.keys()].sort()).toEqual(all.toSorted());
  expect(git(dir, ['cat-file', 'blob', found.get('*')?.blob ?? ''])).toBe('*\n');
});
