import type { Sha } from '../../domain/git.ts';
import { patchIds, type Span, spanPatchIds } from '../../git/patch-id.ts';
import type { Repository } from '../../git/repository.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import type { History, KnownCommit } from '../../plans/presence/own-history.ts';
import type { Reverted } from '../../plans/sources/reverted.ts';
import type { Evidence } from '../presence/change-evidence.ts';

const pathsKey = ({ paths }: Pick<KnownCommit, 'paths'>): string => paths.join('\0');

/** The commits that are the very same change as one that was taken back, by that one: two git processes, or none. */
export async function alikeLater(
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

/** The commits of a PR that follow one another, and later ones that touch just the paths of all of them. */
interface WholeChange {
  /** From its last commit to the one before its first: what a revert of all of them changes. */
  readonly span: Span;
  readonly own: readonly Sha[];
  readonly later: readonly Sha[];
}

/** The history with the commits that take back all commits of a PR at once, whatever they say. */
export async function withWholeInverses(
  repo: Repository,
  { history }: Evidence,
  sources: readonly Source[],
): Promise<History> {
  const numbers = [...new Set(sources.flatMap((source) => source.pr ?? []))];
  const sets = numbers.map((pr) => sources.flatMap(({ pr: of, sha }) => (of === pr ? [sha] : [])));
  return withInversesOfSets(repo, history, sets);
}

/** The same for sets of commits, each in landing order: four git processes, none where nothing can take one back. */
export async function withInversesOfSets(
  repo: Repository,
  history: History,
  sets: readonly (readonly Sha[])[],
): Promise<History> {
  const wholes = sets.flatMap((shas) => wholeChange(history, shas));
  if (wholes.length === 0) return history;
  const [ids, patches] = await Promise.all([
    Promise.all(wholes.map(({ span }) => spanPatchIds(repo, [span]))),
    patchIds(repo, [...new Set(wholes.flatMap(({ later }) => later))]),
  ]);
  const inverses = new Map(history.inverses);
  for (const [at, { own, later }] of wholes.entries()) {
    const id = ids[at]?.[0] ?? null;
    const reverts = later.filter((sha) => id !== null && patches.get(sha) === id);
    for (const sha of own) inverses.set(sha, [...(inverses.get(sha) ?? []), ...reverts]);
  }
  return { ...history, inverses };
}

function wholeChange({ commits, bySha }: History, shas: readonly Sha[]): WholeChange[] {
  const own = shas.flatMap((sha) => bySha.get(sha) ?? []);
  const [first, last] = [own[0], own.at(-1)];
  const before = first?.parents[0];
  const follow = own.every(({ parents }, at) => at === 0 || parents[0] === own[at - 1]?.sha);
  if (own.length < 2 || last === undefined || before === undefined || !follow) return [];
  const key = (paths: readonly string[]) => [...new Set(paths)].sort().join('\0');
  const touched = key(own.flatMap(({ paths }) => paths));
  const later = commits.flatMap(({ sha, paths }) =>
    !shas.includes(sha) && key(paths) === touched ? [sha] : [],
  );
  return later.length === 0
    ? []
    : [{ span: { from: last.sha, to: before, commits: shas }, own: shas, later }];
}
