import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/change.ts';
import { RelError } from '../../../src/domain/errors.ts';
import { resolvePullRequests } from '../../../src/facts/sources/pull-request-commits.ts';
import { openRepository, type Repository } from '../../../src/git/repository.ts';
import { pullRequestOf, shaOf } from '../../support/gate-facts.ts';
import { buildHistory, emptyRepository, git } from '../../support/git-history.ts';
import { commitsOfLines, type LineOptions } from '../../support/history-lines.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

/** A PR of a row: what GitHub names as its merge commit, its head, and what is odd about it. */
interface Pr {
  readonly as: string | null;
  /** null: nobody has it any more, since the fork is gone. */
  readonly head: string | null;
  readonly base?: string;
  /** GitHub's count of commits, where the timeline does not say. */
  readonly count?: number;
  /** The commits of its timeline; none: GitHub tells no timeline. */
  readonly own?: string;
  readonly state?: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly headRef?: string;
}
interface Row {
  readonly way: string;
  readonly n: number | string;
  readonly odd: string;
  readonly lines: readonly string[];
  readonly with?: LineOptions['with'];
  /** #1 and #2 of the row. */
  readonly prs: readonly Pr[];
  /** What GitHub says of commits: the numbers of their PRs. */
  readonly belongs?: Readonly<Record<string, readonly number[] | 'unknown'>>;
  /** Of each PR: how, the commits (`M/1`: against its first parent) and the branch where that is not devel; or an error. */
  readonly is: readonly string[];
}

const a300 = Array.from({ length: 300 }, (_, at) => `a${at}`);

