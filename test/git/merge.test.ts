import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { mergeInMemory, mergeTreeArgs, mergeWays, parseMergeTree } from '../../src/git/merge.ts';
import { isAtLeast, openRepository } from '../../src/git/repository.ts';
import { type CommitSpec, git, temporaryFolder } from '../support/git-history.ts';
import { bothSides, text, world } from '../support/git-world.ts';

const variables = { ...process.env };
afterEach(() => {
  delete process.env.GIT_CONFIG_PARAMETERS;
  Object.assign(process.env, variables);
});

describe('attributes', () => {
  test('are those of the target', async () => {
    const { pick, dir } = await world(bothSides({ '.gitattributes': 'f merge=union\n' }));
    const picked = await pick();
    expect(picked.outcome).toBe('picked');
    const commit = picked.outcome === 'picked' ? picked.commit : '';
    expect(git(dir, ['show', `${commit}:f`])).toBe('one\nTARGET\nSOURCE\nthree\n');
  });

  test('count in folders', async () => {
    const files = { 'd/.gitattributes': 'g -merge\n', 'd/g': text };
    const { pick } = await world([
      { name: 'base', files },
      { name: 'target', parents: ['base'], files: { ...files, 'd/g': `zero\n${text}` } },
      { name: 'source', parents: ['base'], files: { ...files, 'd/g': `${text}four\n` } },
    ]);
    expect(await pick()).toEqual({ outcome: 'conflict', paths: ['d/g'] });
  });

  test('do not count from the source, the checkout, the clone or the user', async () => {
    const { pick, dir } = await world(bothSides({}, { '.gitattributes': 'f merge=union\n' }));
    writeFileSync(`${dir}/.gitattributes`, '* merge=union\n');
    writeFileSync(`${dir}/.git/info/attributes`, '* merge=union\n');
    const global = `${temporaryFolder()}/attributes`;
    writeFileSync(global, '* merge=union\n');
    git(dir, ['config', 'core.attributesFile', global]);
    expect(await pick()).toEqual({ outcome: 'conflict', paths: ['f'] });
  });

  test('cannot be laid out outside the scratch', async () => {
    const { repo, dir, sha } = await world([
      { name: 'a', files: { f: 'a', '.gitattributes': '* -merge\n' } },
    ]);
    const blob = git(dir, ['rev-parse', `${sha('a')}:.gitattributes`]).trim();
    const inner = git(dir, ['mktree'], `100644 blob ${blob}\t.gitattributes\n`).trim();
    const raw = Buffer.concat([Buffer.from('40000 ..\0'), Buffer.from(inner, 'hex')]);
    const evil = git(dir, ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], raw).trim();
    const commit = git(dir, ['commit-tree', '-m', 'evil', evil]).trim();
    const merged = await mergeInMemory(repo, {
      ours: sha('a'),
      theirs: sha('a'),
      base: sha('a'),
      attributes: commit,
    });
    expect(merged.clean).toBe(true);
  });
});

describe('the configuration of the user', () => {
  test.each([
    ['merge.renames', 'false'],
    ['diff.renames', 'false'],
    ['merge.directoryRenames', 'true'],
    ['merge.renameLimit', '1'],
    ['merge.default', 'union'],
  ])('does not change a pick: %s=%s', async (key, value) => {
    const commits: CommitSpec[] = [
      { name: 'base', files: { 'old/f': text.repeat(9), g: text } },
      { name: 'target', parents: ['base'], files: { 'new/f': text.repeat(9), g: 'one\nTARGET\nthree\n' } },
      {
        name: 'source',
        parents: ['base'],
        files: { 'old/f': `${text.repeat(9)}four\n`, g: 'one\nX\nthree\n' },
      },
    ];
    const plain = await world(commits);
    const set = await world(commits);
    git(set.dir, ['config', key, value]);
    expect(await set.pick()).toEqual(await plain.pick());
    expect(await set.pick()).toEqual({ outcome: 'conflict', paths: ['g'] });
  });

  test.each(['of the clone', 'of the user', 'of the call'])('runs no merge driver %s', async (place) => {
    const { pick, dir } = await world(bothSides({ '.gitattributes': 'f merge=mine\n' }));
    if (place === 'of the clone') git(dir, ['config', 'merge.mine.driver', 'true']);
    if (place === 'of the call') process.env.GIT_CONFIG_PARAMETERS = "'merge.mine.driver'='true'";
    if (place === 'of the user') process.env.GIT_CONFIG_GLOBAL = join(dir, 'global');
    writeFileSync(join(dir, 'global'), '[merge "mine"]\n\tdriver = true\n');
    expect(await pick()).toEqual({ outcome: 'conflict', paths: ['f'] });
  });
});

