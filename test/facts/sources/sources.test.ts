import { beforeAll, describe, expect, test } from 'vitest';
import { RelError } from '../../../src/domain/errors.ts';
import { readSources, sourcesNamed } from '../../../src/facts/sources/sources.ts';
import { openRepository, type Repository } from '../../../src/git/repository.ts';
import { pullRequestOf } from '../../support/gate-facts.ts';
import { emptyRepository } from '../../support/git-history.ts';
import { buildNamedHistory, commitsOfLines } from '../../support/history-lines.ts';
import { trainOf } from '../../support/plan-facts.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

const lines = [
  'devel: root',
  'p1: root > a',
  'devel: root > M<a x',
  'main: root > s=a',
  'hotfix: s > h',
  'feature: root > f N<a',
];
let repo: Repository;
let shas: Readonly<Record<string, string>>;
beforeAll(async () => {
  const dir = emptyRepository();
  shas = buildNamedHistory(dir, commitsOfLines(lines));
  repo = await openRepository(dir);
});
const sha = (name: string) => shas[name] ?? '';

/** #1 is on devel; #2 is the same branch once more, on main; #3 is on a hotfix branch, #4 on a feature branch. */
const pullRequests = () => [
  pullRequestOf({ number: 1, headSha: sha('a'), mergeCommit: sha('M') }),
  pullRequestOf({ number: 2, headSha: sha('a'), mergeCommit: sha('s'), base: 'main' }),
  pullRequestOf({ number: 3, headSha: sha('h'), mergeCommit: sha('h'), base: 'hotfix' }),
  pullRequestOf({ number: 4, headSha: sha('a'), mergeCommit: sha('N'), base: 'feature' }),
  pullRequestOf({ number: 5, headSha: sha('x'), mergeCommit: sha('x') }),
  pullRequestOf({ number: 6, headSha: sha('x'), mergeCommit: sha('x') }),
];
const world = () => {
  const branches = { devel: sha('x'), main: sha('s'), hotfix: sha('h'), feature: sha('N') };
  const hotfix = trainOf('a', '', { kind: 'hotfix', branch: 'hotfix', tip: sha('h') });
  return worldOf(repo, branches, gitHubOf(pullRequests()), { live: [hotfix] });
};

describe('what was asked for', () => {
  test('a fix that develop lacks is picked with a warning that the next release lacks it', async () => {
    const { commits, warnings } = await readSources(world(), ['1', '2', '3', '4']);
    expect(commits.map((source) => `#${source.pr} ${source.sha}`).sort()).toEqual(
      [`#1 ${sha('M')}`, `#2 ${sha('s')}`, `#3 ${sha('h')}`, `#4 ${sha('N')}`].sort(),
    );
    const lacks = 'and not on devel: the next release will lack it';
    expect(warnings).toEqual([
      `#2 is on main ${lacks} until it is synced (rel sync-hotfix)`,
      `#3 is on hotfix ${lacks} until it is synced (rel sync-hotfix)`,
      `#4 is on feature ${lacks}, unless it gets onto devel`,
    ]);
  });

  test('one PR under all its names, its commit among them, is one source', async () => {
    const url = 'https://github.com/acme/shop/pull/1';
    const asked = ['1', '#1', url, `${url}/files`, `${url}#issuecomment-1`, sha('M').slice(0, 12)];
    const all = await readSources(world(), asked);
    expect(all.commits).toMatchObject([{ pr: 1, sha: sha('M'), mainline: 1 }]);
    expect([...new Set(all.names.values())]).toEqual(['#1', sha('M')]);
  });

  test('a commit of two PRs is the one’s that is asked for', async () => {
    const all = await readSources(world(), ['5', '6']);
    expect(all.commits).toHaveLength(1);
    for (const number of [5, 6]) {
      expect(sourcesNamed(all, [`${number}`])).toMatchObject([{ pr: number, sha: sha('x') }]);
    }
  });

  test.each([
    ['https://github.com/acme/other/pull/1', 'a PR of acme/other, and this repository is acme/shop'],
    ['77', '#77 could not be read'],
    ['nothing', '`nothing` is neither a PR nor a commit'],
  ])('%s is refused', async (text, message) => {
    const error = await readSources(world(), [text]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RelError);
    expect(error).toMatchObject({ exit: 2, message: expect.stringContaining(message) });
  });
});
