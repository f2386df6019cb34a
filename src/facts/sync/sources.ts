import type { PullRequest } from '../../domain/change.ts';
import type { Sha } from '../../domain/git.ts';
import type { SyncRequest } from '../../domain/sync-request.ts';
import { readCommits } from '../../git/objects.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import type { World } from '../world.ts';
import type { SyncFinding } from './findings.ts';

/** What is to be picked onto one branch, each with the PR it landed by. */
export interface SyncSources {
  readonly sources: readonly Source[];
  readonly pullRequests: ReadonlyMap<number, PullRequest>;
  /** Whom the conflict of a change without a PR is given to: logins, by commit. */
  readonly authors: ReadonlyMap<Sha, string>;
  readonly warnings: readonly string[];
}

/**
 * The missing changes as sources of picks: what the branch took back itself only where that is asked for. Of GitHub it
 * asks for their PRs; what it cannot tell of them stops nothing.
 */
export async function syncSources(
  world: World,
  { missing, target }: SyncFinding,
  request: SyncRequest,
): Promise<SyncSources> {
  const wanted = missing.filter(({ state }) => request.includeReverted || state.takenBackBy === null);
  const shas = wanted.map(({ sha }) => sha);
  const { github } = world;
  const landed = github === null ? new Map() : await github.landedBy(shas);
  const numberOf = (sha: Sha): number | null => {
    const read = landed.get(sha);
    return read?.ok === true ? read.value : null;
  };
  const numbers = [...new Set(shas.flatMap((sha) => numberOf(sha) ?? []))];
  const read = github === null ? new Map() : await github.pullRequests(numbers);
  const pullRequests = new Map<number, PullRequest>();
  for (const number of numbers) {
    const pull = read.get(number);
    if (pull?.ok === true && pull.value.state === 'MERGED') pullRequests.set(number, pull.value);
  }
  const sources = wanted.map(({ source }): Source => {
    const number = numberOf(source.sha);
    const pr = number !== null && pullRequests.has(number) ? number : null;
    const decided = request.resolutions.find((r) => r.target === target.branch && r.source === source.sha);
    return { ...source, pr, change: decided?.change ?? null };
  });
  return { sources, pullRequests, ...(await authorsOf(world, sources)) };
}

async function authorsOf(
  { github, repo }: World,
  sources: readonly Source[],
): Promise<Pick<SyncSources, 'authors' | 'warnings'>> {
  const alone = sources.flatMap(({ pr, sha }) => (pr === null ? [sha] : []));
  const authors = new Map<Sha, string>();
  if (github === null || alone.length === 0) return { authors, warnings: [] };
  for (const [sha, read] of await github.authors(alone)) {
    if (read.ok && read.value !== null) authors.set(sha, read.value);
  }
  const nobody = alone.filter((sha) => !authors.has(sha));
  const data = await readCommits(repo, nobody);
  const names = [...new Set(nobody.flatMap((sha) => data.get(sha)?.author.name ?? []))];
  const warnings = names.map((name) => `GitHub knows no account of ${name}: a conflict is given to nobody`);
  return { authors, warnings };
}
