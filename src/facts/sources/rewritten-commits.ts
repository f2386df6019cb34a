import type { Sha } from '../../domain/git.ts';
import { patchIds } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import { type CommitGraph, firstParentLine, reach } from '../../plans/sources/commit-graph.ts';
import {
  type Belonging,
  type CommitIdentity,
  type Resolution,
  type RewrittenFacts,
  resolveRewritten,
  undecided,
} from '../../plans/sources/resolve-pull-request.ts';
import type { World } from '../world.ts';

/** A merged PR whose merge commit has one parent, and whose head, where it can be read, is not in its history. */
export interface Rewritten {
  readonly number: number;
  readonly mergeCommit: Sha;
  readonly head: Sha | null;
  readonly commitCount: number;
}

/**
 * The commits of squashed and rebased PRs by number; `graph` holds their heads and merge commits back to where they
 * part. A fixed number of git processes; GitHub is asked only where the commits themselves leave a doubt.
 */
export async function resolveRewrittenCommits(
  world: World,
  graph: CommitGraph,
  pullRequests: readonly Rewritten[],
): Promise<Map<number, Exclude<Resolution, { kind: 'ask' }>>> {
  const identified = await identify(world.repo, graph, pullRequests);
  const belongs = new Map<number, Map<Sha, Belonging>>();
  const resolved = new Map<number, Exclude<Resolution, { kind: 'ask' }>>();
  let open = pullRequests;
  while (open.length > 0) {
    const asked = new Map<number, readonly Sha[]>();
    for (const pr of open) {
      const known = belongs.get(pr.number) ?? new Map();
      belongs.set(pr.number, known);
      const resolution = resolveRewritten({ ...pr, ...identified(pr), belongs: known });
      if (resolution.kind === 'ask') asked.set(pr.number, resolution.commits);
      else resolved.set(pr.number, resolution);
    }
    const answers = await belongingsOf(world, asked, pullRequests);
    for (const [number, known] of answers) for (const [sha, to] of known) belongs.get(number)?.set(sha, to);
    open = open.filter((pr) => asked.has(pr.number));
  }
  return resolved;
}

type Identified = Pick<RewrittenFacts, 'authored' | 'landed'>;

/** The two lines of each PR that are compared, with patch-ids where these can decide. */
async function identify(
  repo: Repository,
  graph: CommitGraph,
  pullRequests: readonly Rewritten[],
): Promise<(pr: Rewritten) => Identified> {
  const lines = new Map<number, Lines>();
  for (const pr of pullRequests) {
    const { head, mergeCommit, commitCount } = pr;
    const without = async () => ({ authored: null, landed: await lastOnes(repo, mergeCommit, commitCount) });
    lines.set(pr.number, head === null ? await without() : linesOf(graph, mergeCommit, head));
  }
  const shas = [...lines.values()].flatMap(({ authored, landed }) => [...(authored ?? []), ...landed]);
  const data = await readCommits(repo, shas);
  const patches = new Map<Sha, string>();
  const identity = (sha: Sha): CommitIdentity => {
    const commit = data.get(sha);
    const author = commit?.rawAuthor.toString('latin1') ?? '';
    const message = commit?.message.toString('latin1').trimEnd() ?? '';
    return { sha, author, message, patchId: patches.get(sha) ?? null };
  };
  const identified = (pr: Rewritten): Identified => {
    const { authored = null, landed = [] } = lines.get(pr.number) ?? {};
    return { authored: authored?.map(identity) ?? null, landed: landed.map(identity) };
  };
  const doubtful = pullRequests.flatMap((pr) => {
    const { authored, landed } = identified(pr);
    return authored === null || authored.length < 2 ? [] : undecided(authored, landed);
  });
  for (const [sha, id] of await patchIds(repo, [...new Set(doubtful)])) patches.set(sha, id);
  return identified;
}

interface Lines {
  readonly authored: readonly Sha[] | null;
  readonly landed: readonly Sha[];
}

/** The PR's own commits, and as many of its base that end with the merge commit: both oldest first, no merges. */
function linesOf(graph: CommitGraph, mergeCommit: Sha, head: Sha): Lines {
  const isMerge = (sha: Sha) => (graph.get(sha)?.length ?? 0) > 1;
  const own = reach(graph, [head], reach(graph, [mergeCommit]));
  const authored = [...own].sort(olderFirst(graph)).filter((sha) => !isMerge(sha));
  const line = firstParentLine(graph, mergeCommit).slice(0, Math.max(1, authored.length));
  const end = line.findIndex(isMerge);
  return { authored, landed: line.slice(0, end === -1 ? line.length : end).reverse() };
}

/** Up to `count` first-parent commits that end with `tip` and hold no merge, oldest first. */
async function lastOnes(repo: Repository, tip: Sha, count: number): Promise<Sha[]> {
  const line: Sha[] = [];
  for (let sha: Sha | undefined = tip; sha !== undefined && line.length < Math.max(1, count); ) {
    const parents: readonly Sha[] = (await readCommits(repo, [sha])).get(sha)?.parents ?? [];
    if (parents.length > 1) break;
    line.unshift(sha);
    sha = parents[0];
  }
  return line;
}

const orders = new WeakMap<CommitGraph, ReadonlyMap<Sha, number>>();

function olderFirst(graph: CommitGraph): (a: Sha, b: Sha) => number {
  const order = orders.get(graph) ?? new Map([...graph.keys()].map((sha, at) => [sha, at]));
  orders.set(graph, order);
  return (a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0);
}

/** Which PR GitHub says each commit belongs to, seen from the PR that asks: all that are asked about in one go. */
async function belongingsOf(
  { github }: World,
  asked: ReadonlyMap<number, readonly Sha[]>,
  known: readonly Rewritten[],
): Promise<Map<number, Map<Sha, Belonging>>> {
  const shas = [...new Set([...asked.values()].flat())];
  const owners = shas.length === 0 ? null : await github?.pullRequestsOfCommits(shas);
  const merges = new Map(known.map((pr) => [pr.number, pr.mergeCommit]));
  const named = [...(owners?.values() ?? [])].flatMap((read) => (read.ok ? read.value : []));
  const others = [...new Set(named)].filter((number) => !merges.has(number));
  const reads = others.length === 0 ? null : await github?.pullRequests(others);
  for (const [number, read] of reads ?? [])
    if (read.ok && read.value.mergeCommit !== null) merges.set(number, read.value.mergeCommit);
  const belonging = (asker: number, sha: Sha): Belonging => {
    const read = owners?.get(sha);
    if (read?.ok !== true) return { to: 'unknown' };
    if (read.value.length === 0) return { to: 'none' };
    const strangers = read.value.filter((number) => number !== asker);
    const to = strangers.length < read.value.length ? 'ours' : 'others';
    return { to, merges: strangers.flatMap((number) => merges.get(number) ?? []) };
  };
  return new Map(
    [...asked].map(([asker, of]) => [asker, new Map(of.map((sha) => [sha, belonging(asker, sha)]))]),
  );
}
