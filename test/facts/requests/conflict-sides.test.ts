import { expect, test } from 'vitest';
import { conflictSides } from '../../../src/facts/requests/conflict-sides.ts';
import { world } from '../../support/git-world.ts';

test('who touched the paths on either side since they parted, by PR, each once', async () => {
  const { repo, sha } = await world([
    { name: 'base', files: { f: '0', g: '0' } },
    { name: 'rc-1', parents: ['base'], files: { f: '0', g: 'rc' }, message: 'Elsewhere (#1)\n' },
    {
      name: 'rc-2',
      parents: ['rc-1'],
      files: { f: '2', g: 'rc' },
      message: 'Picked (#2)\n\nPull-Request: #2\n',
    },
    { name: 'devel-2', parents: ['base'], files: { f: '2', g: '0' }, message: 'Picked (#2)\n' },
    { name: 'topic', parents: ['devel-2'], files: { f: '3', g: '0' }, message: 'work\n' },
    {
      name: 'merge',
      parents: ['devel-2', 'topic'],
      files: { f: '3', g: '0' },
      message: 'Merge pull request #3 from a/topic\n\nThe title\n',
    },
    { name: 'plain', parents: ['merge'], files: { f: '4', g: '0' }, message: 'No PR at all\n' },
    { name: 'source', parents: ['plain'], files: { f: '5', g: '0' }, message: 'The fix (#5)\n' },
  ]);
  const point = { source: sha('source'), pr: 99, onto: sha('rc-2'), paths: ['f'] };
  const { ours, theirs, before } = await conflictSides(repo, point);
  const told = [...ours, theirs, ...before].map(({ pr, subject, author }) => `#${pr} ${subject}, ${author}`);
  expect(told).toEqual([
    '#2 Picked, Dora Dev',
    '#99 The fix, Dora Dev',
    '#null No PR at all, Dora Dev',
    '#3 The title, Dora Dev',
  ]);
});
