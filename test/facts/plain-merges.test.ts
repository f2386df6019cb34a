import { expect, test } from 'vitest';
import { commitsSinceRelease } from '../../src/facts/since-release.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, type CommitSpec, emptyRepository } from '../support/git-history.ts';
import { worldOf } from '../support/world.ts';

const base = { a: '1\n2\n3\n', b: '1\n' };
const fixed = { ...base, b: 'fixed\n' };
const work = { ...base, a: '1\n2\n3\nwork\n' };
const both = { ...fixed, a: work.a };

/** 1.7.1 mends b on production, which takes it in by a merge; devel has work of its own. */
const history = (sync: Partial<CommitSpec>): CommitSpec[] => [
  { name: '1.7.0', files: base },
  { name: '1.7.1', parents: ['1.7.0'], files: fixed },
  { name: 'main', parents: ['1.7.0', '1.7.1'], files: fixed },
  { name: 'unreleased', parents: ['main'], files: { ...fixed, c: 'nobody has released this\n' } },
  { name: 'work', parents: ['1.7.0'], files: work },
  { name: 'sync', parents: ['work', 'main'], files: both, ...sync },
  { name: 'more', parents: ['sync'], files: { ...both, d: 'more\n' } },
];

test.each<[string, Partial<CommitSpec>, string[]]>([
  ['a sync as git makes it brings no change', {}, ['work', 'more']],
  [
    'one with anything of its own is a change',
    { files: { ...both, b: 'otherwise\n' } },
    ['work', 'sync', 'more'],
  ],
  [
    'one that brings what nobody has released is a change',
    { parents: ['work', 'unreleased'], files: { ...both, c: 'nobody has released this\n' } },
    ['work', 'sync', 'more'],
  ],
  ['several at once are looked at', { parents: ['work', '1.7.1', 'main'] }, ['work', 'sync', 'more']],
])('what a version brings: %s', async (_, sync, expected) => {
  const dir = emptyRepository();
  const commits = history(sync);
  const shas = buildHistory(dir, commits);
  const sha = (name: string) => shas[name] ?? '';
  const released = ['1.7.0', '1.7.1'].map((version) => {
    return { version, tag: `v${version}`, commit: sha(version) };
  });
  const repo = await openRepository(dir);
  const world = worldOf(repo, { devel: sha('more'), main: sha('main') }, null, { released });
  const names = new Map(commits.map(({ name }) => [sha(name), name]));
  expect((await commitsSinceRelease(world, sha('more'))).map((one) => names.get(one))).toEqual(expected);
});