const rows: readonly Row[] = [
  {
    way: 'merge',
    n: 1,
    odd: '',
    lines: ['devel: root x', 'pr: root > a', 'devel: x > M<a y'],
    prs: [{ as: 'M', head: 'a' }],
    is: ['merge M/1'],
  },
  {
    way: 'merge',
    n: 3,
    odd: 'merges of the base inside',
    lines: ['devel: root x', 'pr: root > a b', 'pr: b > b1<x c', 'devel: x > y M<c'],
    prs: [{ as: 'M', head: 'c' }],
    is: ['merge M/1'],
  },
  {
    way: 'merge',
    n: 300,
    odd: 'more than GitHub lists',
    lines: ['devel: root', `pr: root > ${a300.join(' ')}`, 'devel: root > x M<a299'],
    prs: [{ as: 'M', head: 'a299', count: 250 }],
    is: ['merge M/1'],
  },
  {
    way: 'merge queue, merge',
    n: '2 PRs',
    odd: 'one after the other in a row',
    lines: ['devel: root', 'p1: root > a', 'p2: root > b c', 'devel: root > M<a N<c'],
    prs: [
      { as: 'M', head: 'a' },
      { as: 'N', head: 'c' },
    ],
    is: ['merge M/1', 'merge N/1'],
  },
  {
    way: 'squash',
    n: 1,
    odd: '',
    lines: ['devel: root x', 'pr: root > a', 'devel: x > s=a y'],
    prs: [{ as: 's', head: 'a' }],
    is: ['single s'],
  },
  {
    way: 'squash',
    n: 3,
    odd: '',
    lines: ['devel: root', 'pr: root > a b c', 'devel: root > x s=a,b,c y'],
    prs: [{ as: 's', head: 'c' }],
    is: ['squash s'],
  },
  {
    way: 'squash',
    n: 3,
    odd: 'merges of the base inside',
    lines: ['devel: root x', 'pr: root > a', 'pr: a > a1<x b c', 'devel: x > y s=a,b,c'],
    prs: [{ as: 's', head: 'c' }],
    is: ['squash s'],
  },
  {
    way: 'squash',
    n: 300,
    odd: 'more than GitHub lists',
    lines: ['devel: root', `pr: root > ${a300.join(' ')}`, `devel: root > x s=${a300.join(',')} y`],
    prs: [{ as: 's', head: 'a299', count: 250 }],
    is: ['squash s'],
  },
  {
    way: 'squash',
    n: 2,
    odd: 'right after a PR that it was built on, squashed',
    lines: ['devel: root', 'p1: root > a', 'p2: a > b', 'devel: root > s=a t=b y'],
    prs: [
      { as: 's', head: 'a' },
      { as: 't', head: 'b' },
    ],
    is: ['single s', 'squash t'],
  },
  {
    way: 'squash',
    n: 3,
    odd: 'right after a PR that it was built on, rebased',
    lines: ['devel: root', 'p1: root > a b', 'p2: b > c', 'devel: root > A~a B~b t=c y'],
    prs: [
      { as: 'B', head: 'b' },
      { as: 't', head: 'c' },
    ],
    belongs: { A: [1], B: [1, 2], t: [2] },
    is: ['rebase A B', 'squash t'],
  },
  {
    way: 'squash',
    n: 2,
    odd: 'one of its commits was pushed to the base by hand before',
    lines: ['devel: root', 'pr: root > a b', 'devel: root > A~a s=a,b'],
    prs: [{ as: 's', head: 'b' }],
    belongs: { A: [], s: [1] },
    is: ['squash s'],
  },
  {
    way: 'squash',
    n: 2,
    odd: 'the same, and GitHub has nothing to say',
    lines: ['devel: root', 'pr: root > a b', 'devel: root > A~a s=a,b'],
    prs: [{ as: 's', head: 'b' }],
    belongs: { A: 'unknown', s: 'unknown' },
    is: ['pull-request-not-merged: which commits #1 became on devel cannot be told'],
  },
  {
    way: 'rebase',
    n: 1,
    odd: '',
    lines: ['devel: root', 'pr: root > a', 'devel: root > x A~a y'],
    prs: [{ as: 'A', head: 'a' }],
    is: ['single A'],
  },
  {
    way: 'rebase',
    n: 3,
    odd: '',
    lines: ['devel: root', 'pr: root > a b c', 'devel: root > x A~a B~b C~c y'],
    prs: [{ as: 'C', head: 'c' }],
    belongs: { A: [1], C: [1] },
    is: ['rebase A B C'],
  },
  {
    way: 'rebase',
    n: 3,
    odd: 'GitHub does not answer',
    lines: ['devel: root', 'pr: root > a b c', 'devel: root > x A~a B~b C~c y'],
    prs: [{ as: 'C', head: 'c' }],
    belongs: { A: 'unknown', C: 'unknown' },
    is: ['rebase A B C'],
  },
  {
    way: 'rebase',
    n: 2,
    odd: 'merges of the base inside, which a rebase drops',
    lines: ['devel: root x', 'pr: root > a', 'pr: a > a1<x b', 'devel: x > y A~a B~b'],
    prs: [{ as: 'B', head: 'b' }],
    belongs: { A: [1], B: [1] },
    is: ['rebase A B'],
  },
  {
    way: 'rebase',
    n: 3,
    odd: 'one commit became empty',
    lines: ['devel: root', 'pr: root > a b c', 'devel: root > x A~a C~c y'],
    prs: [{ as: 'C', head: 'c' }],
    belongs: { A: [1], C: [1] },
    is: ['rebase A C'],
  },
  {
    way: 'rebase',
    n: 3,
    odd: 'all but the last became empty',
    lines: ['devel: root', 'pr: root > a b c', 'devel: root > x C~c y'],
    prs: [{ as: 'C', head: 'c' }],
    belongs: { C: [1] },
    is: ['rebase C'],
  },
  {
    way: 'rebase',
    n: 2,
    odd: 'a conflict changed one: its author, date and message tell',
    lines: ['devel: root', 'pr: root > a b', 'devel: root > x A~!a B~b y'],
    prs: [{ as: 'B', head: 'b' }],
    belongs: { A: [1], B: [1] },
    is: ['rebase A B'],
  },
  {
    way: 'rebase',
    n: 2,
    odd: 'a bot changed the messages: author, date and patch-id tell',
    lines: ['devel: root', 'pr: root > a b', 'devel: root > x A~?a B~?b y'],
    prs: [{ as: 'B', head: 'b' }],
    belongs: { A: [1], B: [1] },
    is: ['rebase A B'],
  },
  {
    way: 'rebase',
    n: 3,
    odd: 'nothing of the middle one is as it was: GitHub tells',
    lines: ['devel: root', 'pr: root > a b c', 'devel: root > x A~a B C~c y'],
    prs: [{ as: 'C', head: 'c' }],
    belongs: { x: [9], A: [1], B: [1], C: [1] },
    is: ['rebase A B C'],
  },
  {
    way: 'rebase',
    n: 300,
    odd: 'more than GitHub lists',
    lines: [
      'devel: root',
      `pr: root > ${a300.join(' ')}`,
      `devel: root > x ${a300.map((a) => `r${a}~${a}`).join(' ')} y`,
    ],
    prs: [{ as: 'ra299', head: 'a299', count: 250 }],
    belongs: { ra0: [1], ra299: [1] },
    is: [`rebase ${a300.map((a) => `r${a}`).join(' ')}`],
  },
  {
    way: 'merge queue, rebase',
    n: '2 PRs',
    odd: 'the second built on the first',
    lines: ['devel: root', 'p1: root > a b', 'p2: b > c', 'devel: root > x A~a B~b C~c y'],
    prs: [
      { as: 'B', head: 'b' },
      { as: 'C', head: 'c' },
    ],
    belongs: { A: [1, 2], B: [1, 2], C: [2] },
    is: ['rebase A B', 'rebase C'],
  },
  {
    way: 'merge queue, squash',
    n: '2 PRs',
    odd: 'with the same title',
    lines: ['devel: root', 'p1: root > a b', 'p2: root > c d', 'devel: root > s=a,b t=c,d'],
    prs: [
      { as: 's', head: 'b' },
      { as: 't', head: 'd' },
    ],
    is: ['squash s', 'squash t'],
  },
  {
    way: 'pushed',
    n: 2,
    odd: 'its own commits, straight onto the base',
    lines: ['devel: root x', 'pr: x > a b', 'devel: b > y'],
    prs: [{ as: 'b', head: 'b', own: 'a b' }],
    is: ['pushed a b'],
  },
  {
    way: 'pushed',
    n: 2,
    odd: 'GitHub tells no timeline and no merge commit',
    lines: ['devel: root x', 'pr: x > a b', 'devel: b > y'],
    prs: [{ as: null, head: 'b', count: 2 }],
    is: ['pushed a b'],
  },
  {
    way: 'pushed',
    n: 2,
    odd: 'a merge of the base inside, and no timeline to tell where it began',
    lines: ['devel: root x', 'pr: root > a', 'pr: a > m<x b', 'devel: b > y'],
    prs: [{ as: 'b', head: 'b', count: 3 }],
    is: ['pull-request-not-merged: which commits #1 became on devel cannot be told'],
  },
  {
    way: 'pushed',
    n: 2,
    odd: 'a merge of the base inside, and a timeline',
    lines: ['devel: root x', 'pr: root > a', 'pr: a > m<x b', 'devel: b > y'],
    prs: [{ as: 'b', head: 'b', own: 'a m b' }],
    is: ['pushed a b'],
  },
  {
    way: 'pushed',
    n: 2,
    odd: 'a merge of the base inside, in which something was resolved',
    lines: ['devel: root x', 'pr: root > a', 'pr: a > m<x b', 'devel: b > y'],
    with: { m: { resolved: '1\n' } },
    prs: [{ as: 'b', head: 'b', own: 'a m b' }],
    is: ['holds changes that none of its other commits has'],
  },
  {
    way: 'merge of another',
    n: 2,
    odd: 'a PR that contains it; GitHub names that merge',
    lines: ['devel: root x', 'p1: root > a b', 'p2: b > c', 'devel: x > M<c y'],
    prs: [
      { as: 'M', head: 'b', own: 'a b' },
      { as: 'M', head: 'c', own: 'a b c' },
    ],
    is: ['pushed a b', 'merge M/1'],
  },
  {
    way: 'merge of another',
    n: 2,
    odd: 'a PR that contains it; GitHub names its head, and no timeline',
    lines: ['devel: root x', 'p1: root > a b', 'p2: b > c', 'devel: x > M<c y'],
    prs: [
      { as: 'b', head: 'b' },
      { as: 'M', head: 'c' },
    ],
    is: ['pushed a b', 'merge M/1'],
  },
  {
    way: 'merge of another',
    n: 2,
    odd: 'the other had merged it: that merge brings nothing else',
    lines: ['devel: root x', 'p1: root > a b', 'p2: root > c m<b d', 'devel: x > M<d y'],
    prs: [
      { as: 'M', head: 'b', own: 'a b' },
      { as: 'M', head: 'd', own: 'a b c m d' },
    ],
    is: ['merge m/1', 'merge M/1'],
  },
  {
    way: 'merge of several',
    n: '2 PRs',
    odd: 'one merge commit of both',
    lines: ['devel: root', 'p1: root > a', 'p2: root > b c', 'devel: root > x M<a<c y'],
    prs: [
      { as: 'M', head: 'a' },
      { as: 'M', head: 'c' },
    ],
    is: ['pushed a', 'pushed b c'],
  },
  {
    way: 'squash',
    n: 1,
    odd: 'its fork and its head are gone',
    lines: ['devel: root x s'],
    prs: [{ as: 's', head: null, count: 1 }],
    is: ['single s'],
  },
  {
    way: 'squash',
    n: 3,
    odd: 'its head is gone: GitHub tells that what came before is another’s',
    lines: ['devel: root w x s'],
    prs: [{ as: 's', head: null, count: 3 }],
    belongs: { w: [9], x: [9], s: [1] },
    is: ['squash s'],
  },
  {
    way: 'rebase',
    n: 3,
    odd: 'its head is gone: GitHub tells which are its',
    lines: ['devel: root w A B C'],
    prs: [{ as: 'C', head: null, count: 3 }],
    belongs: { A: [1], B: [1], C: [1] },
    is: ['rebase A B C'],
  },
  {
    way: 'rebase',
    n: 3,
    odd: 'its head is gone, one commit became empty',
    lines: ['devel: root w A C'],
    prs: [{ as: 'C', head: null, count: 3 }],
    belongs: { w: [], A: [1], C: [1] },
    is: ['rebase A C'],
  },
  {
    way: 'squash or rebase',
    n: 2,
    odd: 'its head is gone, and GitHub does not tell',
    lines: ['devel: root w A B'],
    prs: [{ as: 'B', head: null, count: 2 }],
    belongs: { A: 'unknown', B: 'unknown' },
    is: ['pull-request-not-merged: which commits #1 became on devel cannot be told'],
  },
  {
    way: 'into a feature branch',
    n: 1,
    odd: 'which devel does not hold',
    lines: ['devel: root', 'pr: root > a', 'feature: root > f M<a', 'devel: root > x'],
    prs: [{ as: 'M', head: 'a', base: 'feature' }],
    is: ['merge M/1 on feature'],
  },
  {
    way: 'into a feature branch',
    n: 2,
    odd: 'squashed; the branch was merged into devel and is gone',
    lines: ['devel: root', 'pr: root > a b', 'f: root > f s=a,b', 'devel: root > x N<s y'],
    prs: [{ as: 's', head: 'b', base: 'feature' }],
    is: ['squash s'],
  },
  {
    way: 'into a feature branch',
    n: 2,
    odd: 'the branch was squashed into devel and is gone',
    lines: ['devel: root', 'pr: root > a b', 'f: root > f s=a,b', 'devel: root > x S=f,s y'],
    prs: [
      { as: 's', head: 'b', base: 'feature' },
      { as: 'S', head: 's', headRef: 'feature' },
    ],
    belongs: { s: [1, 2] },
    is: [
      'pull-request-not-merged: #1 was merged into feature, which is gone; what it changed came to devel as a part of #2',
      'squash S',
    ],
  },
  {
    way: 'merge',
    n: 1,
    odd: 'the base was rewritten and lost it',
    lines: ['devel: root', 'pr: root > a', 'old: root > M<a', 'devel: root > x'],
    prs: [{ as: 'M', head: 'a' }],
    is: ['pull-request-not-merged: #1 is not on devel'],
  },
  {
    way: 'not merged',
    n: 1,
    odd: 'open, closed',
    lines: ['devel: root x', 'pr: root > a', 'test: x > M<a'],
    prs: [
      { as: 'M', head: 'a', state: 'OPEN' },
      { as: 'M', head: 'a', state: 'CLOSED' },
    ],
    is: [
      'pull-request-not-merged: #1 is still open',
      'pull-request-not-merged: #2 is closed without being merged',
    ],
  },
];

