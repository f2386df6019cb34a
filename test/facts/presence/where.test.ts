import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { findPlaces } from '../../../src/facts/presence/where.ts';
import { openRepository, type Repository } from '../../../src/git/repository.ts';
import type { CommitSpec } from '../../support/git-history.ts';
import { world } from '../../support/git-world.ts';
import { worldOf } from '../../support/world.ts';

const numbers = Array.from({ length: 500 }, (_, n) => n);

test('500 releases cost as many git processes as one does', async () => {
  const line: CommitSpec[] = numbers.map((n) => {
    return { name: `r${n}`, parents: [n === 0 ? 'fix' : `r${n - 1}`], files: { a: '2', notes: `${n}` } };
  });
  const { dir, sha } = await world([
    { name: 'base', files: { a: '1' } },
    { name: 'fix', parents: ['base'], files: { a: '2' } },
    ...line,
    { name: 'reverted', parents: ['r499'], files: { a: '1', notes: '499' } },
  ]);
  const refs = (repo: Repository, releases: number) =>
    worldOf(
      repo,
      {
        devel: sha('r499'),
        main: sha('reverted'),
        ...Object.fromEntries(numbers.slice(0, releases).map((n) => [`refs/tags/v1.${n}.0`, sha(`r${n}`)])),
      },
      null,
    );
  const cost = async (releases: number) => {
    // What was asked once is not asked again: each count begins anew.
    const repo = await openRepository(dir);
    let started = 0;
    const count = () => {
      started += 1;
    };
    subscribe('child_process', count);
    const { changes, reverted } = await findPlaces([refs(repo, releases)], [sha('fix')], false);
    unsubscribe('child_process', count);
    expect(changes).toMatchObject([{ reverted: ['main'], firstRelease: 'v1.0.0' }]);
    expect(changes[0]?.held).toHaveLength(releases + 1);
    expect(reverted).toMatchObject([{ ref: 'main', commit: sha('fix'), by: sha('reverted') }]);
    return started;
  };
  expect(await cost(500)).toBeLessThanOrEqual(await cost(1));
});

test('a change that develop holds is found on a train as a copy, or in two commits', async () => {
  const author = 'Ann <a@b.c> 1700000000 +0000';
  const lines = (changed: Readonly<Record<number, string>>) =>
    Array.from({ length: 12 }, (_, at) => changed[at] ?? `${at}`).join('\n');
  const { repo, sha } = await world([
    { name: 'base', files: { a: lines({}), b: '1' } },
    { name: 'fix', parents: ['base'], files: { a: lines({ 3: 'MENDED' }), b: '2' }, author },
    { name: 'own', parents: ['base'], files: { a: lines({ 2: 'own' }), b: '1' } },
    { name: 'copy', parents: ['own'], files: { a: lines({ 2: 'own', 3: 'MENDED' }), b: '2' }, author },
    { name: 'first', parents: ['base'], files: { a: lines({ 3: 'MENDED' }), b: '1' } },
    { name: 'second', parents: ['first'], files: { a: lines({ 3: 'MENDED' }), b: '2' } },
  ]);
  const there = worldOf(repo, { devel: sha('fix'), one: sha('copy'), two: sha('second') }, null);
  const { places } = await findPlaces([there], [sha('fix')], true);
  expect(places.map(({ ref, how, commit }) => [ref, how, commit])).toEqual([
    ['devel', 'ancestry', sha('fix')],
    ['one', 'patch-id', sha('copy')],
    ['two', 'patch-id', sha('second')],
  ]);
});
