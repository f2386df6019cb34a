import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConflict } from '../../src/git/conflict/begin.ts';
import { conflictFolder, shownPath } from '../../src/git/conflict/place.ts';
import { teachRerere } from '../../src/git/conflict/resolution.ts';
import { openRepository } from '../../src/git/repository.ts';
import { conflicting, numbered } from '../support/conflict.ts';
import { filesBelow } from '../support/everything.ts';
import { buildHistory, emptyRepository, git } from '../support/git-history.ts';

const base = { f: numbered(), g: 'g' };
const ours = { ...base, f: numbered([5, 'OURS']) };
const theirs = { ...base, f: numbered([5, 'THEIRS']) };
const merged = { ...base, f: numbered([5, 'BOTH']) };
const text = () => conflicting(base, ours, theirs);

describe('a conflict is laid out in a linked worktree', () => {
  test('with zdiff3 markers, named by its sides, and nothing of the clone is touched', async () => {
    const except = /^\.git\/(objects|rel|worktrees)(\/|$)/;
    const c = await text();
    expect(readFileSync(join(c.place, 'f'), 'utf8').split('\n')).toEqual([
      ...['1', '2', '3', '4', '<<<<<<< HEAD', 'OURS'],
      expect.stringMatching(/^\|{7} parent of \w+ \(The fix \(#12\)\)$/),
      ...['5', '=======', 'THEIRS', expect.stringMatching(/^>>>>>>> \w+ \(The fix \(#12\)\)$/)],
      ...['6', '7', '8', '9'],
    ]);
    expect(c.opened.unmerged).toMatchObject([{ path: 'f', marked: true }]);
    expect(c.git('log', '-1', '--format=%H').stdout.trim()).toBe(c.sha('target'));
    const before = filesBelow(c.dir, except);
    c.remove();
    expect(filesBelow(c.dir, /^\.git\/(objects|rel)(\/|$)/)).toEqual(before);
    expect(existsSync(join(c.dir, '.git/worktrees'))).toBe(false);
    expect(existsSync(join(c.dir, '.git/rel/conflict'))).toBe(false);
  });

  test('of a merge: what it brought to its first parent, as git cherry-pick -m 1', async () => {
    const c = await text();
    const { merge = '' } = buildHistory(c.dir, [
      { name: 'merge', parents: [c.sha('base'), c.sha('source')], files: theirs, message: 'Merge it\n' },
    ]);
    const conflict = {
      dir: c.place,
      onto: c.sha('target'),
      source: merge,
      mainline: 1 as const,
      paths: ['f'],
    };
    const opened = await openConflict(c.repo, conflict);
    expect(opened.unmerged).toMatchObject([{ path: 'f', marked: true }]);
    expect(readFileSync(join(c.place, 'f'), 'utf8')).toMatch(/^>{7} \w+ \(Merge it\)$/m);
  });

  test('no hook runs, and other worktrees stay', async () => {
    const c = await conflicting(base, ours, theirs, (dir) => {
      for (const hook of ['post-checkout', 'post-commit', 'prepare-commit-msg', 'post-index-change']) {
        mkdirSync(join(dir, '.git/hooks'), { recursive: true });
        writeFileSync(join(dir, '.git/hooks', hook), `#!/bin/sh\ntouch '${dir}/ran'\n`);
        chmodSync(join(dir, '.git/hooks', hook), 0o755);
      }
      git(dir, ['-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '-q', '--detach', `${dir}/.git/mine`]);
      rmSync(join(dir, '.git/mine'), { recursive: true });
    });
    expect(existsSync(join(c.dir, 'ran'))).toBe(false);
    c.remove();
    expect(git(c.dir, ['worktree', 'list'])).toContain('.git/mine');
  });

  test('over what an earlier run left, whatever that is', async () => {
    const c = await text();
    for (const spoil of [
      () => rmSync(c.place, { recursive: true }),
      () => rmSync(join(c.place, '.git')),
      () => writeFileSync(join(c.place, 'junk'), 'junk'),
      () => rmSync(join(c.dir, '.git/worktrees'), { recursive: true }),
    ]) {
      spoil();
      const conflict = { dir: c.place, onto: c.sha('target'), source: c.sha('source'), mainline: null };
      const { unmerged } = await openConflict(c.repo, { ...conflict, paths: ['f'] });
      expect([unmerged.length, existsSync(join(c.place, 'junk'))]).toEqual([1, false]);
    }
    expect(git(c.dir, ['worktree', 'list']).trim().split('\n')).toHaveLength(2);
  });

  test('though a filter fails, as git-lfs does without its server', async () => {
    const attributes = { '.gitattributes': '*.big filter=big\n', 'x.big': 'pointer' };
    const c = await conflicting(
      { ...base, ...attributes },
      { ...ours, ...attributes },
      { ...theirs, ...attributes },
      (dir) => {
        for (const [key, value] of [
          ['smudge', 'false'],
          ['clean', 'cat'],
          ['required', 'true'],
        ]) {
          git(dir, ['config', `filter.big.${key}`, value ?? '']);
        }
      },
    );
    expect(readFileSync(join(c.place, 'x.big'), 'utf8')).toBe('pointer');
    c.write('f', merged.f);
    expect(await c.read()).toMatchObject({ kind: 'resolved', tree: c.tree({ ...merged, ...attributes }) });
  });

  test('in a sparse checkout it has what conflicts, and git add works on it', async () => {
    const deep = (f: string) => ({ 'in/a': 'a', 'out/f': f, 'out/b': 'b', 'far/c': 'c' });
    const c = await conflicting(deep(base.f), deep(ours.f), deep(theirs.f), (dir) => {
      git(dir, ['sparse-checkout', 'set', '--cone', 'in']);
    });
    const config = readFileSync(join(c.dir, '.git/config'), 'utf8');
    const again = { dir: c.place, onto: c.sha('target'), source: c.sha('source'), mainline: null };
    await openConflict(c.repo, { ...again, paths: ['out/f'] });
    expect([existsSync(join(c.place, 'in/a')), existsSync(join(c.place, 'far/c'))]).toEqual([true, false]);
    c.write('out/f', merged.f);
    expect(c.git('add', 'out/f').code).toBe(0);
    expect(await c.read()).toMatchObject({ kind: 'resolved', tree: c.tree(deep(merged.f)) });
    expect(readFileSync(join(c.dir, '.git/config'), 'utf8')).toBe(config);
    expect(existsSync(join(c.dir, 'out'))).toBe(false);
  });

  test('where it cannot be made, the reason is said and nothing is left', async () => {
    const c = await text();
    const conflict = { dir: c.place, onto: c.sha('target'), source: 'f'.repeat(40), mainline: null };
    await expect(openConflict(c.repo, { ...conflict, paths: [] })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(existsSync(c.place)).toBe(false);
    expect(existsSync(join(c.dir, '.git/worktrees'))).toBe(false);
  });

  test.each([
    ['rc/1.8.0', 'rc-1.8.0'],
    ['-x/$(rm -rf) .lock', 'x-rm-rf'],
    ['../..', 'branch'],
    ['a'.repeat(200), 'a'.repeat(60)],
  ])('its folder is named after the branch: %s', async (branch, name) => {
    const repo = await openRepository(emptyRepository());
    expect(conflictFolder(repo, branch)).toBe(join(repo.commonDir, 'rel/conflict', name));
  });

  test('a path is shown as it would be typed', () => {
    expect(shownPath('/home/d/shop/.git/rel/x', '/home/d/shop')).toBe('.git/rel/x');
    expect(shownPath('/w/x', '/a/very/deep/place')).toBe('/w/x');
    expect(shownPath("/a b/it's", '/c')).toBe(String.raw`'/a b/it'\''s'`);
  });
});

describe('what a person made of it', () => {
  test('the file edited, and nothing else: resolved, and asking changes nothing', async () => {
    const c = await text();
    c.write('f', merged.f);
    const before = filesBelow(join(c.dir, '.git/worktrees'), /^$/);
    expect(await c.read()).toEqual({ kind: 'resolved', tree: c.tree(merged), untracked: [] });
    expect(filesBelow(join(c.dir, '.git/worktrees'), /^$/)).toEqual(before);
  });

  type Conflict = Awaited<ReturnType<typeof text>>;
  const ways: [string, (c: Conflict) => unknown, Record<string, string>][] = [
    ['git add', (c) => [c.write('f', merged.f), c.git('add', 'f')], merged],
    ['git checkout --ours', (c) => c.git('checkout', '--ours', 'f'), ours],
    ['git checkout --theirs', (c) => c.git('checkout', '--theirs', 'f'), theirs],
    ['git rm', (c) => c.git('rm', '-q', 'f'), { g: 'g' }],
    ['git commit', (c) => [c.write('f', merged.f), c.git('commit', '-qam', 'x')], merged],
    [
      'git cherry-pick --continue',
      (c) => [
        c.write('f', merged.f),
        c.git('add', 'f'),
        c.git('-c', 'core.editor=true', 'cherry-pick', '--continue'),
      ],
      merged,
    ],
    ['edited after git add', (c) => [c.write('f', 'x'), c.git('add', 'f'), c.write('f', merged.f)], merged],
    [
      'another file, added',
      (c) => [c.write('f', merged.f), c.write('h', 'h'), c.git('add', 'h')],
      { ...merged, h: 'h' },
    ],
    [
      'git stash and pop',
      (c) => [
        c.write('f', merged.f),
        c.git('add', 'f'),
        c.git('stash', '-q'),
        c.git('stash', 'pop', '-q'),
        c.git('add', 'f'),
      ],
      merged,
    ],
  ];
  test.each(ways)('%s', async (_, act, expected) => {
    const c = await text();
    act(c);
    expect(await c.read()).toMatchObject({ kind: 'resolved', tree: c.tree(expected) });
  });

  const open: [string, (c: Conflict) => unknown, object[]][] = [
    [
      'nothing',
      () => undefined,
      [{ kind: 'marker', path: 'f', line: 5 }, { line: 7 }, { line: 9 }, { line: 11 }],
    ],
    [
      'git add with the markers',
      (c) => c.git('add', 'f'),
      [{ kind: 'marker', path: 'f', line: 5 }, {}, {}, {}],
    ],
    [
      'git commit with the markers',
      (c) => c.git('commit', '-qam', 'x'),
      [{ kind: 'marker', line: 5 }, {}, {}, {}],
    ],
    [
      'one marker left',
      (c) => c.write('f', `${merged.f}\n=======\n`),
      [{ kind: 'marker', path: 'f', line: 10 }],
    ],
    [
      'git checkout -m',
      (c) => [c.write('f', 'x'), c.git('checkout', '-m', 'f')],
      [{ kind: 'marker' }, {}, {}],
    ],
    ['the file deleted', (c) => rmSync(join(c.place, 'f')), [{ kind: 'unmerged', path: 'f' }]],
    [
      'another file edited',
      (c) => [c.write('f', merged.f), c.write('g', 'x')],
      [{ kind: 'not-added', path: 'g', deleted: false }],
    ],
    [
      'another file deleted',
      (c) => [c.write('f', merged.f), rmSync(join(c.place, 'g'))],
      [{ kind: 'not-added', path: 'g', deleted: true }],
    ],
    ['git cherry-pick --abort', (c) => c.git('cherry-pick', '--abort'), [{ kind: 'given-up' }]],
    ['git reset --hard', (c) => c.git('reset', '-q', '--hard'), [{ kind: 'given-up' }]],
    [
      'git checkout of something else',
      (c) => c.git('checkout', '-qf', c.sha('base')),
      [{ kind: 'elsewhere' }],
    ],
  ];
  test.each(open)('%s: not resolved', async (_, act, problems) => {
    const c = await text();
    act(c);
    expect(await c.read()).toMatchObject({ kind: 'open', problems });
  });

  test('files that nobody added are named, ignored ones are not', async () => {
    const c = await conflicting(
      { ...base, '.gitignore': 'out\n' },
      { ...ours, '.gitignore': 'out\n' },
      { ...theirs, '.gitignore': 'out\n' },
    );
    c.write('f', merged.f);
    c.write('mine', '');
    c.write('out', '');
    expect(await c.read()).toMatchObject({ kind: 'resolved', untracked: ['mine'] });
  });

  test.each([
    ['its folder', (c: Conflict) => rmSync(c.place, { recursive: true })],
    ['its .git', (c: Conflict) => rmSync(join(c.place, '.git'))],
    ["git's side of it", (c: Conflict) => rmSync(join(c.dir, '.git/worktrees'), { recursive: true })],
  ])('the worktree lost %s: gone', async (_, act) => {
    const c = await text();
    act(c);
    expect(await c.read()).toEqual({ kind: 'gone' });
  });
});

describe('what only the index can say', () => {
  test('deleted there and changed here: git rm or git add', async () => {
    const c = await conflicting({ ...base, h: 'h' }, base, { ...base, h: 'hh' });
    expect(c.opened.unmerged).toMatchObject([{ path: 'h', ours: null, marked: false }]);
    expect(await c.read()).toMatchObject({ kind: 'open', problems: [{ kind: 'unmerged', path: 'h' }] });
    c.git('rm', '-q', 'h');
    expect(await c.read()).toMatchObject({ kind: 'resolved', tree: c.tree(base) });
    c.write('h', 'hh');
    c.git('add', 'h');
    expect(await c.read()).toMatchObject({ kind: 'resolved', tree: c.tree({ ...base, h: 'hh' }) });
  });

  test('binary files, links: by git checkout --theirs and git add', async () => {
    const files = (n: number) => ({
      b: { content: Buffer.from([0, n, 0]) },
      l: { content: `to-${n}`, mode: '120000' as const },
    });
    const c = await conflicting(files(1), files(2), files(3));
    expect(c.opened.unmerged).toMatchObject([
      { path: 'b', marked: false },
      { path: 'l', marked: false },
    ]);
    c.git('checkout', '--theirs', 'b', 'l');
    expect(await c.read()).toMatchObject({
      problems: [
        { kind: 'unmerged', path: 'b' },
        { kind: 'unmerged', path: 'l' },
      ],
    });
    c.git('add', 'b', 'l');
    expect(await c.read()).toMatchObject({ kind: 'resolved', tree: c.tree(files(3)) });
  });

  test('a submodule that is not checked out: by git update-index', async () => {
    const [a, b, d] = ['a', 'b', 'd'].map((digit) => digit.repeat(40));
    const dir = (sha: string | undefined) => ({ sha: sha ?? '' });
    const c = await conflicting(base, ours, ours, (at) => {
      const link = (sha: string, parent: string) => {
        git(at, ['update-index', '--add', '--cacheinfo', `160000,${sha},sub`]);
        const tree = git(at, ['write-tree']).trim();
        return git(at, ['commit-tree', '-m', 'x', ...(parent ? ['-p', parent] : []), tree]).trim();
      };
      const root = link(a ?? '', '');
      git(at, ['update-ref', 'refs/heads/sub-ours', link(b ?? '', root)]);
      git(at, ['update-ref', 'refs/heads/sub-theirs', link(d ?? '', root)]);
    });
    const [onto, source] = ['sub-ours', 'sub-theirs'].map((name) => git(c.dir, ['rev-parse', name]).trim());
    const conflict = { dir: c.place, onto: onto ?? '', source: source ?? '', mainline: null };
    const opened = await openConflict(c.repo, { ...conflict, paths: ['sub'] });
    expect(opened.unmerged).toMatchObject([{ path: 'sub', ours: dir(b), theirs: dir(d), marked: false }]);
    c.git('update-index', '--cacheinfo', `160000,${d},sub`);
    const { readResolution } = await import('../../src/git/conflict/resolution.ts');
    expect(await readResolution(c.repo, { ...conflict, ...opened })).toMatchObject({
      kind: 'resolved',
      tree: git(c.dir, ['rev-parse', `${source}^{tree}`]).trim(),
    });
  });
});

describe('lines that only look like markers', () => {
  const heading = (title: string) => `${title}\n=======\n`;
  test('are text like any other where either side has them', async () => {
    const doc = (line: string, more = '') => ({
      'doc.rst': `${heading('A title')}${numbered([5, line])}\n${more}`,
    });
    const c = await conflicting(doc('5'), doc('OURS'), doc('THEIRS', heading('Another')));
    expect(c.opened.unmerged).toMatchObject([{ path: 'doc.rst', marked: true }]);
    c.write('doc.rst', doc('BOTH', heading('Another'))['doc.rst']);
    expect(await c.read()).toMatchObject({ kind: 'resolved' });
    c.write('doc.rst', doc('BOTH', `${heading('Another')}=======\n`)['doc.rst']);
    expect(await c.read()).toMatchObject({ problems: [{ kind: 'marker', path: 'doc.rst', line: 14 }] });
  });

  test('and the size of the markers is what the attribute says', async () => {
    const files = (f: string) => ({ ...base, f, '.gitattributes': 'f conflict-marker-size=20\n' });
    const c = await conflicting(files(base.f), files(ours.f), files(theirs.f));
    expect(await c.read()).toMatchObject({ problems: [{ line: 5 }, { line: 7 }, { line: 9 }, { line: 11 }] });
    c.write('f', `${merged.f}\n<<<<<<< seven\n`);
    expect(await c.read()).toMatchObject({ kind: 'resolved' });
  });
});

describe("the user's own configuration counts", () => {
  test('rerere learns what was made of it, and replays it', async () => {
    const c = await conflicting(base, ours, theirs, (dir) => git(dir, ['config', 'rerere.enabled', 'true']));
    c.write('f', merged.f);
    await teachRerere(c.repo, c.place);
    const again = { dir: c.place, onto: c.sha('target'), source: c.sha('source'), mainline: null };
    const opened = await openConflict(c.repo, { ...again, paths: ['f'] });
    expect(readFileSync(join(c.place, 'f'), 'utf8')).toBe(merged.f);
    expect(opened).toMatchObject({ unmerged: [{ path: 'f', marked: true }], dirty: [] });
    expect(await c.read()).toMatchObject({ kind: 'resolved', tree: c.tree(merged) });
  });

  test('a merge driver of theirs may leave nothing to resolve', async () => {
    const files = (f: string) => ({ ...base, f, '.gitattributes': 'f merge=mine\n' });
    const c = await conflicting(files(base.f), files(ours.f), files(theirs.f), (dir) =>
      git(dir, ['config', 'merge.mine.driver', 'cp %B %A']),
    );
    expect(c.opened.unmerged).toEqual([]);
    expect(await c.read()).toMatchObject({ kind: 'resolved', tree: c.tree(files(theirs.f)) });
  });
});
