import type { Sha } from '../../domain/git.ts';
import { listCommits } from '../../git/history.ts';
import { messageText, readCommits, resolveCommit } from '../../git/objects.ts';
import { readPatches } from '../../git/patches.ts';
import { readChanges } from '../../git/picks/changes.ts';
import type { Repository } from '../../git/repository.ts';
import { treeDifferences } from '../../git/tree-entries.ts';
import { leavesItsLines } from '../../plans/missing/effect-in-lines.ts';
import { revertedBy } from '../../plans/sources/revert-message.ts';
import { readDiffering } from './differing-files.ts';
import type { Branches } from './effect.ts';
import { partlyGone } from './partly-gone.ts';
import { undoneOn } from './undone.ts';

/** How many commits of production are looked at for what was undone without a word, newest first. */
const compared = 200;

/** How many merges of production into the branch, and of other branches, are looked at, newest first. */
const merges = 20;

/**
 * The commits of production that a branch holds and that its own commits (`own`: those production has not) may have
 * taken back: named by a revert, brought by a merge that one names, or among the newest and undone by content.
 * In landing order.
 */
export async function heldAndTakenBack(
  repo: Repository,
  branches: Branches,
  own: readonly Sha[],
): Promise<Sha[]> {
  if (own.length === 0) return [];
  const { production } = branches;
  const [named, undone] = [await heldNamed(repo, own), await heldUndone(repo, branches, own)];
  const found = [...new Set([...named, ...undone])];
  if (found.length === 0) return [];
  const held = new Set(found);
  // What is named need not be on production at all.
  const landed = await listCommits(repo, { include: [production] });
  return landed.filter((sha) => held.has(sha));
}

async function heldNamed(repo: Repository, own: readonly Sha[]): Promise<Sha[]> {
  const ours = new Set(own);
  const data = await readCommits(repo, own);
  const names = [...data.values()].flatMap((commit) => revertedBy(messageText(commit)).commits);
  const held: Sha[] = [];
  for (const name of new Set(names)) {
    const sha = await resolveCommit(repo, name);
    if (sha === null) continue;
    const parents = data.get(sha)?.parents ?? (await readCommits(repo, [sha])).get(sha)?.parents ?? [];
    const [first, ...others] = parents;
    const brought =
      others.length === 0 || first === undefined
        ? [sha]
        : await listCommits(repo, { include: [sha], exclude: [first], noMerges: true });
    held.push(...brought.filter((one) => !ours.has(one)));
  }
  return held;
}

/**
 * What the branch got by merges of its own that production has as well: of production first, then of other branches. What
 * it had before production did is its own to take away: code that is not needed any more is no lost fix.
 */
async function mergedFrom(
  repo: Repository,
  { production, tip }: Branches,
  own: readonly Sha[],
): Promise<Sha[]> {
  const line = await listCommits(repo, { include: [tip], exclude: [production], firstParent: true });
  const ours = new Set(own);
  const data = await readCommits(repo, line);
  const merged = line.flatMap((sha) => {
    const [first, ...others] = data.get(sha)?.parents ?? [];
    return first === undefined || others.length === 0 ? [] : [{ first, others }];
  });
  const isSync = ({ others }: { others: readonly Sha[] }) => others.some((parent) => !ours.has(parent));
  const looked = [
    ...merged.filter(isSync).slice(-merges),
    ...merged.filter((one) => !isSync(one)).slice(-merges),
  ];
  const found = new Set<Sha>();
  for (const { first, others } of looked)
    for (const sha of await listCommits(repo, { include: others, exclude: [first], noMerges: true }))
      if (!ours.has(sha)) found.add(sha);
  return [...found];
}

/** Of the newest, those whose lines are not on the branch as they left them; then whether taking them back changes it. */
async function heldUndone(
  repo: Repository,
  { production, tip }: Branches,
  own: readonly Sha[],
): Promise<Sha[]> {
  const [merged, differences] = await Promise.all([
    mergedFrom(repo, { production, tip }, own),
    treeDifferences(repo, tip, production),
  ]);
  const newest = merged.slice(-compared);
  const changes = await readChanges(repo, [...newest, ...own]);
  const pathsOf = (sha: Sha) => (changes.get(sha) ?? []).map(({ path }) => path);
  const differing = new Set(differences.map(({ path }) => path));
  const touched = new Set(own.flatMap(pathsOf).filter((path) => differing.has(path)));
  const alike = newest.filter((sha) => pathsOf(sha).some((path) => touched.has(path)));
  if (alike.length === 0) return [];
  const [patches, files] = await Promise.all([readPatches(repo, alike), readDiffering(repo, differences)]);
  const lines = files?.branch ?? new Map<string, readonly string[]>();
  const suspects = alike.filter((sha) => !leavesItsLines(patches.get(sha) ?? [], lines));
  const [undone, partly] = [
    await undoneOn(repo, tip, suspects),
    await partlyGone(repo, { production, tip }, suspects),
  ];
  return [...new Set([...undone, ...partly])];
}
