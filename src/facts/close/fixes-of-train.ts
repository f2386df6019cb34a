import type { FixOfClosed } from '../../domain/closed-train.ts';
import type { Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import { isAncestor, listCommits } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import { mergedPullRequestsOf } from '../changes.ts';
import { versionEntries } from '../ledger/entries.ts';
import { fixStates } from '../missing/fix-states.ts';
import { ownCommits } from '../product-paths.ts';
import { subjectLine } from '../subject-line.ts';
import type { World } from '../world.ts';

/** A branch that may have a fix as well. */
interface Place {
  readonly branch: string;
  readonly sha: Sha;
}

/**
 * The product's changes that a train has and develop, production and the releases have not as commits, in landing order,
 * each with the branches among develop, production and the other live trains that have it all the same: by their
 * history or in their files (`fixStates`). What the train took back itself is none.
 */
export async function fixesOfTrain(world: World, train: Train): Promise<FixOfClosed[]> {
  const { repo, develop, production, released, live } = world;
  const elsewhere = [develop.sha, production.sha, ...released.map(({ commit }) => commit)];
  const exclude = elsewhere.filter((sha) => sha !== null);
  const ownHere = new Set(await listCommits(repo, { include: [train.tip], exclude }));
  if (ownHere.size === 0) return [];
  const states = await fixStates(repo, { production: train.tip, tip: develop.sha });
  const changes = states.filter(({ sha, state }) => ownHere.has(sha) && state.kind !== 'void');
  const own = new Set(
    await ownCommits(
      world,
      changes.map(({ sha }) => sha),
    ),
  );
  const fixes = changes.map(({ sha }) => sha).filter((sha) => own.has(sha));
  const others = live.filter(({ branch }) => branch !== train.branch);
  const places: Place[] = [
    develop,
    ...(production.sha === null ? [] : [{ branch: production.branch, sha: production.sha }]),
    ...others.map(({ branch, tip }) => ({ branch, sha: tip })),
  ];
  const having = new Map<string, ReadonlySet<Sha>>();
  for (const place of places) having.set(place.branch, await heldBy(world, train.tip, place, fixes));
  const names = await pullRequestsOf(world, train, fixes);
  const data = await readCommits(repo, fixes);
  return fixes.map((sha) => {
    const pr = names.get(sha);
    const at = places.flatMap(({ branch }) => (having.get(branch)?.has(sha) ? [branch] : []));
    return { sha, subject: subjectLine(data.get(sha)), ...(pr === undefined ? {} : { pr }), in: at };
  });
}

/** Those of the fixes that a place has. One that it was not told of at all is there only as the commit itself. */
async function heldBy(
  { repo }: World,
  tip: Sha,
  { sha: place }: Place,
  fixes: readonly Sha[],
): Promise<Set<Sha>> {
  const states = new Map(
    (await fixStates(repo, { production: tip, tip: place })).map(({ sha, state }) => [sha, state]),
  );
  const held = new Set<Sha>();
  for (const fix of fixes) {
    const state = states.get(fix);
    if (state === undefined ? await isAncestor(repo, fix, place) : state.kind === 'there') held.add(fix);
  }
  return held;
}

/** The PR of each fix: what the ledger recorded for a pick, else the merged PR that it came by. */
async function pullRequestsOf(world: World, train: Train, fixes: readonly Sha[]): Promise<Map<Sha, number>> {
  const entries = await versionEntries(world, train.version);
  const picks = entries.flatMap((entry) =>
    entry.kind === 'pick' || entry.kind === 'pick-request' ? entry.picks : [],
  );
  const recorded = picks.flatMap(({ commit, pr }) => (pr === undefined ? [] : [[commit, pr] as const]));
  const numbers = new Map<Sha, number>(recorded.filter(([commit]) => fixes.includes(commit)));
  const unknown = fixes.filter((sha) => !numbers.has(sha));
  const read = await mergedPullRequestsOf(world, unknown);
  // A fix is named by its commit as well: without its PR nothing is lost.
  if (read.ok) for (const [sha, { number }] of read.value) numbers.set(sha, number);
  return numbers;
}
