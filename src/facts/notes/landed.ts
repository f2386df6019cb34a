import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { listCommits, readGraph } from '../../git/history.ts';
import { type CommitData, messageText, readCommits } from '../../git/objects.ts';
import { type CommitGraph, firstParentLine, landings } from '../../plans/sources/commit-graph.ts';
import { commitWords } from '../../plans/sources/commit-words.ts';
import { ownCommits } from '../product-paths.ts';
import { subjectLine } from '../subject-line.ts';
import type { World } from '../world.ts';

/** A commit that brought something to a version. */
export interface Landed {
  readonly commit: Sha;
  /** What it was picked from, by which its PR is known; itself where it is no pick. */
  readonly source: Sha;
  readonly subject: string;
  /** Of a merge: the commits it brought that are no merges. */
  readonly parts: readonly Sha[];
}

export interface LandedRange {
  readonly sha: Sha;
  readonly exclude: readonly Sha[];
  /** What is counted from; null where there is nothing before. */
  readonly since: Sha | null;
  /** What the ledger has on the version. */
  readonly entries: readonly LedgerEntry[];
}

/**
 * What `sha` holds of the product and none of `exclude` does, in landing order: the commits of its line, and in the
 * place of a merge that brought picks on record those picks. A merge that brought nothing is left out, and so is all
 * until the line has the very files of `since`, as where a release was squashed onto production.
 */
export async function landedCommits(world: World, range: LandedRange): Promise<Landed[]> {
  const { sha, exclude, since, entries } = range;
  const { repo } = world;
  const graph = await readGraph(repo, { include: [sha], exclude });
  const line = await ownCommits(world, await lineSince(world, firstParentLine(graph, sha).reverse(), since));
  const picks = recordedPicks(entries);
  const brought = broughtBy(graph, sha);
  const partsOf = (commit: Sha) => brought.get(commit) ?? [];
  const picked = (parts: readonly Sha[]) => parts.filter((part) => picks.has(part));
  const all = [...line, ...line.flatMap((commit) => picked(partsOf(commit)))];
  const data = await readCommits(repo, all);
  const copies = await copiedFrom(world, data, all);
  const landed = (commit: Sha, parts: readonly Sha[]): Landed => {
    const source = picks.get(commit) ?? copies.get(commit) ?? commit;
    return { commit, source, subject: subjectLine(data.get(commit)), parts };
  };
  return line.flatMap((commit) => {
    const isMerge = (graph.get(commit)?.length ?? 0) > 1;
    if (!isMerge) return [landed(commit, [])];
    const parts = partsOf(commit);
    const rest = parts.filter((part) => !picks.has(part));
    return [
      ...picked(parts).map((part) => landed(part, [])),
      ...(rest.length === 0 ? [] : [landed(commit, rest)]),
    ];
  });
}

/** What of a line (oldest first) is behind the last of its commits that has the same tree as `since`. */
async function lineSince({ repo }: World, line: readonly Sha[], since: Sha | null): Promise<readonly Sha[]> {
  if (since === null) return line;
  const data = await readCommits(repo, [...line, since]);
  const tree = data.get(since)?.tree;
  return line.slice(line.findLastIndex((sha) => data.get(sha)?.tree === tree) + 1);
}

/** By each merge of the line that ends with `tip`: what it brought, in landing order, without merges. */
function broughtBy(graph: CommitGraph, tip: Sha): Map<Sha, Sha[]> {
  const brought = new Map<Sha, Sha[]>();
  for (const [sha, { by }] of landings(graph, [tip])) {
    if (sha !== by && (graph.get(sha)?.length ?? 0) < 2) brought.set(by, [...(brought.get(by) ?? []), sha]);
  }
  return brought;
}

/** What each commit was picked from, by the record. */
function recordedPicks(entries: readonly LedgerEntry[]): Map<Sha, Sha> {
  const picks = entries.flatMap((entry) =>
    entry.kind === 'pick' || entry.kind === 'sync' || entry.kind === 'pick-request' ? entry.picks : [],
  );
  return new Map(picks.map(({ commit, source }) => [commit, source]));
}

/**
 * What each commit says it was picked from, where that is on develop or production and has the commit's author and
 * author's date.
 */
async function copiedFrom(
  { repo, develop, production }: World,
  data: ReadonlyMap<Sha, CommitData>,
  commits: readonly Sha[],
): Promise<Map<Sha, Sha>> {
  const named = commits.flatMap((sha) => {
    const commit = data.get(sha);
    const origin = commit === undefined ? undefined : commitWords(messageText(commit)).origins.at(-1);
    return commit === undefined || origin === undefined ? [] : [{ sha, commit, origin }];
  });
  const origins = await readCommits(
    repo,
    named.map(({ origin }) => origin),
  );
  const copies = named.filter(({ commit, origin }) =>
    origins.get(origin)?.rawAuthor.equals(commit.rawAuthor),
  );
  const include = copies.map(({ origin }) => origin);
  const exclude = [develop.sha, ...(production.sha === null ? [] : [production.sha])];
  const elsewhere = new Set(await listCommits(repo, { include, exclude }));
  return new Map(
    copies.flatMap(({ sha, origin }) => (elsewhere.has(origin) ? [] : [[sha, origin] as const])),
  );
}
