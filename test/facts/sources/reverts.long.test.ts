import { beforeAll, describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/change.ts';
import { readSources, sourcesNamed } from '../../../src/facts/sources/sources.ts';
import { openRepository, type Repository } from '../../../src/git/repository.ts';
import { comingWithOthers, withoutReverted } from '../../../src/plans/sources/reverted-sources.ts';
import { pullRequestOf } from '../../support/gate-facts.ts';
import { type CommitSpec, emptyRepository } from '../../support/git-history.ts';
import { buildNamedHistory, commitsOfLines, type LineOptions } from '../../support/history-lines.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

interface Row extends LineOptions {
  readonly is: string;
  readonly lines: readonly string[];
  /** PRs by number: what GitHub names as the merge commit, and the head. */
  readonly prs?: Readonly<Record<number, readonly [as: string, head: string]>>;
  readonly belongs?: Readonly<Record<string, readonly number[]>>;
  /** What is asked for: `#1`, or a commit's name. */
  readonly pick: string;
  readonly approved?: true;
  readonly include?: true;
  /** What goes, in order (`b=a`: b comes with a), then each refusal with its remedy, then each warning. */
  readonly gives: readonly string[];
}

const squash = ['devel: root', 'pr: root > a', 'devel: root > x s=a'];
const one = { 1: ['s', 'a'] } as const;
const two = { a: { a2: '2\n' } };

const rows: readonly Row[] = [
  { is: 'nothing later', lines: [...squash, 'devel: s > y'], prs: one, pick: '#1', gives: ['s'] },
  {
    is: 'reverted by git, in a commit of no PR',
    lines: [...squash, 'devel: s > y r-s z'],
    prs: one,
    pick: '#1',
    gives: ['reverted on devel by {r} | if you want it all the same, run: rel pick 1 --include-reverted'],
  },
  {
    is: 'and asked for all the same',
    lines: [...squash, 'devel: s > r-s'],
    prs: one,
    pick: '#1',
    include: true,
    gives: ['s'],
  },
  {
    is: 'reverted by GitHub’s button, squashed by title alone',
    lines: [...squash, 'devel: s > r-?s'],
    says: { s: 'Mend (#1)\n', r: 'Revert "Mend (#1)" (#9)\n' },
    prs: one,
    pick: '#1',
    gives: ['reverted on devel by {r} (#9) | if you want it'],
  },
  {
    is: 'by GitHub’s words for the PR, merged',
    lines: [...squash, 'rev: s > r-?s', 'devel: s > y M<r'],
    says: { r: 'Take it back\n\nReverts acme/shop#1\n', M: 'Merge pull request #9 from acme/revert-1\n' },
    prs: one,
    pick: '#1',
    gives: ['reverted on devel by {r} (#9) | if'],
  },
  {
    is: 'the same words for a PR of another repository',
    lines: [...squash, 'devel: s > r'],
    says: { r: 'Take it back\n\nReverts acme/other#1\n' },
    prs: one,
    pick: '#1',
    gives: ['s'],
  },
  {
    is: 'by content, whatever its words; GitHub knows its PR',
    lines: [...squash, 'devel: s > y r-?s'],
    prs: one,
    belongs: { r: [9] },
    pick: '#1',
    gives: ['reverted on devel by {r} (#9) | if'],
  },
  {
    is: 'only half of it, by words',
    lines: [...squash, 'devel: s > r'],
    with: { ...two, r: { a: '', r: '' } },
    says: { r: 'Revert the half\n\nThis reverts commit {s}.\n' },
    prs: one,
    pick: '#1',
    gives: ['reverted on devel by {r}, which leaves a2 as it was | if'],
  },
  {
    is: 'the revert was itself reverted',
    lines: [...squash, 'devel: s > r-s y q-r'],
    says: { q: 'Reapply "s" (#12)\n\nThis reverts commit {r}.\n' },
    prs: one,
    pick: '#1',
    gives: [
      'reverted on devel by {r}, and landed again by {q} (#12) | pick the re-landing instead: rel pick 12',
    ],
  },
  {
    is: 'the same change landed again',
    lines: [...squash, 'devel: s > r-s y', 'p2: y > b', 'devel: y > t=b'],
    with: { b: { a: 'a\n', b: '' } },
    says: { t: 'Once more (#2)\n' },
    prs: { ...one, 2: ['t', 'b'] },
    pick: '#1',
    gives: [
      'reverted on devel by {r}, and landed again by {t} (#2) | pick the re-landing instead: rel pick 2',
    ],
  },
  {
    is: 'the re-landing alone',
    lines: [...squash, 'devel: s > r-s y q-r'],
    pick: 'q',
    gives: ['q'],
  },
  {
    is: 'with the re-landing, which is the same change: once',
    lines: [...squash, 'devel: s > r-s y', 'p2: y > b', 'devel: y > t=b'],
    with: { b: { a: 'a\n', b: '' } },
    prs: { ...one, 2: ['t', 'b'] },
    pick: '#2 #1',
    gives: ['s', 't=s'],
  },
  {
    is: 'with the revert',
    lines: [...squash, 'devel: s > r-s y'],
    prs: one,
    pick: 'r #1',
    gives: ['s', 'r'],
  },
  {
    is: 'with the revert, which was taken back itself: neither',
    lines: [...squash, 'devel: s > r-s y q-r'],
    prs: one,
    pick: 'r #1',
    gives: ['reverted on devel by {r}, and landed again by {q} | pick the', 'reverted on devel by {q} | if'],
  },
  {
    is: 'with both: all three',
    lines: [...squash, 'devel: s > r-s y q-r'],
    prs: one,
    pick: 'q r #1',
    gives: ['s', 'r', 'q'],
  },
  {
    is: 'reverted, landed again, reverted again',
    lines: [...squash, 'devel: s > r-s q-r p-q'],
    prs: one,
    pick: '#1',
    gives: ['reverted on devel by {r} | if'],
  },
  {
    is: 'a merge, reverted as a whole',
    lines: ['devel: root', 'pr: root > a b', 'devel: root > x M<b r-M'],
    prs: { 1: ['M', 'b'] },
    pick: '#1',
    gives: ['reverted on devel by {r} | if'],
  },
  {
    is: 'a merge, one commit of it',
    lines: ['devel: root', 'pr: root > a b', 'devel: root > x M<b r-a'],
    prs: { 1: ['M', 'b'] },
    pick: '#1',
    gives: ['1 of its 2 commits ({a}) was reverted on devel by {r} | if'],
  },
  {
    is: 'a merge that holds a revert of its own',
    lines: ['devel: root', 'pr: root > a b r-a', 'devel: root > x M<r'],
    prs: { 1: ['M', 'r'] },
    pick: '#1',
    gives: ['M'],
  },
  {
    is: 'a rebase, one commit of it',
    lines: ['devel: root', 'pr: root > a b', 'devel: root > A~a B~b r-A'],
    prs: { 1: ['B', 'b'] },
    belongs: { A: [1], B: [1] },
    pick: '#1',
    gives: ['1 of its 2 commits ({A}) was reverted on devel by {r} | if', '1 of its 2 commits'],
  },
  {
    is: 'a rebase, all of it by one commit without a word',
    lines: ['devel: root', 'pr: root > a b', 'devel: root > A~a B~b y r-?A,B'],
    prs: { 1: ['B', 'b'] },
    belongs: { A: [1], B: [1] },
    pick: '#1',
    gives: ['reverted on devel by {r} | if', 'reverted on devel by {r} | if'],
  },
  {
    is: 'a plain commit',
    lines: ['devel: root a r-a y'],
    pick: 'a',
    gives: ['reverted on devel by {r} | if you want it all the same, run: rel pick {a} --include-reverted'],
  },
  {
    is: 'a plain commit of another branch, reverted there',
    lines: ['devel: root', 'main: root > a r-a', 'devel: root > x'],
    pick: 'a',
    gives: ['reverted on main by {r} | if'],
  },
  {
    is: 'reverted on another branch alone',
    lines: ['devel: root a y', 'main: a > r-a'],
    pick: 'a',
    gives: ['a'],
  },
  {
    is: 'selected, not named: left out and told',
    lines: [...squash, 'devel: s > r-s'],
    prs: one,
    pick: '#1',
    approved: true,
    gives: ['warning: #1 is left out, though it is approved: reverted on devel by {r}'],
  },
  {
    is: 'a PR and a merge that contains it: it comes with that',
    lines: ['devel: root', 'p1: root > a', 'p2: a > b', 'devel: root > M<b y'],
    prs: { 1: ['M', 'a'], 2: ['M', 'b'] },
    pick: '#1 #2 b',
    gives: ['a=M', 'b=M', 'M'],
  },
  {
    is: 'landing order, whatever was asked for; each once, by whatever name',
    lines: ['devel: root', 'p1: root > a', 'p2: root > b', 'devel: root > s=b M<a y'],
    prs: { 1: ['M', 'a'], 2: ['s', 'b'] },
    pick: 'y M #2 1 https://github.com/acme/shop/pull/1 s #1',
    gives: ['s', 'M', 'y'],
  },
  {
    is: 'on two branches: by the time they landed',
    lines: ['devel: root w', 'main: root > a', 'devel: w > x M<a y', 'main: a > b'],
    pick: 'b y a x w',
    gives: ['w', 'x', 'a', 'y', 'b'],
  },
  {
    is: 'what a merge brought is as old as the merge',
    lines: ['devel: root', 'p1: root > a', 'devel: root > x M<a y'],
    pick: 'x a y',
    gives: ['x', 'a', 'y'],
  },
];

let repo: Repository;
let shas: Readonly<Record<string, string>>;

beforeAll(async () => {
  const dir = emptyRepository();
  const commits = rows.flatMap(({ lines, says = {}, with: more = {} }, at) =>
    commitsOfLines(lines, { prefix: `${at}:`, says, with: more }),
  );
  shas = buildNamedHistory(dir, commits);
  repo = await openRepository(dir);
});

const tipOf = (lines: readonly string[], name: string): string =>
  /(\w+)[^ ]*$/.exec(lines.findLast((line) => line.startsWith(`${name}:`)) ?? '')?.[1] ?? '';

describe('what is picked of what was asked for, and what was taken back since', () => {
  test.each(rows.map((row, at) => [row.is, row, at] as const))('%s', async (_, row, at) => {
    const sha = (name: string) => shas[`${at}:${name}`] ?? '';
    const named = new Map(Object.entries(shas).map(([name, one]) => [one, name.replace(/^\d+:/, '')]));
    const pullRequests = Object.entries(row.prs ?? {}).map(([number, [as, head]]): PullRequest => {
      const known = { number: Number(number), mergeCommit: sha(as), headSha: sha(head) };
      return pullRequestOf({ ...known, timeline: [], timelineComplete: false });
    });
    const belongs = Object.fromEntries(
      Object.entries(row.belongs ?? {}).map(([name, to]) => [sha(name), to]),
    );
    const branches = ['devel', 'main'].flatMap((name) => {
      const tip = tipOf(row.lines, name);
      return tip === '' ? [] : [[name, sha(tip)] as const];
    });
    const world = worldOf(repo, Object.fromEntries(branches), gitHubOf(pullRequests, belongs));
    const asked = row.pick.split(' ').map((text) => (/^\w+$/.test(text) ? sha(text) || text : text));

    const all = await readSources(world, asked);
    const request = {
      includeReverted: row.include === true,
      approved: row.approved === true,
      sources: row.approved ? [] : [...all.names.values()],
    };
    const { sources, warnings } = withoutReverted(sourcesNamed(all, asked), all.reverts, request);
    const together = comingWithOthers(sources, all.reverts);

    const told = sources.map(({ sha: one, refused }) => {
      if (refused !== null) return `${refused.reason} | ${refused.remedy}`;
      const other = together.get(one);
      return [one, ...(other === undefined ? [] : [other])].map((name) => named.get(name)).join('=');
    });
    const words = row.gives.map((text) =>
      text.replace(/\{(\w+)\}/g, (_match, name: string) => sha(name).slice(0, 10)),
    );
    expect([...told, ...warnings.map((warning) => `warning: ${warning}`)]).toEqual(
      words.map((text) => (text.includes(' ') ? expect.stringContaining(text) : text)),
    );
  });
});

test('in a long history the same is found, though only what touches the same paths is looked at', async () => {
  const filler = Array.from({ length: 600 }, (_, at): CommitSpec => {
    const files = { 'ä b': 'fixed\n', f: `${at}\n` };
    return { name: `f${at}`, parents: [at === 0 ? 'fix' : `f${at - 1}`], files };
  });
  const dir = emptyRepository();
  const names = buildNamedHistory(dir, [
    { name: 'root', files: { 'ä b': 'broken\n', f: '' } },
    { name: 'fix', parents: ['root'], files: { 'ä b': 'fixed\n', f: '' } },
    ...filler,
    { name: 'revert', parents: ['f9'], files: { 'ä b': 'broken\n', f: '9\n' } },
    {
      name: 'merge',
      parents: ['f599', 'revert'],
      files: { 'ä b': 'broken\n', f: '599\n' },
      message: 'Merge pull request #9 from acme/revert\n',
    },
  ]);
  const sha = (name: string) => names[name] ?? '';
  const world = worldOf(await openRepository(dir), { devel: sha('merge') }, null);

  const { commits, reverts } = await readSources(world, [sha('fix')]);

  const request = { includeReverted: false, approved: false, sources: [] };
  expect(withoutReverted(commits, reverts, request).sources[0]?.refused?.reason).toBe(
    `reverted on devel by ${sha('revert').slice(0, 10)} (#9)`,
  );
});
