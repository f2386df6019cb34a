import { expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/change.ts';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import type { Landed } from '../../../src/facts/notes/landed.ts';
import { notedUnits } from '../../../src/facts/notes/noted-units.ts';
import { openRepository } from '../../../src/git/repository.ts';
import { pullRequestOf, shaOf } from '../../support/gate-facts.ts';
import { emptyRepository } from '../../support/git-history.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

const landed = (letter: string, source = letter): Landed => {
  return { commit: shaOf(letter), source: shaOf(source), subject: letter, parts: [] };
};
const delivery = (head: string, sources: string): LedgerEntry => ({
  ...{ rel: 1, id: 'x', at: '2026-11-20T12:00:00Z', actor: { login: 'rita', source: 'github' } },
  ...{ version: '1.8.0', judgements: [], kind: 'pick-request', branch: 'rc/1.8.0', head },
  ...{ before: null, after: shaOf('9'), base: shaOf('8'), conflict: false },
  picks: [...sources].map((letter) => ({ source: shaOf(letter), commit: shaOf('9') })),
});

/** The units as their PRs, or the subject of a commit that came by none, with the commits that landed of them. */
async function units(
  all: readonly Landed[],
  came: Readonly<Record<string, number | 'unknown'>>,
  entries: readonly LedgerEntry[] = [],
  heads: Readonly<Record<number, string>> = {},
) {
  const numbers = Object.values(came).filter((number) => number !== 'unknown');
  const pullRequests = numbers.map((number): PullRequest => {
    return pullRequestOf({ number, headRef: heads[number] ?? 'fix' });
  });
  const landedBy = async (shas: readonly string[]) =>
    new Map(
      shas.map((sha): [string, Read<number | null>] => {
        const number = came[sha.charAt(0)];
        return [sha, number === 'unknown' ? unreadable('GitHub is down') : found(number ?? null)];
      }),
    );
  const repo = await openRepository(emptyRepository());
  const world = worldOf(repo, {}, { ...gitHubOf(pullRequests), landedBy });
  const read = await notedUnits(world, all, entries);
  if (!read.ok) return read.why;
  return read.value.map(({ pullRequest, landed: own }) => {
    return `${pullRequest?.number ?? own[0].subject}: ${own.map(({ commit }) => commit.charAt(0)).join('')}`;
  });
}

test('a PR is one, however many commits landed of it, and by what it was picked from', async () => {
  const all = [landed('a'), landed('b'), landed('c', 'd'), landed('e')];
  expect(await units(all, { a: 1, d: 2, e: 1 })).toEqual(['1: ae', 'b: b', '2: c']);
});

test('a PR of rel stands for those whose picks it delivered', async () => {
  const all = [landed('a'), landed('b')];
  const entries = [delivery('rel/pick/1.8.0', 'c'), delivery('rel/pick/1.8.0', 'cde')];
  const came = { a: 1, b: 9, c: 1, d: 3, e: 'unknown' } as const;
  expect(await units(all, came, entries, { 9: 'rel/pick/1.8.0' })).toBe('GitHub is down');
  expect(await units(all, { ...came, e: 4 }, entries, { 9: 'rel/pick/1.8.0' })).toEqual([
    '1: ab',
    '3: b',
    '4: b',
  ]);
  expect(await units(all, { ...came, e: 4 }, entries)).toEqual(['1: a', '9: b']);
});

test('where GitHub cannot tell, there is no answer', async () => {
  expect(await units([landed('a'), landed('b')], { a: 1, b: 'unknown' })).toBe('GitHub is down');
});