let repo: Repository;
let shas: Readonly<Record<string, string>>;

beforeAll(async () => {
  const dir = emptyRepository();
  shas = buildHistory(
    dir,
    rows.flatMap(({ lines, with: more = {} }, at) => commitsOfLines(lines, { prefix: `${at}:`, with: more })),
  );
  git(dir, ['remote', 'add', 'origin', dir]);
  repo = await openRepository(dir);
});

/** The tips of a row's branches: the last line of each name. */
const tipsOf = (lines: readonly string[]) =>
  Object.fromEntries(lines.map((line) => [line.split(':')[0] ?? '', /(\w+)[^ ]*$/.exec(line)?.[1] ?? '']));

describe('which commits a merged PR is', () => {
  test.each(rows.map((row, at) => [`${row.way}, ${row.n}: ${row.odd}`, row, at] as const))(
    '%s',
    async (_, { lines, prs, belongs = {}, is }, at) => {
      const sha = (name: string) => shas[`${at}:${name}`] ?? '';
      const named = new Map(Object.entries(shas).map(([name, one]) => [one, name.replace(/^\d+:/, '')]));
      const tips = Object.entries(tipsOf(lines)).map(([name, tip]) => [name, sha(tip)] as const);
      const pullRequests = prs.map((pr, index): PullRequest => {
        const own = (pr.own ?? '').split(' ').filter(Boolean);
        return pullRequestOf({
          number: index + 1,
          title: 'The same title',
          base: pr.base ?? 'devel',
          headRef: pr.headRef ?? `fix/${index}`,
          headSha: pr.head === null ? shaOf('f') : sha(pr.head),
          mergeCommit: pr.as === null ? null : sha(pr.as),
          state: pr.state ?? 'MERGED',
          commitCount: pr.count ?? own.length,
          timeline: own.map((name) => ({ kind: 'commit', sha: sha(name) })),
          timelineComplete: own.length > 0,
        });
      });
      const known = Object.fromEntries(Object.entries(belongs).map(([name, to]) => [sha(name), to]));
      const branches = Object.fromEntries(tips.filter(([name]) => ['devel', 'feature'].includes(name)));
      const world = worldOf(repo, branches, gitHubOf(pullRequests, known));

      const resolved = await resolvePullRequests(world, pullRequests);

      const told = [...resolved.values()].map((landed) => {
        if (landed instanceof RelError) return [`${landed.code}: ${landed.message}`, landed.why].join('; ');
        const commits = landed.commits.map(
          ({ sha: one, mainline }) => `${named.get(one)}${mainline === null ? '' : '/1'}`,
        );
        const on = landed.on.name === 'devel' ? '' : ` on ${landed.on.name}`;
        return `${landed.how} ${commits.join(' ')}${on}`;
      });
      expect(told).toEqual(
        is.map((text) => (/[:] |^holds/.test(text) ? expect.stringContaining(text) : text)),
      );
    },
  );
});

