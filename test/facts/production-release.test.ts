import { describe, expect, test } from 'vitest';
import { productionRelease } from '../../src/facts/production-release.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, type CommitSpec, emptyRepository } from '../support/git-history.ts';

const commit = (name: string, parents: string[], text = name): CommitSpec => ({
  name,
  parents,
  files: { a: text },
});

/** The version that production stands for and the commit that brought it, by the names of this history. */
async function found(
  history: readonly CommitSpec[],
  production: string | null,
  released: Readonly<Record<string, string>>,
) {
  const dir = emptyRepository();
  const shas = buildHistory(dir, history);
  const repo = await openRepository(dir);
  const sha = (name: string) => shas[name] ?? '';
  const answer = await productionRelease({
    repo,
    production: { branch: 'main', sha: production === null ? null : sha(production) },
    released: Object.entries(released).map(([version, name]) => {
      return { version, tag: `v${version}`, commit: sha(name) };
    }),
  });
  const landed = Object.keys(shas).find((name) => shas[name] === answer?.landed);
  return answer === null ? null : `${answer.version} by ${landed}`;
}

const root = commit('root', []);

describe('the release that production stands for', () => {
  test.each<[string, CommitSpec[], string | null, Record<string, string>, string | null]>([
    ['there is no production', [root], null, { '1.0.0': 'root' }, null],
    ['nothing is released', [root], 'root', {}, null],
    [
      'its tip is the release',
      [root, commit('r', ['root'])],
      'r',
      { '1.0.0': 'root', '1.1.0': 'r' },
      '1.1.0 by r',
    ],
    [
      'it has gone on since',
      [root, commit('r', ['root']), commit('x', ['r'])],
      'x',
      { '1.0.0': 'root', '1.1.0': 'r' },
      '1.1.0 by r',
    ],
    [
      'merged, and it has gone on since',
      [root, commit('old', ['root']), commit('rc', ['root']), commit('m', ['old', 'rc']), commit('x', ['m'])],
      'x',
      { '1.0.0': 'old', '1.1.0': 'rc' },
      '1.1.0 by m',
    ],
    [
      'an older line released later is not on it',
      [root, commit('r', ['root']), commit('fix', ['root'])],
      'r',
      { '1.0.0': 'root', '1.0.1': 'fix', '1.1.0': 'r' },
      '1.1.0 by r',
    ],
    [
      'a later version that is not on it',
      [root, commit('r', ['root']), commit('next', ['root'])],
      'r',
      { '1.1.0': 'r', '2.0.0': 'next' },
      '1.1.0 by r',
    ],
    [
      'squashed onto it, and it has gone on since',
      [root, commit('rc', ['root'], 'same'), commit('squash', ['root'], 'same'), commit('x', ['squash'])],
      'x',
      { '1.0.0': 'root', '1.1.0': 'rc' },
      '1.1.0 by squash',
    ],
    [
      'squashed onto it, and nothing else is on it by its commit',
      [commit('rc', [], 'same'), commit('squash', [], 'same')],
      'squash',
      { '1.1.0': 'rc' },
      '1.1.0 by squash',
    ],
    ['none of its releases is on it', [root, commit('rc', ['root'])], 'root', { '1.1.0': 'rc' }, null],
  ])('%s', async (_name, history, production, released, expected) => {
    expect(await found(history, production, released)).toBe(expected);
  });
});