describe('a partial clone', () => {
  test('gets the files it lacks while it merges', async () => {
    const { dir, sha } = await world(bothSides({ '.gitattributes': 'f merge=union\n' }));
    git(dir, ['config', 'uploadpack.allowFilter', 'true']);
    for (const name of ['source', 'target']) git(dir, ['branch', name, sha(name)]);
    const clone = temporaryFolder();
    git(clone, ['clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${dir}`, '.']);
    const merge = {
      ours: sha('target'),
      theirs: sha('source'),
      base: sha('parent'),
      attributes: sha('target'),
    };
    expect(git(clone, ['rev-list', '--objects', '--missing=print', '--all'])).toContain('?');
    const here = await mergeInMemory(await openRepository(dir), merge);
    expect(await mergeInMemory(await openRepository(clone), merge)).toEqual(here);
    expect(here.clean).toBe(true);
  });
});

describe('merge-tree', () => {
  test('is told the base where it can be', () => {
    const sides = { ours: 'o', theirs: 't', base: 'b' };
    expect(mergeTreeArgs(sides, { base: 'merge-base' })).toContain('--merge-base=b');
    expect(mergeTreeArgs(sides, { base: 'synthetic' }).join()).not.toContain('merge-base');
  });

  test('gives the same by every way this git has', async () => {
    const { repo, sha } = await world(bothSides({ '.gitattributes': 'f merge=union\n' }));
    const merge = {
      ours: sha('target'),
      theirs: sha('source'),
      base: sha('parent'),
      attributes: sha('target'),
    };
    const bases = isAtLeast(repo.version, [2, 40])
      ? (['merge-base', 'synthetic'] as const)
      : (['synthetic'] as const);
    const sources = isAtLeast(repo.version, [2, 41])
      ? (['attr-source', 'work-tree'] as const)
      : (['work-tree'] as const);
    const ways = bases.flatMap((base) => sources.map((attributes) => ({ base, attributes })));
    const outcomes = await Promise.all(ways.map((way) => mergeInMemory(repo, merge, way)));
    for (const outcome of outcomes) expect(outcome).toEqual(await mergeInMemory(repo, merge));
    expect(outcomes[0]).toMatchObject({ clean: true });
  });

  test('takes the best way a git has', () => {
    const of = (...version: [number, number, number]) => mergeWays({ version });
    expect(of(2, 38, 1)).toEqual({ base: 'synthetic', attributes: 'work-tree' });
    expect(of(2, 40, 0)).toEqual({ base: 'merge-base', attributes: 'work-tree' });
    expect(of(2, 41, 0)).toEqual({ base: 'merge-base', attributes: 'attr-source' });
  });

  test('finds the base of two branches by itself', async () => {
    const { repo, sha } = await world(bothSides({}));
    const merge = { ours: sha('target'), theirs: sha('source'), attributes: sha('target') };
    expect(await mergeInMemory(repo, merge)).toEqual({ clean: false, paths: ['f'] });
    expect(await mergeInMemory(repo, { ...merge, theirs: sha('parent') })).toMatchObject({ clean: true });
  });

  test('names the paths of a conflict that leaves none unmerged', () => {
    const output = [
      'tree',
      '',
      '1',
      'x',
      'Auto-merging',
      'Auto x',
      '2',
      'a',
      'e/a',
      'CONFLICT (y)',
      'words',
      '',
    ];
    expect(parseMergeTree(output.join('\0'))).toEqual({ tree: 'tree', paths: ['a', 'e/a'] });
    expect(parseMergeTree('tree\0')).toEqual({ tree: 'tree', paths: [] });
  });
});
