import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/change.ts';
import { RelError } from '../../../src/domain/errors.ts';
import { resolvePullRequests } from '../../../src/facts/sources/pull-request-commits.ts';
import { openRepository } from '../../../src/git/repository.ts';
import { pullRequestOf } from '../../support/gate-facts.ts';
import { emptyRepository, git } from '../../support/git-history.ts';
import { buildNamedHistory, commitsOfLines } from '../../support/history-lines.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

const ways = ['merge', 'squash', 'rebase'] as const;

/** One PR: how many commits, built on the PR before it or on the base, how it was merged, what came right before. */
const pull = fc.record({
  commits: fc.integer({ min: 1, max: 4 }),
  stacked: fc.boolean(),
  way: fc.constantFrom(...ways),
  pushedBefore: fc.boolean(),
  headGone: fc.boolean(),
});
type Pull = typeof pull extends fc.Arbitrary<infer T> ? T : never;

interface Landed {
  readonly head: string;
  readonly as: string;
  readonly headGone: boolean;
  readonly count: number;
  readonly expected: readonly string[];
}

/**
 * The lines of a history in which the PRs land one after the other, and what each of them is. Those of a stack land in
 * its order; what the base has of a branch by a rebase or a squash of another PR does not land again.
 */
function tell(pulls: readonly Pull[]): { lines: string[]; landed: Landed[]; tip: string } {
  const lines = ['devel: root'];
  const landed: Landed[] = [];
  let tip = 'root';
  let below: { head: string; all: readonly string[]; merged: boolean } | null = null;
  for (const [n, { commits, stacked, way, pushedBefore, headGone }] of pulls.entries()) {
    const own = Array.from({ length: commits }, (_, at) => `c${n}x${at}`);
    const on: typeof below = stacked ? below : null;
    lines.push(`p${n}: ${on?.head ?? 'root'} > ${own.join(' ')}`);
    const line = pushedBefore ? [`d${n}`] : [];
    const made = own.map((name) => `r${name}`);
    const as = way === 'rebase' ? (made.at(-1) ?? '') : `${way}${n}`;
    const head = own.at(-1) ?? '';
    if (way === 'merge') line.push(`${as}<${head}`);
    if (way === 'squash') line.push(`${as}=${own.join(',')}`);
    if (way === 'rebase') line.push(...own.map((name) => `r${name}~${name}`));
    lines.push(`devel: ${tip} > ${line.join(' ')}`);
    tip = as;
    // GitHub counts what the base did not hold of the branch.
    const all: readonly string[] = [...(on === null || on.merged ? [] : on.all), ...own];
    const expected = way === 'rebase' ? made : [as];
    landed.push({ head, as, headGone: headGone && way !== 'merge', count: all.length, expected });
    below = { head, all, merged: way === 'merge' };
  }
  return { lines, landed, tip };
}

test('PRs in any order, merged in any way, on each other or not, with their heads or without: each is its own commits', async () => {
  const dir = emptyRepository();
  git(dir, ['remote', 'add', 'origin', dir]);
  const repo = await openRepository(dir);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(pull, { minLength: 1, maxLength: 6 }), async (pulls) => {
      const { lines, landed, tip } = tell(pulls);
      run += 1;
      const prefix = `${run}:`;
      const shas = buildNamedHistory(dir, commitsOfLines(lines, { prefix }));
      const sha = (name: string) => shas[prefix + name] ?? '';
      const pullRequests = landed.map(({ head, as, headGone, count }, at): PullRequest => {
        const gone = `${run}`.padStart(4, '0').repeat(9) + `${at}`.padStart(4, '0');
        const known = { number: at + 1, headSha: headGone ? gone : sha(head), mergeCommit: sha(as) };
        return pullRequestOf({ ...known, commitCount: count, timeline: [], timelineComplete: false });
      });
      const belongs = Object.fromEntries(
        landed.flatMap(({ expected }, at) => expected.map((name) => [sha(name), [at + 1]])),
      );
      const world = worldOf(repo, { devel: sha(tip) }, gitHubOf(pullRequests, belongs));

      const resolved = await resolvePullRequests(world, pullRequests);

      const names = new Map(Object.entries(shas).map(([name, one]) => [one, name.slice(prefix.length)]));
      const told = [...resolved.values()].map((one) =>
        one instanceof RelError ? one.why : one.commits.map((commit) => names.get(commit.sha)),
      );
      expect(told).toEqual(landed.map(({ expected }) => expected));
    }),
    { numRuns: 15 },
  );
});
