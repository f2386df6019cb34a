import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/change.ts';
import { forecastPicks } from '../../../src/facts/picks/forecast-picks.ts';
import { findNeeds } from '../../../src/facts/picks/prerequisites.ts';
import { readCommits } from '../../../src/git/objects.ts';
import { pickSequence } from '../../../src/git/pick-sequence.ts';
import { openRepository } from '../../../src/git/repository.ts';
import type { Source } from '../../../src/plans/picks/forecast.ts';
import { editedLine, startingFiles } from '../../support/edited-lines.ts';
import { pullRequestOf } from '../../support/gate-facts.ts';
import { buildHistory, emptyRepository, git, temporaryFolder } from '../../support/git-history.ts';
import { committer } from '../../support/git-world.ts';
import { leanClone } from '../../support/lean-clone.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

interface Story {
  readonly devel: readonly string[];
  readonly rc?: readonly string[];
  /** The commits asked for besides S, which is always. */
  readonly ask?: readonly string[];
  /** The PRs that GitHub knows, each with the commits that landed. */
  readonly prs?: Readonly<Record<number, readonly string[]>>;
}

/** A repository with the history, and what is forecast on the RC branch for what is asked. */
async function told({ devel, rc = [], ask = [], prs = {} }: Story) {
  const dir = emptyRepository();
  const files = startingFiles('f', 'g', 'h');
  const start = editedLine(['root'], '', files).commits.map((root) => ({ ...root, parents: [] }));
  const lines = [editedLine(devel, 'root', files), editedLine(rc, 'root', files)];
  const commits = [...start, ...lines.flatMap((line) => line.commits)];
  const names = buildHistory(dir, commits);
  const repo = await openRepository(dir);
  const sha = (name: string): string => names[name] ?? '';
  const nameOf = (wanted: string): string =>
    Object.keys(names).find((name) => sha(name) === wanted) ?? wanted;
  const last = (line: readonly string[]): string => sha(line.at(-1)?.split(/[ <]/)[0] ?? 'root');
  const known = Object.entries(prs).map(([number, landed]) =>
    mergedAs(Number(number), landed.map(sha), sha(`${landed[0]}-side`)),
  );
  const belongs = Object.entries(prs).flatMap(([number, landed]) =>
    landed.map((name) => [sha(name), [Number(number)]]),
  );
  const github = Object.keys(prs).length === 0 ? null : gitHubOf(known, Object.fromEntries(belongs));
  const world = worldOf(repo, { devel: last(devel), rc: last(rc) }, github);
  const data = await readCommits(repo, Object.values(names));
  const sources = [...ask, 'S'].map((name): Source => {
    const mainline = (data.get(sha(name))?.parents.length ?? 0) > 1 ? 1 : null;
    return { pr: null, sha: sha(name), mainline, refused: null };
  });
  const tip = last(rc);
  const forecasts = await forecastPicks(repo, { tip, sources, committer });
  return { repo, world, run: { tip, committer, forecasts, change: sources.slice(-1) }, sha, nameOf };
}

