import type { Sha } from '../../domain/git.ts';
import { type Span, spanPatchIds } from '../../git/patch-id.ts';
import type { Repository } from '../../git/repository.ts';
import type { WholePullRequest } from '../../plans/presence/already-there.ts';
import type { OwnCommit } from '../../plans/presence/own-history.ts';
import { titleOf } from '../../plans/sources/commit-words.ts';

/** A commit that is asked about, and the PR it is or is a part of. */
export interface AskedChange {
  readonly sha: Sha;
  readonly pr?: number | null;
}

export interface WholePullRequests {
  /** By each commit of theirs. */
  readonly of: ReadonlyMap<Sha, WholePullRequest>;
  /** Commits of the branches that may be a whole PR of several. */
  readonly candidates: readonly Sha[];
}

/**
 * Puts the commits of each PR together, with the patch-id of all of them where they follow one another and a commit
 * of the branches touches nothing else. Two git processes, none where no PR has several commits.
 *
 * @param parts what was read of each commit that is asked about
 * @param own the commits of the branches
 */
export async function wholePullRequests(
  repo: Repository,
  asked: readonly AskedChange[],
  parts: ReadonlyMap<Sha, OwnCommit>,
  own: readonly OwnCommit[],
): Promise<WholePullRequests> {
  const groups = new Map<number, OwnCommit[]>();
  for (const { sha, pr } of asked) {
    const part = parts.get(sha);
    if (pr == null || part === undefined) continue;
    const group = groups.get(pr) ?? [];
    if (!group.includes(part)) groups.set(pr, [...group, part]);
  }
  const candidates = new Set<Sha>();
  const spans = new Map<number, Span>();
  for (const [number, group] of groups) {
    const span = spanOf(group);
    const touching = span === null ? [] : within(own, group);
    // Two PRs of the same commits (one branch into two bases) are compared once.
    const isKnown = [...spans.values()].some(({ to }) => to === span?.to);
    if (span === null || isKnown || touching.length === 0) continue;
    spans.set(number, span);
    for (const sha of touching) candidates.add(sha);
  }
  const ids = await spanPatchIds(repo, [...spans.values()]);
  const idOf = new Map([...spans.keys()].map((number, at) => [number, ids[at] ?? null]));
  const of = new Map<Sha, WholePullRequest>();
  for (const [number, group] of groups) {
    const whole = { number, parts: group.map(asPart), patchId: idOf.get(number) ?? null };
    for (const { sha } of group) of.set(sha, whole);
  }
  return { of, candidates: [...candidates] };
}

const asPart = ({ sha, message, author, paths }: OwnCommit) => ({
  sha,
  title: titleOf(message),
  author,
  paths,
});

/** From before the first to the last, where each is the only parent of the next; null for one alone. */
function spanOf(group: readonly OwnCommit[]): Span | null {
  const [first, last] = [group[0], group.at(-1)];
  const from = first?.parents[0];
  if (first === undefined || last === undefined || first === last || from === undefined) return null;
  const follow = group.every(({ parents }, at) => at === 0 || parents[0] === group[at - 1]?.sha);
  return follow ? { from, to: last.sha, commits: group.map(({ sha }) => sha) } : null;
}

/** The commits that touch nothing but what the PR touches, and are none of it. */
function within(own: readonly OwnCommit[], group: readonly OwnCommit[]): Sha[] {
  const touched = new Set(group.flatMap(({ paths }) => paths));
  const shas = new Set(group.map(({ sha }) => sha));
  return own
    .filter(({ sha, paths }) => !shas.has(sha) && paths.length > 0 && paths.every((p) => touched.has(p)))
    .map(({ sha }) => sha);
}
