import type { Sha } from '../domain/git.ts';
import { patchIds, type Span, spanPatchIds } from '../git/patch-id.ts';
import type { Repository } from '../git/repository.ts';
import type { History, KnownCommit } from '../plans/own-history.ts';
import type { Source } from '../plans/pick.ts';
import { type LandedSource, type Reverted, revertedOf } from '../plans/reverted.ts';
import type { KnownReverts } from '../plans/reverted-sources.ts';
import { type Evidence, readEvidence } from './change-evidence.ts';
import type { SourceHistory } from './source-history.ts';
import type { World } from './world.ts';

/**
 * What was taken back of the sources later on the branch they are on, by words or by content. A fixed number of git
 * processes; GitHub is asked for the PR of a revert that does not say it.
 *
 * @param sources in landing order
 */
export async function readReverts(
  world: World,
  sources: readonly Source[],
  past: SourceHistory,
): Promise<KnownReverts> {
  const { repo, github } = world;
  const repository = github === null ? null : `${github.slug.owner}/${github.slug.name}`;
  const commits = [...past.graph.keys()];
  const inner = sources.flatMap(({ sha }) => past.broughtBy(sha).map((one) => ({ sha: one })));
  const asked = [...sources, ...inner];
  const evidence = await readEvidence(repo, { commits, asked, isHeld: () => true, repository });
  const history = await withWholeInverses(repo, evidence, sources);
  const landed = sources.flatMap((source) => landedSource(source, evidence, past));
  const found = landed.map((one) => ({ one, reverted: revertedOf(one, history) }));
  const gone = found.filter(({ reverted }) => reverted.length > 0);
  const alike = await alikeLater(
    repo,
    history,
    gone.flatMap(({ reverted }) => reverted),
  );
  const of = new Map(gone.map(({ one }) => [one.wanted.sha, revertedOf(one, history, alike)]));
  return {
    of,
    brought: new Map(sources.map(({ sha }) => [sha, past.broughtBy(sha)])),
    branch: new Map(sources.map(({ sha }) => [sha, past.branchOf(sha)?.name ?? ''])),
    pullRequests: await pullRequestsOf(world, [...of.values()].flat(), history, past),
  };
}

function landedSource({ sha }: Source, { wanted }: Evidence, past: SourceHistory): LandedSource[] {
  const [change, branch] = [wanted.get(sha), past.branchOf(sha)];
  if (change === undefined || branch === null) return [];
  const isMerge = (one: Sha) => (past.graph.get(one)?.length ?? 0) > 1;
  return [{ wanted: change, brought: past.broughtBy(sha).filter((one) => !isMerge(one)), tip: branch.tip }];
}

const pathsKey = ({ paths }: Pick<KnownCommit, 'paths'>): string => paths.join('\0');

/** The commits that are the very same change as one that was taken back, by that one: two git processes, or none. */
async function alikeLater(
  repo: Repository,
  history: History,
  reverted: readonly Reverted[],
): Promise<Map<Sha, Sha[]>> {
  const candidates = new Map<Sha, readonly Sha[]>();
  for (const { sha } of reverted) {
    const own = history.bySha.get(sha);
    if (own === undefined || own.paths.length === 0) continue;
    const others = history.commits.filter((one) => one.sha !== sha && pathsKey(one) === pathsKey(own));
    candidates.set(
      sha,
      others.map((one) => one.sha),
    );
  }
  const patches = await patchIds(repo, [
    ...new Set([...candidates].flatMap(([sha, others]) => [sha, ...others])),
  ]);
  return new Map(
    [...candidates].map(([sha, others]) => {
      const patch = patches.get(sha);
      return [sha, others.filter((other) => patch !== undefined && patches.get(other) === patch)];
    }),
  );
}

/** The history with the commits that take back all commits of a PR at once, whatever they say. */
async function withWholeInverses(
  repo: Repository,
  { history }: Evidence,
  sources: readonly Source[],
): Promise<History> {
  const suspects = new Map<number, { readonly span: Span; readonly own: readonly Sha[]; later: Sha[] }>();
  for (const pr of new Set(sources.flatMap((source) => source.pr ?? []))) {
    const own = sources.flatMap(({ pr: of, sha }) => (of === pr ? (history.bySha.get(sha) ?? []) : []));
    const [first, last] = [own[0], own.at(-1)];
    const before = first?.parents[0];
    const follow = own.every(({ parents }, at) => at === 0 || parents[0] === own[at - 1]?.sha);
    if (own.length < 2 || last === undefined || before === undefined || !follow) continue;
    const touched = { paths: [...new Set(own.flatMap(({ paths }) => paths))].sort() };
    const later = history.commits.filter(
      (one) => one !== last && pathsKey({ paths: [...one.paths].sort() }) === pathsKey(touched),
    );
    if (later.length === 0) continue;
    const shas = own.map(({ sha }) => sha);
    suspects.set(pr, { span: { from: last.sha, to: before }, own: shas, later: later.map(({ sha }) => sha) });
  }
  if (suspects.size === 0) return history;
  const all = [...suspects.values()];
  const [ids, patches] = await Promise.all([
    spanPatchIds(
      repo,
      all.map(({ span }) => span),
    ),
    patchIds(repo, [...new Set(all.flatMap(({ later }) => later))]),
  ]);
  const inverses = new Map(history.inverses);
  for (const [at, { own, later }] of all.entries()) {
    const id = ids[at] ?? null;
    const reverts = later.filter((sha) => id !== null && patches.get(sha) === id);
    for (const sha of own) inverses.set(sha, [...(inverses.get(sha) ?? []), ...reverts]);
  }
  return { ...history, inverses };
}

/** The PRs of the reverts and re-landings: as the commits or their merges say, else as GitHub does. */
async function pullRequestsOf(
  { github }: World,
  reverted: readonly Reverted[],
  history: History,
  past: SourceHistory,
): Promise<Map<Sha, number>> {
  const numbers = new Map<Sha, number>();
  const shas = new Set(reverted.flatMap(({ by, again }) => [by, ...(again === null ? [] : [again])]));
  for (const sha of shas) {
    const own = history.bySha.get(sha)?.words.titleNumbers.at(-1);
    const merge = history.bySha.get(past.landedBy(sha))?.words;
    const number =
      own ??
      (past.landedBy(sha) === sha ? undefined : (merge?.pullRequests[0] ?? merge?.titleNumbers.at(-1)));
    if (number !== undefined) numbers.set(sha, number);
  }
  const silent = [...shas].filter((sha) => !numbers.has(sha));
  const known = silent.length === 0 ? null : await github?.pullRequestsOfCommits(silent);
  for (const [sha, read] of known ?? []) {
    const [first] = read.ok ? read.value : [];
    if (first !== undefined) numbers.set(sha, first);
  }
  return numbers;
}
