import { describe, expect, test } from 'vitest';
import { lackedBy, unsyncedOf } from '../../../src/facts/sync/lacked.ts';
import { openRepository } from '../../../src/git/repository.ts';
import { releasesOf, trainsOf } from '../../../src/plans/trains.ts';
import { policyOf } from '../../support/gate-facts.ts';
import { buildHistory, type CommitSpec, emptyRepository } from '../../support/git-history.ts';
import { worldOf } from '../../support/world.ts';

/** A commit with a file of its own beside those of its parent's line. */
const commit = (name: string, parents: string[], files: readonly string[]): CommitSpec => ({
  name,
  parents,
  files: Object.fromEntries([...files, name].map((file) => [file, `${file}\n`])),
});

/** 1.7.0 comes after 1.6.0; each line has had a hotfix; 1.8.0 is on its way, and a hotfix of either line. */
const history = [
  commit('1.6.0', [], []),
  commit('mended', ['1.6.0'], ['1.6.0']),
  commit('old', ['1.6.0'], ['1.6.0']),
  commit('1.7.0', ['1.6.0'], ['1.6.0']),
  commit('hot', ['1.7.0'], ['1.6.0', '1.7.0']),
  commit('next', ['hot'], ['1.6.0', '1.7.0', 'hot']),
  commit('feature', ['1.7.0'], ['1.6.0', '1.7.0']),
  commit('synced', ['feature', 'hot'], ['1.6.0', '1.7.0', 'feature', 'hot']),
];

async function world() {
  const repo = await openRepository(emptyRepository());
  const sha = buildHistory(repo.dir, history);
  const at = (name: string) => sha[name] ?? '';
  const refs = {
    ...{ devel: at('feature'), main: at('hot'), 'rc/1.8.0': at('feature') },
    ...{ 'hotfix/1.7.2': at('next'), 'hotfix/1.6.2': at('old') },
    ...{ 'refs/tags/v1.6.0': at('1.6.0'), 'refs/tags/v1.6.1': at('old') },
    ...{ 'refs/tags/v1.7.0': at('1.7.0'), 'refs/tags/v1.7.1': at('hot') },
  };
  const policy = policyOf('version: 1\nlines: ["1.6"]');
  const made = worldOf(repo, refs, null, { policy });
  const [trains, released] = [trainsOf(made.refs, policy), releasesOf(made.refs, policy)];
  return { world: { ...made, trains, live: trains, released }, at };
}

describe('what a commit of a version lacks of what is released', () => {
  test.each<[string, string, string[], string[]]>([
    ['1.8.0', 'feature', ['hot', 'old'], ['hot', 'old']],
    ['1.8.0', 'synced', ['old'], ['old']],
    // What only an older line has is no loss for those who get the hotfix instead of production.
    ['1.7.2', 'next', [], []],
    ['1.7.2', 'feature', ['hot'], ['hot']],
    // An older line is asked for its own; what a later line mended does it good.
    ['1.6.2', 'old', [], ['hot']],
    ['1.6.2', 'mended', ['old'], ['old', 'hot']],
  ])('%s at %s', async (version, name, lacked, unsynced) => {
    const { world: here, at } = await world();
    const subjects = async (answer: typeof lackedBy) =>
      (await answer(here, version, at(name))).map(({ subject }) => subject);
    expect([await subjects(lackedBy), await subjects(unsyncedOf)]).toEqual([lacked, unsynced]);
  });

  test('nothing before there is a production branch', async () => {
    const { world: here, at } = await world();
    const without = { ...here, production: { branch: 'main', sha: null } };
    expect(await lackedBy(without, '1.8.0', at('feature'))).toEqual([]);
  });
});
