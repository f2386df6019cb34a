import type { Sha } from '../../domain/git.ts';
import { lineOf } from '../../domain/line.ts';
import type { SyncMissing, SyncPresent } from '../../domain/sync-results.ts';
import { listCommits } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import { compareLines, newestOfLine, olderLines } from '../../plans/lines.ts';
import type { SyncTold } from '../../plans/sync/sync.ts';
import { type FoundChange, foundChanges, type LandedFix, missingAmong } from '../missing/missing-fixes.ts';
import { productionRelease } from '../production-release.ts';
import { subjectLine } from '../subject-line.ts';
import type { World } from '../world.ts';
import { type SyncedBranch, syncedBranches } from './targets.ts';

/** What a branch has and has not of what is released. */
export interface SyncFinding extends SyncedBranch {
  readonly missing: readonly LandedFix[];
  readonly told: { readonly missing: readonly SyncMissing[]; readonly present: readonly SyncPresent[] };
}

/**
 * What every branch lacks that production's changes belong on (`syncedBranches`). Empty where there is no production
 * branch. Nothing is tried, and nothing is asked of GitHub.
 */
export async function syncFindings(world: World, into: readonly string[] = []): Promise<SyncFinding[]> {
  if (world.production.sha === null) return [];
  const findings: SyncFinding[] = [];
  for (const branch of await syncedBranches(world, into)) findings.push(await findingOf(world, branch));
  return findings;
}

/** The same as it is told. */
export const toldOf = ({ target: { branch }, line, closed, told }: SyncFinding): SyncTold => ({
  ...{ branch, line, closed },
  ...told,
});

/** How everything that a branch should have of what is released stands to it. */
export const changesFor = (world: World, branch: SyncedBranch): Promise<FoundChange[]> =>
  branch.kind === 'line' ? hotfixesFor(world, branch) : releasedChanges(world, branch);

async function findingOf(world: World, branch: SyncedBranch): Promise<SyncFinding> {
  const changes = await changesFor(world, branch);
  const missing = missingAmong(changes);
  const lost = missing.flatMap(({ state }) => state.takenBackBy ?? []);
  const data = await readCommits(world.repo, lost);
  const told = missing.map(({ sha, subject, state }): SyncMissing => {
    const { takenBackBy: by, partly, near } = state;
    return {
      ...{ sha, subject },
      ...(by === null ? {} : { takenBackBy: { sha: by, subject: subjectLine(data.get(by)) } }),
      ...(partly === null ? {} : { partly: { commit: partly.commit, paths: [...partly.paths].sort() } }),
      ...(near === null ? {} : { near }),
    };
  });
  return { ...branch, missing, told: { missing: told, present: changes.flatMap(presentOf) } };
}

function presentOf({ sha, subject, state, settled }: FoundChange): SyncPresent[] {
  switch (state.kind) {
    case 'missing':
      return [];
    case 'void':
      return [{ sha, subject, how: state.why }];
    case 'there': {
      const commit = state.commit === null ? {} : { commit: state.commit };
      return [{ sha, subject, how: state.how, ...commit, ...settled }];
    }
  }
}

/** What is on production, and what hotfixes of older lines brought that is not. */
async function releasedChanges(world: World, { target }: SyncedBranch): Promise<FoundChange[]> {
  const production = world.production.sha;
  if (production === null) return [];
  const changes = await foundChanges(world, production, target.tip, target);
  const known = new Set(changes.map(({ sha }) => sha));
  const release = world.policy.lines.length === 0 ? null : await productionRelease(world);
  for (const line of olderLines(world.policy, release?.version ?? null)) {
    const newest = newestOfLine(line, world.released);
    if (newest === null) continue;
    const own = new Set(await listCommits(world.repo, { include: [newest.commit], exclude: [production] }));
    if (own.size === 0) continue;
    for (const change of await foundChanges(world, newest.commit, target.tip, target)) {
      if (!own.has(change.sha) || known.has(change.sha)) continue;
      known.add(change.sha);
      changes.push(change);
    }
  }
  return changes;
}

/** What came to production by hotfixes of later lines: the rest of it is no older line's business. */
async function hotfixesFor(world: World, { target, line = '' }: SyncedBranch): Promise<FoundChange[]> {
  const production = world.production.sha;
  if (production === null) return [];
  const { repo, released } = world;
  const later = released.filter(
    ({ version }) => !version.endsWith('.0') && compareLines(lineOf(version), line) > 0,
  );
  const hotfixes = new Set<Sha>();
  for (const { version, commit } of later) {
    const before = released.slice(
      0,
      released.findIndex((r) => r.version === version),
    );
    const exclude = before.map((r) => r.commit);
    for (const sha of await listCommits(repo, { include: [commit], exclude })) hotfixes.add(sha);
  }
  if (hotfixes.size === 0) return [];
  const changes: FoundChange[] = [];
  for (const change of await foundChanges(world, production, target.tip, target)) {
    const commits =
      change.mainline === null
        ? [change.sha]
        : await listCommits(repo, {
            include: [change.sha],
            exclude: [`${change.sha}^1`],
            noMerges: true,
          });
    if (commits.length > 0 && commits.every((sha) => hotfixes.has(sha))) changes.push(change);
  }
  return changes;
}