test('a head that only refs/pull/N/head holds is fetched; the fork it came from is not asked', async () => {
  const [origin, clone] = [emptyRepository(['--bare']), emptyRepository()];
  const lines = ['devel: root', 'pr: root > a b', 'devel: root > x A~a B~b'];
  const names = buildHistory(origin, commitsOfLines(lines), {
    'refs/heads/devel': 'B',
    'refs/pull/7/head': 'b',
  });
  git(origin, ['update-ref', '-d', 'refs/fast-import/tip']);
  git(clone, ['remote', 'add', 'origin', origin]);
  const sha = (name: string) => names[name] ?? '';
  const pr = pullRequestOf({ number: 7, headSha: sha('b'), mergeCommit: sha('B'), commitCount: 2 });
  const github = gitHubOf([pr], { [sha('A')]: [7], [sha('B')]: [7] });
  const branches = { devel: sha('B'), 'refs/pull/7/head': sha('b') };
  const world = worldOf(await openRepository(clone), branches, github);

  const resolved = await resolvePullRequests(world, [pr]);

  expect(resolved.get(7)).toMatchObject({ how: 'rebase', commits: [{ sha: sha('A') }, { sha: sha('B') }] });
  expect(git(clone, ['for-each-ref'])).toBe('');
});

test('how many questions are asked does not depend on how many PRs were squashed', async () => {
  const many = Array.from({ length: 40 }, (_, at) => at);
  const lines = ['devel: root', ...many.map((at) => `p${at}: root > a${at} b${at}`)];
  lines.push(`devel: root > ${many.map((at) => `s${at}=a${at},b${at}`).join(' ')}`);
  const dir = emptyRepository();
  const names = buildHistory(dir, commitsOfLines(lines));
  const sha = (name: string) => names[name] ?? '';
  const pullRequests = many.map((at) =>
    pullRequestOf({ number: at + 1, headSha: sha(`b${at}`), mergeCommit: sha(`s${at}`), commitCount: 2 }),
  );
  const github = gitHubOf(pullRequests);
  const count = async (some: readonly PullRequest[]) => {
    let started = 0;
    const onStart = () => {
      started += 1;
    };
    const world = worldOf(await openRepository(dir), { devel: sha('s39') }, github);
    subscribe('child_process', onStart);
    const resolved = await resolvePullRequests(world, some);
    unsubscribe('child_process', onStart);
    const ways = [...resolved.values()].map((one) => (one instanceof RelError ? one.message : one.how));
    expect(ways).toEqual(some.map(() => 'squash'));
    return started;
  };

  expect(await count(pullRequests)).toBe(await count(pullRequests.slice(0, 2)));
  expect(github.asked).toEqual([]);
});
