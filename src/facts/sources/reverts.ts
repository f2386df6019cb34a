import type { Sha } from '../../domain/git.ts';
import { listTouching } from '../../git/history.ts';
import { readChanges } from '../../git/picks/changes.ts';
import type { Repository } from '../../git/repository.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import type { History } from '../../plans/presence/own-history.ts';
import { type LandedSource, type Reverted, revertedOf } from '../../plans/sources/reverted.ts';
import type { KnownReverts } from '../../plans/sources/reverted-sources.ts';
import { type Evidence, readEvidence } from '../presence/change-evidence.ts';
import type { World } from '../world.ts';
import { alikeLater, withWholeInverses } from './revert-content.ts';
import type { SourceHistory } from './source-history.ts';

/**
 * What was taken back of the sources later on the branch they are on, by words or by content. A fixed number of git
 * processes, and two more for each PR of several commits whose paths, all of them and no others, a later commit
 * touches; GitHub is asked for the PR of a revert that does not say it.
 *
 * @param sources in landing order, each commit once
 */
export async function readReverts(
  world: World,
  sources: readonly Source[],
  past: SourceHistory,
): Promise<KnownReverts> {
  const { repo, github } = world;
  const repository = github === null ? null : `${github.slug.owner}/${github.slug.name}`;
  const inner = sources.flatMap(({ sha }) => past.broughtBy(sha).map((one) => ({ sha: one })));
  const asked = [...sources, ...inner];
  const { graph } = past;
  const commits = await thatMatter(
    repo,
    past,
    asked.map(({ sha }) => sha),
  );
  const evidence = await readEvidence(repo, { commits, graph, asked, isHeld: () => true, repository });
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

/** From here on it is cheaper to ask git which commits touch the paths of the sources than to read all of them. */
const many = 500;
/** More paths than this make that dear, since git compares each with each. */
const mostPaths = 300;

/** The commits that share a path with one that was asked for, and what brought them: no other can take one back. */
async function thatMatter(repo: Repository, past: SourceHistory, asked: readonly Sha[]): Promise<Sha[]> {
  const all = [...past.graph.keys()];
  if (all.length <= many) return all;
  const changes = await readChanges(repo, asked);
  const paths = new Set(asked.flatMap((sha) => changes.get(sha)?.map(({ path }) => path) ?? []));
  const named = [...paths].map((path) => Buffer.from(path, 'latin1').toString());
  const isPlain = named.every((path) => !/[\n\ufffd]/.test(path));
  if (!isPlain || named.length > mostPaths) return all;
  const touching = await listTouching(repo, past.range, named);
  const kept = new Set([...asked, ...touching, ...touching.map(past.landedBy)]);
  return all.filter((sha) => kept.has(sha));
}

function landedSource({ sha }: Source, { wanted }: Evidence, past: SourceHistory): LandedSource[] {
  const [change, branch] = [wanted.get(sha), past.branchOf(sha)];
  if (change === undefined || branch === null) return [];
  const isMerge = (one: Sha) => (past.graph.get(one)?.length ?? 0) > 1;
  return [{ wanted: change, brought: past.broughtBy(sha).filter((one) => !isMerge(one)), tip: branch.tip }];
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
