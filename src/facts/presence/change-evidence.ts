import type { Sha } from '../../domain/git.ts';
import { type CommitData, messageText, readCommits } from '../../git/objects.ts';
import { patchIds } from '../../git/patch-id.ts';
import { readChanges } from '../../git/picks/changes.ts';
import type { Repository } from '../../git/repository.ts';
import { placesOf, type Wanted } from '../../plans/presence/already-there.ts';
import { type History, historyOf, type OwnCommit } from '../../plans/presence/own-history.ts';
import { commitWords } from '../../plans/sources/commit-words.ts';
import { lineageOf } from '../../plans/sources/lineage.ts';
import { readCopies } from './copied-commits.ts';
import { withInverses } from './inverse-commits.ts';
import { readRuns } from './run-patches.ts';
import { type AskedChange, wholePullRequests } from './whole-pull-requests.ts';

/** What was read of a history, and of each change that was asked about. */
export interface Evidence {
  readonly history: History;
  readonly wanted: ReadonlyMap<Sha, Wanted>;
}

export interface EvidenceOptions {
  /** What was read of the branches: no commit before its parents. */
  readonly commits: readonly Sha[];
  /** The parents of each commit, oldest first, where `commits` are only those of the branches that can matter. */
  readonly graph?: ReadonlyMap<Sha, readonly Sha[]>;
  /** In landing order. */
  readonly asked: readonly AskedChange[];
  /** True where one of the branches holds the change's own commit. */
  readonly isHeld: (sha: Sha) => boolean;
  /** True where what was read is of several branches: a change that is on one of them may be on another as a copy. */
  readonly several?: boolean;
  /** OWNER/NAME, where it is known. */
  readonly repository?: string | null;
}

/**
 * Reads all that tells whether changes are on branches. Two git processes for everybody, and two for each sort of
 * content that can tell at all: patch-ids where others touch the same paths, those of whole PRs, of runs and
 * copies for changes that are nowhere yet, and of inverses for changes that are somewhere.
 */
export async function readEvidence(repo: Repository, options: EvidenceOptions): Promise<Evidence> {
  const { commits, asked, isHeld, graph, several = false, repository = null } = options;
  const shas = [...new Set(asked.map(({ sha }) => sha))];
  const [data, changes] = await Promise.all([
    readCommits(repo, [...commits, ...shas]),
    readChanges(repo, [...commits, ...shas]),
  ]);
  const pathsOf = (sha: Sha): string[] =>
    (changes.get(sha) ?? []).map(({ path }) => Buffer.from(path, 'latin1').toString('utf8'));
  const own = commits.flatMap((sha) => ownCommit(data.get(sha), pathsOf(sha)));
  const parts = shas.flatMap((sha) => ownCommit(data.get(sha), pathsOf(sha)));
  const pullRequests = await wholePullRequests(repo, asked, new Map(parts.map((p) => [p.sha, p])), own);
  const patches = await patchIds(repo, [...new Set([...alike(own, parts), ...pullRequests.candidates])]);
  const wanted = parts.map((part): Wanted => {
    const { sha, author, paths, message } = part;
    const patchId = patches.get(sha) ?? null;
    const pullRequest = pullRequests.of.get(sha) ?? null;
    const { title, origins } = commitWords(message);
    return { sha, title, author, paths, origins, patchId, ancestor: isHeld(sha), pullRequest };
  });
  const withPatches = own.map((commit) => ({ ...commit, patchId: patches.get(commit.sha) ?? null }));
  const known = historyOf(withPatches, repository);
  const whole = graph && [...graph].map(([sha, parents]) => ({ sha, parents }));
  const history = whole === undefined ? known : { ...known, lineage: lineageOf(whole) };
  const placeless = wanted.filter((change) => several || placesOf(change, history).length === 0);
  const [runs, copies] = await Promise.all([
    readRuns(repo, own, placeless),
    readCopies(repo, own, placeless),
  ]);
  const complete = wanted.map((change) => ({
    ...change,
    patchId: runs.of.get(change.sha) ?? change.patchId,
  }));
  return {
    history: await withInverses(repo, { ...history, runs: runs.runs, copies }, complete),
    wanted: new Map(complete.map((change) => [change.sha, change])),
  };
}

function ownCommit(commit: CommitData | undefined, paths: readonly string[]): OwnCommit[] {
  if (commit === undefined) return [];
  const { sha, parents, rawAuthor } = commit;
  const message = messageText(commit);
  return [{ sha, parents, message, author: rawAuthor.toString('latin1'), paths, patchId: null }];
}

/** The commits of either list that touch the paths of one of the other: no two others can be the same change. */
function alike(some: readonly OwnCommit[], others: readonly OwnCommit[]): Sha[] {
  const key = ({ paths }: OwnCommit) => paths.join('\0');
  const within = (list: readonly OwnCommit[], of: readonly OwnCommit[]): Sha[] => {
    const known = new Set(of.map(key));
    return list.filter((commit) => commit.paths.length > 0 && known.has(key(commit))).map(({ sha }) => sha);
  };
  const shas = new Set(others.map(({ sha }) => sha));
  const strangers = some.filter(({ sha }) => !shas.has(sha));
  return [...within(strangers, others), ...within(others, strangers)];
}
