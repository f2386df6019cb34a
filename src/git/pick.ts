import type { Sha, Signature } from '../domain/git.ts';
import { mergeInMemory, missingCommit } from './merge.ts';
import { type CommitData, readCommits, writeCommit } from './objects.ts';
import { plumb } from './process.ts';
import { messageWithProvenance } from './provenance.ts';
import type { Repository } from './repository.ts';

/** One commit to bring onto another. */
export interface Pick {
  readonly source: Sha;
  readonly onto: Sha;
  readonly committer: Signature;
  /** Said for a merge, which is always picked against its first parent; changes nothing. */
  readonly mainline?: 1;
  /** Whole trailer lines (`Key: value`), after the `(cherry picked from commit ...)` line. */
  readonly trailers?: readonly string[];
}

/** `empty`: the change is there already, or there is none in it. `paths` are sorted. */
export type PickOutcome =
  | { readonly outcome: 'picked'; readonly commit: Sha; readonly tree: Sha }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'conflict'; readonly paths: readonly string[] };

/**
 * What `git cherry-pick -x` (`-m 1` for a merge) of `source` would make in a clean checkout of `onto` under git's
 * default configuration: same tree, author, author date and message. Two differences, both on purpose: a message that is not UTF-8
 * keeps its bytes and its `encoding` header, and user configuration has no say. Writes objects, no ref.
 * Throws RelError `unknown-commit` where `source`, its parent or `onto` is not here.
 */
export async function pickInMemory(repo: Repository, pick: Pick): Promise<PickOutcome> {
  const commits = await readCommits(repo, [pick.source, pick.onto]);
  const source = present(commits, pick.source);
  const target = present(commits, pick.onto);
  const base = source.parents[0] ?? (await emptyRoot(repo));
  const { source: theirs, onto: ours } = pick;
  const merged = await mergeInMemory(repo, { ours, theirs, base, attributes: ours });
  if (!merged.clean) return { outcome: 'conflict', paths: merged.paths };
  if (merged.tree === target.tree) return { outcome: 'empty' };
  const commit = await writeCommit(repo, {
    tree: merged.tree,
    parents: [ours],
    author: source.rawAuthor,
    committer: pick.committer,
    encoding: source.encoding,
    message: messageWithProvenance(source.message, pick.source, pick.trailers),
  });
  return { outcome: 'picked', commit, tree: merged.tree };
}

function present(commits: ReadonlyMap<Sha, CommitData>, sha: Sha): CommitData {
  const commit = commits.get(sha);
  if (commit !== undefined) return commit;
  throw missingCommit(sha);
}

/** What a root commit is compared with: a commit, always the same one, of no files. */
async function emptyRoot(repo: Repository): Promise<Sha> {
  const tree = (await plumb(repo.dir, ['mktree'])).stdout.toString().trim();
  const nobody = { name: 'rel', email: '', when: '0 +0000' };
  const message = 'The empty tree\n';
  return writeCommit(repo, { tree, parents: [], author: nobody, committer: nobody, encoding: null, message });
}
