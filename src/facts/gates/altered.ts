import type { Change, PullRequest } from '../../domain/change.ts';
import type { AlteredChange, AlteredChanges } from '../../domain/contents.ts';
import { found, unreadable } from '../../domain/errors.ts';
import { type Sha, short } from '../../domain/git.ts';
import { mergeBase, readGraph } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import type { CommitGraph } from '../../plans/sources/commit-graph.ts';
import { type Bringing, landingWays } from '../../plans/sources/landing-ways.ts';
import type { World } from '../world.ts';
import { alteredIn, type By } from './as-git-makes-it.ts';
import type { Awaiting } from './awaiting.ts';

/** Answers which of these changes, each one of those it was made for, are not as their PRs have them. */
export type AlteredReader = (changes: readonly Change[]) => Awaiting<AlteredChanges>;

/** A change with its merged PR, and the commit that this became where it was merged. */
interface Asked {
  readonly change: Change;
  readonly pr: PullRequest;
  readonly source: Sha;
}

/**
 * Holds each change that came by a PR against that, at both places where a person can have a hand in it: what it was
 * merged as against what git makes of the PR's head there, and what it was picked as against what git makes of its
 * source. For all of them at once, when it is first asked for, and then only once; some ten git processes, whatever
 * their number.
 */
export function alteredReader(world: World, changes: readonly Change[]): AlteredReader {
  const asked = changes.flatMap((change): Asked[] => {
    const { pullRequest: pr, picked, commit } = change;
    return pr?.state === 'MERGED' ? [{ change, pr, source: picked?.source ?? commit }] : [];
  });
  let reading: Promise<AlteredChanges> | null = null;
  const read = () => {
    reading ??= readAltered(world, asked);
    return reading;
  };
  // What it needs is here once it was asked for.
  return () => ({ commits: reading === null ? commitsOf(asked) : [], read });
}

const commitsOf = (asked: readonly Asked[]): Sha[] => [
  ...new Set(
    asked.flatMap(({ change, pr, source }) => [change.commit, source, pr.headSha, pr.mergeCommit ?? source]),
  ),
];

async function readAltered(world: World, asked: readonly Asked[]): Promise<AlteredChanges> {
  if (asked.length === 0) return {};
  const [merged, picked] = [await alteredAsMerged(world, asked), await alteredAsPicked(world, asked)];
  const all = asked.flatMap(({ change: { commit } }, at) => {
    const both = [merged[at], picked[at]].flatMap((one) => one ?? []);
    return both.length === 0 ? [] : [[commit, both] as const];
  });
  return Object.fromEntries(all);
}

async function alteredAsMerged(world: World, asked: readonly Asked[]): Promise<(AlteredChange | null)[]> {
  const graph = await graphOf(world, asked);
  const landings = asked.map(({ pr, source }) => landingWays(graph, pr, source));
  const ways = landings.map((landing) => (landing.kind === 'brought' ? landing.ways : []));
  const likeliest = await eachIn(world, world.develop.sha, 'merge', firstOf(ways));
  const others = ways.map((all, at) => (likeliest[at]?.[0]?.length === 0 ? [] : all.slice(1)));
  const rest = await eachIn(world, world.develop.sha, 'merge', others);
  return asked.map(({ pr, source }, at): AlteredChange | null => {
    const landing = landings[at];
    const altered = { by: 'merge', commit: source, at: pr.mergedAt } as const;
    if (landing?.kind === 'unclear') return { ...altered, changed: unreadable(landing.why) };
    const changed = fewest([...(likeliest[at] ?? []), ...(rest[at] ?? [])]);
    return changed === null ? null : { ...altered, changed: found(changed) };
  });
}

/** The history from before where the heads meet what they were brought onto. */
async function graphOf({ repo }: World, asked: readonly Asked[]): Promise<CommitGraph> {
  const landed = asked.flatMap(({ pr, source }) => [source, pr.mergeCommit ?? source]);
  const here = await readCommits(repo, [...landed, ...asked.map(({ pr }) => pr.headSha)]);
  const before = landed.flatMap((sha) => here.get(sha)?.parents ?? []);
  const [first, ...rest] = new Set([...here.keys(), ...before]);
  if (first === undefined) return new Map();
  const shared = await mergeBase(repo, first, ...rest);
  // Where all meet is to be in the graph itself.
  const exclude = shared === null ? [] : ((await readCommits(repo, [shared])).get(shared)?.parents ?? []);
  return readGraph(repo, { include: [first, ...rest], exclude });
}

async function alteredAsPicked(world: World, asked: readonly Asked[]): Promise<(AlteredChange | null)[]> {
  const commits = asked.flatMap(({ change: { commit, picked } }) =>
    picked === undefined ? [] : [commit, picked.source],
  );
  const here = await readCommits(world.repo, commits);
  const parentOf = (sha: Sha): Sha | undefined => here.get(sha)?.parents[0];
  const picks = asked.map(({ change: { commit, picked } }): Bringing[] => {
    const [from, onto] = [parentOf(picked?.source ?? ''), parentOf(commit)];
    if (picked === undefined || from === undefined || onto === undefined) return [];
    return [{ from, to: picked.source, onto, landed: commit }];
  });
  // The target's attributes count for a pick, and the newest one has those of its time.
  const told = await eachIn(world, picks.flat().at(-1)?.landed ?? world.develop.sha, 'pick', picks);
  return asked.map(({ change: { commit, picked } }, at): AlteredChange | null => {
    if (picked === undefined) return null;
    const altered = { by: 'pick', commit, at: picked.at } as const;
    const source = `its source ${short(picked.source)} can no longer be fetched`;
    if (picks[at]?.length === 0) return { ...altered, changed: unreadable(source) };
    const changed = fewest(told[at] ?? []);
    return changed === null ? null : { ...altered, changed: found(changed) };
  });
}

/** `alteredIn` for lists of them. */
async function eachIn(
  { repo }: World,
  attributes: Sha,
  by: By,
  lists: readonly (readonly Bringing[])[],
): Promise<string[][][]> {
  const told = (await alteredIn(repo, { by, attributes }, lists.flat())).values();
  return lists.map((list) => list.map(() => told.next().value ?? []));
}

const firstOf = <T>(lists: readonly (readonly T[])[]): T[][] => lists.map((list) => list.slice(0, 1));

/** Of the ways in which it may have come there the one that explains it best; null where one explains all, or none is asked. */
function fewest(told: readonly (readonly string[])[]): readonly string[] | null {
  const [best = []] = [...told].sort((a, b) => a.length - b.length);
  return best.length === 0 ? null : best;
}
