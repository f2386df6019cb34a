import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GitFailure } from '../../src/git/failure.ts';
import { diffPatchId, isAncestor, listCommits, mergeBase, patchIds } from '../../src/git/history.ts';
import { committerIdentity } from '../../src/git/identity.ts';
import { readBlob, resolveCommit, writeTag } from '../../src/git/objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, emptyRepository, git, temporaryFolder } from '../support/git-history.ts';
import { pair } from '../support/git-pair.ts';

describe('history', () => {
  test('tells yes, no and broken apart', async () => {
    const { there, sha } = await pair();
    expect(await isAncestor(there, sha('a'), sha('e'))).toBe(true);
    expect(await isAncestor(there, sha('e'), sha('a'))).toBe(false);
    await expect(isAncestor(there, '1'.repeat(40), sha('a'))).rejects.toBeInstanceOf(GitFailure);
    expect(await mergeBase(there, sha('b'), sha('c'))).toBe(sha('a'));
    expect(await mergeBase(there, sha('a'), sha('lost'))).toBeNull();
  });

  test('lists commits as they landed', async () => {
    const { there, sha } = await pair();
    const all = { include: [sha('e')] };
    expect((await listCommits(there, all)).at(-1)).toBe(sha('e'));
    expect(await listCommits(there, { ...all, exclude: [sha('b')] })).toEqual(['c', 'm', 'e'].map(sha));
    expect(await listCommits(there, { ...all, firstParent: true })).toEqual(['a', 'c', 'm', 'e'].map(sha));
    expect(await listCommits(there, { ...all, firstParent: true, noMerges: true })).toEqual(
      ['a', 'c', 'e'].map(sha),
    );
    expect(await listCommits(there, { include: [] })).toEqual([]);
  });

  test('knows a change by what it changes, a merge by what it brought', async () => {
    const { there, sha } = await pair();
    const ids = await patchIds(there, ['a', 'b', 'c', 'm', 'e'].map(sha));
    expect(ids.get(sha('m'))).toBe(ids.get(sha('b')));
    expect(ids.get(sha('c'))).not.toBe(ids.get(sha('b')));
    expect([...ids.keys()]).not.toContain(sha('e'));
    expect(ids.has(sha('a'))).toBe(true);
    expect(await diffPatchId(there, sha('a'), sha('b'))).toBe(ids.get(sha('b')));
    expect(await diffPatchId(there, sha('m'), sha('e'))).toBeNull();
  });

  test('does not let configuration or attributes change a patch-id', async () => {
    const { origin, there, sha } = await pair();
    const before = await patchIds(there, [sha('b')]);
    const settings = {
      'diff.context': '0',
      'diff.noprefix': 'true',
      'diff.external': 'false',
      'diff.x.textconv': 'rev',
    };
    for (const [key, value] of Object.entries(settings)) git(origin, ['config', key, value]);
    mkdirSync(join(origin, 'info'), { recursive: true });
    writeFileSync(join(origin, 'info/attributes'), 'f diff=x\n*.bin -diff\nf binary\n');
    expect(await patchIds(await openRepository(origin), [sha('b')])).toEqual(before);
  });

  test('tells two changes of a binary file apart', async () => {
    const dir = emptyRepository();
    const file = (last: number) => ({ f: { content: Buffer.from([0, 1, 2, last]) } });
    const names = buildHistory(dir, [
      { name: 'a', files: file(0) },
      { name: 'b', parents: ['a'], files: file(1) },
      { name: 'c', parents: ['a'], files: file(2) },
    ]);
    const ids = await patchIds(await openRepository(dir), [names.b ?? '', names.c ?? '']);
    expect(new Set(ids.values()).size).toBe(2);
  });

  test('is refused in a shallow clone', async () => {
    const { origin, sha } = await pair();
    const dir = temporaryFolder();
    git(dir, ['clone', '--quiet', '--depth=1', `file://${origin}`, '.']);
    const repo = await openRepository(dir);
    const shallow = { code: 'shallow-clone', remedy: 'run: git fetch --unshallow' };
    await expect(isAncestor(repo, sha('e'), sha('e'))).rejects.toMatchObject(shallow);
    await expect(listCommits(repo, { include: [sha('e')] })).rejects.toMatchObject(shallow);
  });
});

describe('objects', () => {
  test('are found by what a person types', async () => {
    const { there, sha } = await pair();
    for (const name of [sha('b'), sha('b').slice(0, 9), 'side', 'refs/heads/side']) {
      expect(await resolveCommit(there, name)).toBe(sha('b'));
    }
    expect(await resolveCommit(there, 'v1')).toBe(sha('a'));
    for (const name of ['', 'nothing', '--all', '-h', '--git-dir', 'a\0b', 'devel:f']) {
      expect(await resolveCommit(there, name)).toBeNull();
    }
  });

  test('are files at a commit', async () => {
    const { there, sha } = await pair();
    expect(await readBlob(there, sha('a'), 'dir/ü')).toBe('hi');
    expect(await readBlob(there, sha('a'), 'none')).toBeNull();
    expect(await readBlob(there, sha('a'), 'dir')).toBeNull();
  });

  test('are tags git finds no fault with', async () => {
    const { there, origin, sha } = await pair();
    const tagger = await committerIdentity(there);
    const tag = await writeTag(there, { object: sha('a'), name: 'v2', tagger, message: 'Two' });
    git(origin, ['update-ref', 'refs/tags/v2', tag]);
    expect(
      git(origin, ['for-each-ref', '--format=%(objecttype) %(taggername) %(contents)', 'refs/tags/v2']),
    ).toBe('tag Rita Rte Two\n\n');
    const forged = { ...tagger, name: 'x\nobject y' };
    await expect(
      writeTag(there, { object: sha('a'), name: 'v3', tagger: forged, message: '' }),
    ).rejects.toThrow();
  });
});
