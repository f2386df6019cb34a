import type { PullRequest } from '../../domain/change.ts';
import type { Sha } from '../../domain/git.ts';
import { listCommits } from '../../git/history.ts';
import { mergeInMemory } from '../../git/merge.ts';
import { readCommits } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import { type CommitGraph, landingOn, reach } from '../../plans/sources/commit-graph.ts';
import type { Resolution } from '../../plans/sources/resolve-pull-request.ts';

/** A merged PR whose head its base holds, though no merge of it alone brought it (fact 15). */
export interface Indirect {
  readonly pr: PullRequest;
  /** The commit at which its base held the head: GitHub's merge commit, or the tip of the base. */
  readonly since: Sha;
}

/**
 * The commits that such a PR is on its base: it was pushed there directly, or another PR that contains it was merged.
 * Then the other's merge commit brings more than this PR; this one is its own merge inside the other's branch, where
 * there is one and it brings nothing else, or its own commits. Merges of the base among them are left out, as a rebase
 * does, where that loses nothing.
 *
 * @param graph holds `since` back to before the head
 */
export async function resolveIndirect(
  repo: Repository,
  graph: CommitGraph,
  { pr, since }: Indirect,
): Promise<Settled> {
  const landing = landingOn(graph, since, pr.headSha) ?? since;
  const told = await toldByGitHub(repo, pr);
  if (landing === pr.headSha) return withoutMerges(repo, told ?? (await lastOnes(repo, pr)));
  const [before] = (await readCommits(repo, [landing])).get(landing)?.parents ?? [];
  const exclude = before === undefined ? [] : [before];
  const own = await listCommits(repo, { include: [pr.headSha], exclude });
  const inner = await ownMerge(repo, graph, pr.headSha, landing, new Set(own));
  if (inner !== null) return resolved([{ sha: inner, mainline: 1 }], 'merge');
  return withoutMerges(repo, told ?? own);
}

/**
 * The commits that are no merges. Where a merge is more than git makes of its parents, no single commit holds what was
 * resolved in it, and the others alone would lack that.
 */
async function withoutMerges(repo: Repository, own: readonly Sha[] | null): Promise<Settled> {
  if (own === null) return { kind: 'unclear', why: 'it was pushed, and where it begins cannot be told' };
  const commits = [...(await readCommits(repo, own)).values()];
  for (const { sha, tree, parents } of commits.filter((commit) => commit.parents.length > 1)) {
    const [ours = '', theirs = '', ...more] = parents;
    const merged = more.length > 0 ? null : await mergeInMemory(repo, { ours, theirs, attributes: ours });
    if (merged?.clean !== true || merged.tree !== tree) {
      return { kind: 'unclear', why: `its merge ${sha} holds changes that none of its other commits has` };
    }
  }
  const single = commits.flatMap(({ sha, parents }) => (parents.length > 1 ? [] : [sha]));
  if (single.length === 0) return { kind: 'unclear', why: 'it has no commit but merges' };
  return resolved(single.map(plain));
}

/** The merge of the head within what `landing` brought that brought the PR's own commits and nothing else. */
async function ownMerge(
  repo: Repository,
  graph: CommitGraph,
  head: Sha,
  landing: Sha,
  own: ReadonlySet<Sha>,
): Promise<Sha | null> {
  for (const sha of reach(graph, [landing])) {
    const [first, second, ...more] = graph.get(sha) ?? [];
    if (first === undefined || second !== head || more.length > 0) continue;
    const brought = await listCommits(repo, { include: [head], exclude: [first] });
    if (brought.length === own.size && brought.every((commit) => own.has(commit))) return sha;
  }
  return null;
}

/** The commits that GitHub's timeline names, where it names all of them and git finds them in the head's history. */
async function toldByGitHub(repo: Repository, pr: PullRequest): Promise<readonly Sha[] | null> {
  const named = new Set(pr.timeline.flatMap((item) => (item.kind === 'commit' ? [item.sha] : [])));
  const whole = pr.timelineComplete && named.size === pr.commitCount && named.has(pr.headSha);
  if (!whole || named.size >= listLimit) return null;
  const data = await readCommits(repo, [...named]);
  if (data.size < named.size) return null;
  const before = [...data.values()].flatMap(({ parents }) => parents.filter((sha) => !named.has(sha)));
  const listed = await listCommits(repo, { include: [pr.headSha], exclude: before });
  return listed.length === named.size && listed.every((sha) => named.has(sha)) ? listed : null;
}

/** GitHub lists no more commits of a PR than this (fact 10). */
const listLimit = 250;

/** The last commits of the line that ends with the head, as many as GitHub counts; no merge may be among them. */
async function lastOnes(
  repo: Repository,
  { headSha, commitCount }: PullRequest,
): Promise<readonly Sha[] | null> {
  const shas: Sha[] = [];
  for (let sha: Sha | undefined = headSha; sha !== undefined && shas.length < commitCount; ) {
    const parents: readonly Sha[] = (await readCommits(repo, [sha])).get(sha)?.parents ?? [];
    if (parents.length > 1) break;
    shas.unshift(sha);
    sha = parents[0];
  }
  return shas.length === commitCount && commitCount > 0 ? shas : null;
}

type Settled = Exclude<Resolution, { kind: 'ask' }>;
type Resolved = Extract<Resolution, { kind: 'resolved' }>;

const plain = (sha: Sha) => ({ sha, mainline: null });

const resolved = (
  commits: Resolved['resolved']['commits'],
  how: Resolved['resolved']['how'] = 'pushed',
): Resolved => ({ kind: 'resolved', resolved: { how, commits } });
