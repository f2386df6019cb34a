import { expect, test } from 'vitest';
import { recordsOf } from '../../../src/facts/gates/records.ts';
import { world as history } from '../../support/git-world.ts';
import { worldOf } from '../../support/world.ts';

test('the record of a version is read once in a world, however often gates ask for it', async () => {
  const { repo, sha } = await history([{ name: 'base', files: { f: '1\n' } }]);
  const [one, other] = [0, 1].map(() => worldOf(repo, { devel: sha('base') }, null));
  if (one === undefined || other === undefined) throw new Error('no worlds');
  expect(recordsOf(one, '1.8.0')).toBe(recordsOf(one, '1.8.0'));
  expect(recordsOf(one, '1.8.0')).not.toBe(recordsOf(one, '1.9.0'));
  expect(recordsOf(one, '1.8.0')).not.toBe(recordsOf(other, '1.8.0'));
  expect(await recordsOf(one, '1.8.0')).toEqual({ ok: true, value: [] });
});
