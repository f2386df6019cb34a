import { describe, expect, test } from 'vitest';
import { commitsSinceRelease, isEmptyHotfix, unreleasedOnProduction } from '../../src/facts/since-release.ts';
import type { World } from '../../src/facts/world.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, type CommitSpec, emptyRepository } from '../support/git-history.ts';
import { worldOf } from '../support/world.ts';

const commit = (name: string, parents: string[], text = name): CommitSpec => ({
  name,
  parents,
  files: { a: text },
});

/** 1.7.0 is on production, 1.7.1 was merged into it; `fix` is on a hotfix cut from there. */
const merged = [
  commit('1.7.0', []),
  commit('1.7.1', ['1.7.0']),
  commit('own', ['1.7.0']),
  commit('m', ['own', '1.7.1']),
  commit('fix', ['m']),
];

/** A world of this history, whose releases are the commits that are called as versions. */
async function worldWith(history: readonly CommitSpec[], main: string) {
  const dir = emptyRepository();
  const shas = buildHistory(dir, history);
  const sha = (name: string) => shas[name] ?? '';
  const nameOf = (wanted: string) => history.find(({ name }) => sha(name) === wanted)?.name ?? wanted;
  const released: World['released'] = history.flatMap(({ name }) =>
    /^\d/.test(name) ? [{ version: name, tag: `v${name}`, commit: sha(name) }] : [],
  );
  const repo = await openRepository(dir);
  return { world: worldOf(repo, { devel: sha('1.7.0'), main: sha(main) }, null, { released }), sha, nameOf };
}

describe('what is there since the last release', () => {
  test('how production took it in is no change, nor is what was on production before', async () => {
    const { world, sha, nameOf } = await worldWith(merged, 'm');
    expect((await commitsSinceRelease(world, sha('fix'))).map(nameOf)).toEqual(['fix']);
    const train = { version: '1.7.2', branch: 'h', candidates: [], released: null };
    const empty = (tip: string, kind: 'rc' | 'hotfix') =>
      isEmptyHotfix(world, { ...train, kind, tip: sha(tip) });
    expect(await Promise.all([empty('m', 'hotfix'), empty('fix', 'hotfix'), empty('m', 'rc')])).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a hotfix of a product that begins with what another product has on production holds nothing', async () => {
    const { world, sha } = await worldWith(
      [
        { name: '1.7.0', files: { 'scp/a': '1' } },
        { name: 'web', parents: ['1.7.0'], files: { 'scp/a': '1', 'web/b': '2' } },
        { name: 'fix', parents: ['web'], files: { 'scp/a': 'fixed', 'web/b': '2' } },
        { name: 'docs', parents: ['web'], files: { 'scp/a': '1', 'web/b': '2', c: '3' } },
      ],
      'web',
    );
    const product = { name: 'scp', title: 'scp', paths: ['scp/**'] };
    const own = { ...world, policy: { ...world.policy, product } };
    const train = { version: '1.7.1', kind: 'hotfix', branch: 'h', candidates: [], released: null } as const;
    const empty = (tip: string) => isEmptyHotfix(own, { ...train, tip: sha(tip) });
    expect(await Promise.all(['web', 'fix', 'docs'].map(empty))).toEqual([true, false, false]);
  });

  test.each<[string, readonly CommitSpec[], string, string[]]>([
    ['its release, merged', merged, 'm', []],
    ['a change after it', [...merged, commit('more', ['m'])], 'more', ['more']],
    ['a change that was taken back', [...merged, commit('x', ['m']), commit('y', ['x'], 'm')], 'y', []],
    [
      'a merge of what is released',
      [...merged, commit('1.6.9', ['1.7.0']), commit('late', ['m', '1.6.9'])],
      'late',
      [],
    ],
    ['a merge of a change', [...merged, commit('topic', ['m']), commit('pr', ['m', 'topic'])], 'pr', ['pr']],
  ])('production has beside its release: %s', async (_name, history, main, expected) => {
    const { world, nameOf } = await worldWith(history, main);
    expect((await unreleasedOnProduction(world)).map(({ sha }) => nameOf(sha))).toEqual(expected);
  });
});