/** What is found for S on the RC branch: how sure, then the names of the needed commits. */
async function needed(story: Story): Promise<string> {
  const { world, run, nameOf } = await told(story);
  expect(run.forecasts.at(-1)?.outcome).toBe('conflict');
  const { needs, untold } = await findNeeds(world, run);
  expect(untold).toBeNull();
  const named = needs.commits.map((one) => `${one.pr === null ? '' : `#${one.pr} `}${nameOf(one.sha)}`);
  return [needs.are, ...named].join(' ');
}

/** `side` is the branch of one that came by a merge. */
const mergedAs = (number: number, landed: readonly string[], side: string): PullRequest =>
  pullRequestOf({
    number,
    state: 'MERGED',
    base: 'devel',
    headSha: side || (landed.at(-1) ?? ''),
    mergeCommit: landed.at(-1) ?? '',
    commitCount: landed.length,
  });

test('a clone without blobs fetches what it takes at once, however many changes are tried', async () => {
  const { repo, run, sha } = await told({ devel: ['A f3', 'B f9', 'C f3', 'D f20', 'S f3 f9'] });
  const dir = temporaryFolder();
  const refs = ['devel', 'rc'].map((name, at) => [
    'update-ref',
    `refs/heads/${name}`,
    at === 0 ? sha('S') : run.tip,
  ]);
  for (const args of refs) git(repo.dir, args);
  const clone = leanClone(repo.dir, dir, ['--filter=blob:none', '--no-checkout']);
  const lean = await openRepository(dir);
  const forecasts = await forecastPicks(lean, { tip: run.tip, sources: run.change, committer });
  const before = clone.fetches();
  const { needs } = await findNeeds(worldOf(lean, { devel: sha('S'), rc: run.tip }, null), {
    ...run,
    forecasts,
  });
  expect([needs.are, needs.commits.length]).toEqual(['smallest', 3]);
  expect(clone.fetches() - before).toBe(1);
});

test('where GitHub cannot say which PR it was, a change is named by its commit, and why is told', async () => {
  const { world, run, nameOf, sha } = await told({ devel: ['A f3', 'S f3'], prs: { 7: ['A'] } });
  const github = gitHubOf([], { [sha('A')]: 'unknown' });
  const { needs, untold } = await findNeeds({ ...world, github }, run);
  expect(needs.commits.map((one) => [one.pr, nameOf(one.name)])).toEqual([[null, 'A']]);
  expect(untold).toBe('GitHub is not there');
});

/** More than are looked at, and none of them is needed. */
const many = Array.from({ length: 64 }, (_, at) => `M${at} f20`);

describe('what a conflicting pick needs first', () => {
  test.each<[string, Story, string]>([
    ['the change that wrote the line', { devel: ['A f3', 'B g3', 'C f20', 'S f3'] }, 'smallest A'],
    ['the change that wrote the line beside it', { devel: ['A f4', 'B f20', 'S f3'] }, 'smallest A'],
    ['two that wrote lines of its own', { devel: ['A f3', 'B f9', 'C f20', 'S f3 f9'] }, 'smallest A B'],
    ['two in different files', { devel: ['A f3', 'B g9', 'C f20 g20', 'S f3 g9'] }, 'smallest A B'],
    ['a chain', { devel: ['A f3', 'B f3', 'C f3', 'D f20', 'S f3'] }, 'smallest A B C'],
    ['what a needed one needs in another file', { devel: ['A g3', 'B g3 f3', 'S f3'] }, 'smallest A B'],
    [
      'a line twice written, by the later of the two',
      { devel: ['A f3', 'B f3=', 'C f4', 'S f4'] },
      'smallest C',
    ],
    ['the file before it was renamed', { devel: ['A f3', 'R f>e', 'S e3'] }, 'smallest A'],
    [
      'what came before and after a renaming, which git sees by itself',
      { devel: ['A f3', 'R f>e', 'B e3', 'S e3'] },
      'smallest A B',
    ],
    ['one from long ago', { devel: ['A f3', ...many, 'S f3'] }, 'smallest A'],
    [
      'two of so many that not all were looked at',
      { devel: ['A f3', ...many.slice(1), 'B f3', ...many.slice(0, 1), 'S f3'] },
      'minimal A B',
    ],
    ['a merge, as it came to its branch', { devel: ['M< f3', 'B f20', 'S f3'] }, 'smallest M'],
    ['what S needs where S is a merge', { devel: ['A f3', 'S< f3'] }, 'smallest A'],
    [
      'only what is missing: one is there by patch-id',
      { devel: ['A f3', 'B f9', 'S f3 f9'], rc: ['X f3=A'] },
      'smallest B',
    ],
    [
      'what was there and was reverted',
      { devel: ['A f3', 'S f3'], rc: ['X f3=A', 'Y f3= // Revert "X"\n\nThis reverts commit X.'] },
      'smallest A',
    ],
    ['nothing that landed later', { devel: ['S f3', 'A f3'], rc: ['X f3'] }, 'none'],
    ['nothing, where the branch has lines of its own', { devel: ['A f3', 'S f3'], rc: ['X f3'] }, 'none'],
    ['nothing, where no earlier change touched the file', { devel: ['A g3', 'S f3'], rc: ['X f3'] }, 'none'],
    ['beside what the same run picks', { devel: ['A f3', 'B f9', 'S f3 f9'], ask: ['B'] }, 'smallest A'],
    [
      'between what the same run picks',
      { devel: ['A f3', 'B f20', 'C f9', 'D g1', 'S f3 f9'], ask: ['B', 'D'] },
      'smallest A C',
    ],
    [
      'a whole PR of several commits, without which S is not clean',
      { devel: ['A f3', 'B h1', 'C f20', 'S f3'], prs: { 7: ['A', 'B'], 8: ['C'], 9: ['S'] } },
      'smallest #7 A #7 B',
    ],
    [
      'a PR that was merged',
      { devel: ['M< f3', 'C f20', 'S f3'], prs: { 7: ['M'], 8: ['C'] } },
      'smallest #7 M',
    ],
    [
      'the rest of a PR that is there in part',
      { devel: ['A f3', 'B f9', 'S f3 f9'], rc: ['X f3=A'], prs: { 7: ['A', 'B'] } },
      'smallest #7 B',
    ],
  ])('%s', async (_, story, expected) => {
    expect(await needed(story)).toBe(expected);
  });
});

/** `PREREQUISITE_RUNS=100 npm run test:long -- test/facts/picks/prerequisites.long.test.ts` for a long look. */
const runs = Number(process.env.PREREQUISITE_RUNS ?? 5);

describe('whatever landed before', () => {
  const edit = fc
    .tuple(fc.constantFrom('f', 'g'), fc.constantFrom(1, 2, 5, 6, 9, 13))
    .map((edit) => edit.join(''));
  const edits = fc.uniqueArray(edit, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
  const line = (names: string) =>
    fc.tuple(...[...names].map((name) => edits.map((all) => `${name}${name === 'C' ? '<' : ''} ${all}`)));
  const story = fc.record({ devel: line('ABCDES'), rc: fc.oneof(fc.constant([]), line('X')) });

  test('no smaller set of all changes makes S clean, and the set that is found does', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const { repo, world, run, sha } = await told(one);
        fc.pre(run.forecasts.at(-1)?.outcome === 'conflict');
        const { needs } = await findNeeds(world, run);
        const isClean = async (names: readonly string[]): Promise<boolean> => {
          const sources = [...names, 'S'].map((name) => ({ sha: sha(name), mainline: null, trailers: [] }));
          const picks = await pickSequence(repo, { onto: run.tip, committer, sources });
          return picks.every(({ outcome }) => outcome === 'picked');
        };
        let smallest = Number.POSITIVE_INFINITY;
        for (let bits = 1; bits < 32; bits += 1) {
          const names = [...'ABCDE'].filter((_, at) => bits & (1 << at));
          if (names.length < smallest && (await isClean(names))) smallest = names.length;
        }
        seen.add(`${needs.are} ${needs.commits.length}`);
        if (smallest === Number.POSITIVE_INFINITY) expect(needs.are).toMatch(/^(none|not-found)$/);
        else expect([needs.are, needs.commits.length]).toEqual(['smallest', smallest]);
      }),
      { numRuns: runs, endOnFailure: true },
    );
    if (runs > 50) process.stdout.write(`${[...seen].sort().join(', ')}\n`);
  }, 600_000);
});
