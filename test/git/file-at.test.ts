import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileAt } from '../../src/git/file-at.ts';
import { openRepository } from '../../src/git/repository.ts';
import { emptyRepository, git } from '../support/git-history.ts';

test.each(['sha1', 'sha256'])('a file of a commit, and no link, is read (%s)', async (format) => {
  const dir = emptyRepository();
  if (format === 'sha256') {
    git(dir, ['init', '-q', '--object-format=sha256', 'other']);
  }
  const top = format === 'sha256' ? join(dir, 'other') : dir;
  git(top, ['config', 'user.email', 'dora@acme.example']);
  git(top, ['config', 'user.name', 'Dora']);
  git(top, ['config', 'core.symlinks', 'true']);
  writeFileSync(join(top, 'NOTES.md'), 'notes\n');
  writeFileSync(join(top, 'a b.md'), 'spaced\n');
  symlinkSync('NOTES.md', join(top, 'link.md'));
  git(top, ['add', '-A']);
  git(top, [
    'update-index',
    '--add',
    '--cacheinfo',
    `100755,${git(top, ['rev-parse', ':NOTES.md']).trim()},docs/deep/run.sh`,
  ]);
  git(top, [
    'update-index',
    '--add',
    '--cacheinfo',
    `120000,${git(top, ['rev-parse', ':link.md']).trim()},docs/deep/link`,
  ]);
  const tree = git(top, ['write-tree']).trim();
  const commit = git(top, ['commit-tree', '-m', 'x', tree]).trim();
  const repo = await openRepository(top);
  const read = (path: string) => fileAt(repo, commit, path);

  expect(await read('NOTES.md')).toEqual({ ok: true, value: 'notes\n' });
  expect(await read('a b.md')).toEqual({ ok: true, value: 'spaced\n' });
  expect(await read('docs/deep/run.sh')).toEqual({ ok: true, value: 'notes\n' });
  for (const path of ['link.md', 'docs/deep/link'])
    expect(await read(path)).toEqual({
      ok: false,
      why: expect.stringContaining(`${path} is a symbolic link`),
    });
  for (const path of ['none.md', 'docs', 'none/at/all', 'NOTES.md/x', 'link.md/x'])
    expect(await read(path)).toEqual({ ok: true, value: null });
});
