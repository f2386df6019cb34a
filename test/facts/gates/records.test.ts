import { expect, test } from 'vitest';
import { recordsOf } from '../../../src/facts/gates/records.ts';
import type { World } from '../../../src/facts/world.ts';
import { world as history } from '../../support/git-world.ts';
import { worldOf } from '../../support/world.ts';

/** The list itself: two that were read once are one. */
async function entriesOf(world: World, version: string) {
  const records = await recordsOf(world, version);
  return records.ok ? records.value : records.why;
}

test('the record of a version is read once in a world, however often gates ask for it', async () => {
  const { repo, sha } = await history([{ name: 'base', files: { f: '1\n' } }]);
  const [one, other] = [0, 1].map(() => worldOf(repo, { devel: sha('base') }, null));
  if (one === undefined || other === undefined) throw new Error('no worlds');
  const entries = await entriesOf(one, '1.8.0');
  expect(entries).toEqual([]);
  expect(await entriesOf(one, '1.8.0')).toBe(entries);
  expect(await entriesOf(one, '1.9.0')).not.toBe(entries);
  expect(await entriesOf(other, '1.8.0')).not.toBe(entries);
});
