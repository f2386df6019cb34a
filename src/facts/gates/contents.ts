import type { PullRequest } from '../../domain/change.ts';
import type { Contents, EarlierHead } from '../../domain/contents.ts';
import { found, type Read, unreadable } from '../../domain/errors.ts';
import { type Sha, short } from '../../domain/git.ts';
import { type Between, type ChangeIds, changeIds } from '../../git/change-ids.ts';
import { mergeBase, readGraph } from '../../git/history.ts';
import { type CommitData, readCommits } from '../../git/objects.ts';
import { type CommitGraph, reach } from '../../plans/sources/commit-graph.ts';
import { mergeBases } from '../../plans/sources/merge-bases.ts';
import type { World } from '../world.ts';
import { type Awaiting, atHand } from './awaiting.ts';

/** A PR, and the earlier heads of it that something was given for. */
export interface AskedPullRequest {
  readonly pr: PullRequest;
  readonly heads: readonly Sha[];
}

/**
 * What each PR changes at its head, held against what it changed at earlier ones. A PR's change at a head is what lies
 * between that and where it left the base; the base of a merged PR is what it was merged onto. Whatever cannot be told
 * for sure is not readable, so that nothing counts on it. A few git processes, whatever the number of PRs; none where
 * no head is asked for.
 */
export function readContents(world: World, asked: readonly AskedPullRequest[]): Awaiting<Contents> {
  const wanted = asked.filter(({ heads }) => heads.length > 0);
  if (wanted.length === 0) return atHand({});
  return { commits: commitsOf(world, wanted), read: () => compareAll(world, wanted) };
}

async function compareAll(world: World, wanted: readonly AskedPullRequest[]): Promise<Contents> {
  const history = await readHistory(world, wanted);
  const told = wanted.map(({ pr, heads }) => ({
    pr,
    heads: heads.map((head) => compare(history, pr, head)),
  }));
  const spans = told.flatMap(({ heads }) => heads.flatMap((one) => (one.ok ? one.value.spans : [])));
  const ids = await changeIds(world.repo, spans);
  const idsOf = new Map(spans.map((span, at) => [span, ids[at] ?? new Map<string, string>()]));
  const contents: Record<string, Record<Sha, Read<EarlierHead>>> = {};
  for (const [at, { pr, heads }] of wanted.entries()) {
    const reads = told[at]?.heads ?? [];
    contents[pr.url] = Object.fromEntries(
      heads.map((head, n) => [head, answer(reads[n] ?? unreadable('it was not read'), idsOf)]),
    );
  }
  return contents;
}

interface History {
  readonly graph: CommitGraph;
  readonly baseOf: (pr: PullRequest) => Read<Sha>;
}

const headsOf = (asked: readonly AskedPullRequest[]): Sha[] =>
  asked.flatMap(({ pr, heads }) => [pr.headSha, ...heads]);

function commitsOf(world: World, asked: readonly AskedPullRequest[]): Sha[] {
  const points = asked.map(({ pr }) => (pr.state === 'MERGED' ? pr.mergeCommit : baseTip(world, pr)));
  return [...new Set([...points, ...headsOf(asked)].filter((sha) => sha !== null))];
}

async function readHistory(world: World, asked: readonly AskedPullRequest[]): Promise<History> {
  const heads = headsOf(asked);
  const here = await readCommits(world.repo, commitsOf(world, asked));
  const baseOf = (pr: PullRequest) => baseIn(world, here, pr);
  const bases = asked.flatMap(({ pr }) => {
    const base = baseOf(pr);
    return base.ok ? [base.value] : [];
  });
  const [first, ...rest] = new Set([...heads.filter((sha) => here.has(sha)), ...bases]);
  if (first === undefined) return { graph: new Map(), baseOf };
  const shared = await mergeBase(world.repo, first, ...rest);
  // Where all meet is to be in the graph itself.
  const exclude =
    shared === null ? [] : ((await readCommits(world.repo, [shared])).get(shared)?.parents ?? []);
  return { graph: await readGraph(world.repo, { include: [first, ...rest], exclude }), baseOf };
}

const baseTip = ({ refs }: World, { base }: PullRequest): Sha | null =>
  refs.get(`refs/heads/${base}`)?.sha ?? null;

/** What the PR stands on: the base branch, or what was there when it was merged. */
function baseIn(world: World, here: ReadonlyMap<Sha, CommitData>, pr: PullRequest): Read<Sha> {
  if (pr.state !== 'MERGED') {
    const tip = baseTip(world, pr);
    return tip === null || !here.has(tip) ? unreadable(`its base ${pr.base} is gone`) : found(tip);
  }
  const [base] = pr.mergeCommit === null ? [] : (here.get(pr.mergeCommit)?.parents ?? []);
  return base === undefined ? unreadable('the commit it was merged as cannot be fetched') : found(base);
}

interface Compared {
  readonly commits: number;
  /** The change at the earlier head, then the present one. */
  readonly spans: readonly [Between, Between];
}

function compare({ graph, baseOf }: History, pr: PullRequest, head: Sha): Read<Compared> {
  const base = baseOf(pr);
  if (!base.ok) return base;
  const [then, present] = [changeAt(graph, head, base.value), changeAt(graph, pr.headSha, base.value)];
  if (!then.ok) return then;
  if (!present.ok) return present;
  // A base that holds commits of the PR (its branch was pushed onto the base) hides a part of it.
  if (present.value.commits !== pr.commitCount)
    return unreadable(`GitHub counts ${pr.commitCount} commits of it, git ${present.value.commits}`);
  return found({ commits: then.value.commits, spans: [then.value.span, present.value.span] });
}

/** What a PR with this head changes on its base, and in how many commits. */
function changeAt(graph: CommitGraph, head: Sha, base: Sha): Read<{ span: Between; commits: number }> {
  if (!graph.has(head)) return unreadable(`its head ${short(head)} can no longer be fetched`);
  const [from, ...others] = mergeBases(graph, head, base);
  if (from === undefined || others.length > 0)
    return unreadable(`where ${short(head)} left the base is not clear`);
  if (from === head) return unreadable(`its base holds ${short(head)}`);
  const commits = reach(graph, [head], reach(graph, [base])).size;
  return found({ span: { from, to: head }, commits });
}

function answer(compared: Read<Compared>, idsOf: ReadonlyMap<Between, ChangeIds>): Read<EarlierHead> {
  if (!compared.ok) return compared;
  const { commits, spans } = compared.value;
  const [then, present] = spans.map((span) => idsOf.get(span) ?? new Map<string, string>());
  const paths = new Set([...(then?.keys() ?? []), ...(present?.keys() ?? [])]);
  const changed = [...paths].filter((path) => then?.get(path) !== present?.get(path)).sort();
  if (then?.size === 0 || present?.size === 0) return unreadable('it changes nothing');
  return found({ commits, changed });
}
