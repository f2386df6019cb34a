import { describe, expect, test } from 'vitest';
import { mergeInMemory, mergeTreeArgs, mergeWays, parseMergeTree } from '../../src/git/merge.ts';
import { readCommits } from '../../src/git/objects.ts';
import { pickInMemory } from '../../src/git/pick.ts';
import { isAtLeast, openRepository, type Repository } from '../../src/git/repository.ts';
import {
  buildHistory,
  type CommitSpec,
  emptyRepository,
  git,
  temporaryFolder,
} from '../support/git-history.ts';

const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };
const text = 'one\ntwo\nthree\n';

async function world(commits: readonly CommitSpec[], options: readonly string[] = []) {
  const dir = emptyRepository(options);
  const names = buildHistory(dir, commits);
  const repo = await openRepository(dir);
  const sha = (name: string) => names[name] ?? '';
  const pick = (source = 'source', onto = 'target') =>
    pickInMemory(repo, { source: sha(source), onto: sha(onto), committer });
  return { dir, repo, sha, pick };
}

/** A change of line 2 on both sides: a conflict, unless attributes say otherwise. */
const bothSides = (
  attributes: Record<string, string>,
  elsewhere: Record<string, string> = {},
): CommitSpec[] => [
  { name: 'base', files: { f: text, ...attributes } },
  { name: 'target', parents: ['base'], files: { f: 'one\nTARGET\nthree\n', ...attributes } },
  { name: 'parent', parents: ['base'], files: { f: text, ...elsewhere } },
  { name: 'source', parents: ['parent'], files: { f: 'one\nSOURCE\nthree\n', ...elsewhere } },
];

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
    const { writeFileSync } = await import('node:fs');
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

  test('runs no merge driver of theirs', async () => {
    const { pick, dir } = await world(bothSides({ '.gitattributes': 'f merge=mine\n' }));
    git(dir, ['config', 'merge.mine.driver', 'true']);
    expect(await pick()).toEqual({ outcome: 'conflict', paths: ['f'] });
  });
});

describe('a pick', () => {
  test('keeps the bytes of a message that is not UTF-8, and says in what encoding they are', async () => {
    const { pick, dir } = await world([
      { name: 'target', files: { f: 'a' } },
      {
        ...{ name: 'source', parents: ['target'], files: { f: 'b' }, encoding: 'ISO-8859-1' },
        message: Buffer.from('caf\xe9\n', 'latin1'),
      },
      { name: 'other', parents: ['target'], files: { f: 'a', g: 'x' } },
    ]);
    const picked = await pick('source', 'other');
    const commit = picked.outcome === 'picked' ? picked.commit : '';
    expect(git(dir, ['log', '-1', '--format=%s', '--encoding=UTF-8', commit])).toBe('café\n');
    expect(git(dir, ['cat-file', 'commit', commit])).toContain('\nencoding ISO-8859-1\n');
  });

  test('puts more trailers below the line of git', async () => {
    const { repo, sha } = await world(bothSides({ '.gitattributes': 'f merge=union\n' }));
    const trailers = ['Rel-Pr: 231'];
    const pick = { source: sha('source'), onto: sha('target'), committer, trailers };
    const picked = await pickInMemory(repo, pick);
    const commit = picked.outcome === 'picked' ? picked.commit : '';
    const message = (await readCommits(repo, [commit])).get(commit)?.message.toString();
    expect(message).toBe(`source\n\n(cherry picked from commit ${sha('source')})\nRel-Pr: 231\n`);
  });

  test('is the same commit on every machine', async () => {
    const commits = bothSides({ '.gitattributes': 'f merge=union\n' });
    const [one, two] = [await world(commits), await world(commits)];
    expect(await one.pick()).toEqual(await two.pick());
  });

  test('works where objects have SHA-256 names', async () => {
    const { pick } = await world(bothSides({ '.gitattributes': 'f merge=union\n' }), [
      '--object-format=sha256',
    ]);
    expect(await pick()).toMatchObject({
      outcome: 'picked',
      commit: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('of a commit that is not here says so', async () => {
    const { repo, sha } = await world(bothSides({}));
    const picking = pickInMemory(repo, { source: '1'.repeat(40), onto: sha('target'), committer });
    await expect(picking).rejects.toMatchObject({ code: 'unknown-commit' });
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
    const of = (...version: [number, number, number]) => mergeWays({ version } as Repository);
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
