import { describe, expect, test } from 'vitest';
import { pickWithMarkers } from '../../src/git/pick-with-markers.ts';
import { type CommitSpec, git, type Snapshot } from '../support/git-history.ts';
import { committer, world } from '../support/git-world.ts';

const target = 'rc/1.8.0';

/** Picks these commits onto `target`, and shows what came of it. */
async function marked(commits: readonly CommitSpec[], names: readonly string[]) {
  const { repo, dir, sha } = await world(commits);
  const sources = names.map((name) => ({
    ...{ sha: sha(name), name: `#236 ${name} it` },
    trailers: ['Pull-Request: #236'],
  }));
  const made = await pickWithMarkers(repo, { onto: sha('target'), target, sources, committer });
  const tip = made.picks.at(-1)?.commit ?? '';
  const show = (path: string) => git(dir, ['show', `${tip}:${path}`]);
  const paths = () =>
    git(dir, ['-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', tip]).trim().split('\n');
  return { ...made, sha, dir, tip, show, paths, kinds: made.picks.map(({ conflicts }) => conflicts) };
}

/** A base, a target and a source that changes the base's files. */
const three = (base: Snapshot, ours: Snapshot, theirs: Snapshot): CommitSpec[] => [
  { name: 'base', files: base },
  { name: 'target', parents: ['base'], files: ours },
  { name: 'source', parents: ['base'], files: theirs },
];

describe('a pick with its conflict markers', () => {
  test('shows the conflict as git cherry-pick with zdiff3 does, with names that a person knows', async () => {
    const text = (middle: string) => `a\nb\n${middle}\nc\nd\n`;
    const { show, dir, tip, sha, kinds } = await marked(
      three(
        { 'ein pfad/ü.txt': text('limit = 100'), other: '1' },
        { 'ein pfad/ü.txt': text('limit = 90'), other: '1' },
        { 'ein pfad/ü.txt': text('limit = 80'), other: '2' },
      ),
      ['source'],
    );
    expect(show('ein pfad/ü.txt')).toBe(
      [
        ...['a', 'b', `<<<<<<< ${target}`, 'limit = 90', '||||||| before #236 source it', 'limit = 100'],
        ...['=======', 'limit = 80', '>>>>>>> #236 source it', 'c', 'd', ''],
      ].join('\n'),
    );
    expect(show('other')).toBe('2');
    expect(kinds).toEqual([[{ path: 'ein pfad/ü.txt', kind: 'contents', markers: true }]]);
    expect(git(dir, ['log', '-1', '--format=%P %an %B', tip])).toBe(
      `${sha('target')} Dora Dev source\n\n(cherry picked from commit ${sha('source')})\nPull-Request: #236\n\n`,
    );
    git(dir, ['checkout', '--quiet', '--detach', sha('target')]);
    expect(() => git(dir, ['-c', 'merge.conflictStyle=zdiff3', 'cherry-pick', sha('source')])).toThrow();
    const unlabelled = (diff: string) => diff.replaceAll(/^([ +-]*(?:<{7}|>{7}|\|{7})).*$/gm, '$1');
    git(dir, ['add', '--all']);
    const checkout = git(dir, ['write-tree']).trim();
    expect(unlabelled(git(dir, ['diff', sha('target'), tip]).replaceAll(/^index.*$/gm, ''))).toBe(
      unlabelled(git(dir, ['diff', sha('target'), checkout]).replaceAll(/^index.*$/gm, '')),
    );
  });

  test('keeps line ends, long markers, and lines that only look like markers', async () => {
    const text = (middle: string) => `<<<<<<< not ours\r\n${middle}\r\n`;
    const attributes = { '.gitattributes': 'f conflict-marker-size=10\n' };
    const { show } = await marked(
      three(
        { ...attributes, f: text('1') },
        { ...attributes, f: text('2') },
        { ...attributes, f: text('3') },
      ),
      ['source'],
    );
    expect(show('f')).toContain(`<<<<<<< not ours\r\n${'<'.repeat(10)} ${target}\r\n2\r\n`);
    expect(show('f')).toContain(`${'>'.repeat(10)} #236 source it\r\n`);
  });

  test('tells conflicts that have no markers by their kind', async () => {
    const binary = (byte: number) => ({ content: Buffer.from([0, 1, 2, byte]) });
    const { kinds, paths } = await marked(
      three(
        { gone: '1\n', pic: binary(1), place: 'x\n', z: 'z' },
        { pic: binary(2), 'place/file': 'in a folder\n', z: 'z' },
        { gone: '2\n', pic: binary(3), place: 'y\n', z: 'z' },
      ),
      ['source'],
    );
    expect(kinds).toEqual([
      [
        { path: 'gone', kind: 'modify/delete', markers: false },
        { path: 'pic', kind: expect.stringMatching(/^(binary|contents)$/), markers: false },
        {
          path: 'place~theirs',
          kind: expect.stringMatching(/^(file\/directory|modify\/delete)$/),
          markers: false,
        },
      ],
    ]);
    expect(paths()).toEqual(['gone', 'pic', 'place/file', 'place~theirs', 'z']);
  });

  test('of several commits marks the first conflict, keeps what is clean, and leaves what conflicts again', async () => {
    const f = (line: string) => `a\n${line}\nb\n`;
    const { picks, left, sha, show } = await marked(
      [
        { name: 'base', files: { f: f('1') } },
        { name: 'target', parents: ['base'], files: { f: f('0') } },
        { name: 'one', parents: ['base'], files: { f: f('1'), g: '1' } },
        { name: 'two', parents: ['one'], files: { f: f('2'), g: '1' } },
        { name: 'three', parents: ['two'], files: { f: f('3'), g: '1' } },
        { name: 'four', parents: ['three'], files: { f: f('3'), g: '2' } },
      ],
      ['one', 'two', 'three', 'four'],
    );
    expect(picks.map(({ source, conflicts }) => [source, conflicts.length])).toEqual([
      [sha('one'), 0],
      [sha('two'), 1],
      [sha('four'), 0],
    ]);
    expect(left).toEqual([sha('three')]);
    expect(show('g')).toBe('2');
  });

  test('of a commit that applies cleanly is that pick; of one that is there, none; a root commit is one too', async () => {
    const clean = await marked(three({ f: '1\n' }, { f: '1\n', g: 'g' }, { f: '2\n' }), ['source']);
    expect(clean.kinds).toEqual([[]]);
    const empty = await marked(three({ f: '1\n' }, { f: '2\n' }, { f: '2\n' }), ['source']);
    expect(empty.picks).toEqual([]);
    const root = await marked(
      [
        { name: 'target', files: { f: '1\n' } },
        { name: 'source', files: { f: '2\n' } },
      ],
      ['source'],
    );
    expect(root.kinds).toEqual([
      [{ path: 'f', kind: expect.stringMatching(/^(add\/add|contents)$/), markers: true }],
    ]);
  });
});
