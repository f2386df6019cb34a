import { expect, test } from 'vitest';
import { markersBetween } from '../../src/git/markers-between.ts';
import { world } from '../support/git-world.ts';

const conflict = '<<<<<<< rc/1.8.0\n1\n||||||| before\n2\n=======\n3\n>>>>>>> #236\n';

test('conflict markers are those that were not there before, in files that changed', async () => {
  const manual = 'How to read\n<<<<<<< HEAD\nit\n';
  const { repo, sha } = await world([
    { name: 'from', files: { 'docs/git.md': manual, same: conflict, z: 'z', gone: conflict } },
    {
      ...{ name: 'to', parents: ['from'] },
      files: {
        'docs/git.md': `${manual}More\n`,
        same: conflict,
        z: `z\r\n${conflict.replaceAll('\n', '\r\n')}`,
        'a/ü': `Title\n=======\n${conflict.replaceAll('<<<<<<<', '<<<<<<<<<<')}`,
        pic: { content: Buffer.from(`\0\n${conflict}`) },
        link: { content: '<<<<<<< x', mode: '120000' },
      },
    },
  ]);
  const lines = async (one: string, other: string) =>
    (await markersBetween(repo, sha(one), sha(other))).map(({ path, line }) => `${path}:${line}`);
  expect(await lines('from', 'to')).toEqual(['a/ü:3', 'a/ü:5', 'a/ü:9', 'z:2', 'z:4', 'z:8']);
  expect(await lines('to', 'from')).toEqual(['gone:1', 'gone:3', 'gone:7']);
  expect(await lines('to', 'to')).toEqual([]);
});
