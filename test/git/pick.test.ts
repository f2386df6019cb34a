import { describe, expect, test } from 'vitest';
import { readCommits } from '../../src/git/objects.ts';
import { pickInMemory } from '../../src/git/pick.ts';
import { pickSequence } from '../../src/git/pick-sequence.ts';
import { git } from '../support/git-history.ts';
import { bothSides, committer, world } from '../support/git-world.ts';

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

  test('with a change made by hand in place of its own keeps its author, message and provenance', async () => {
    const { repo, dir, sha } = await world([
      ...bothSides({}),
      { name: 'by hand', parents: ['target'], files: { f: 'one\nBOTH\nthree\n' } },
      { name: 'moved on', parents: ['target'], files: { f: 'one\nTARGET\nthree\n', g: 'g\n' } },
    ]);
    const [source, change] = [sha('source'), sha('by hand')];
    for (const onto of ['target', 'moved on']) {
      const sources = [{ sha: source, change, mainline: null, trailers: [] }];
      const [picked] = await pickSequence(repo, { onto: sha(onto), sources, committer });
      expect(picked).toMatchObject(await pickInMemory(repo, { source, change, onto: sha(onto), committer }));
      const commit = picked?.outcome === 'picked' ? picked.commit : '';
      expect(git(dir, ['show', `${commit}:f`])).toBe('one\nBOTH\nthree\n');
      expect(git(dir, ['log', '-1', '--format=%B', commit])).toContain(
        `source\n\n(cherry picked from commit ${source})`,
      );
    }
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
