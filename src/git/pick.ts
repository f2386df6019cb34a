import type { Sha, Signature } from '../domain/git.ts';
import { mergeInMemory } from './merge.ts';
import { type CommitData, type NewCommit, writeCommit } from './objects.ts';
import { requireCommits } from './present.ts';
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
  /** A commit whose change is taken instead of the source's own: a conflict that a person resolved. */
  readonly change?: Sha | null;
  /** Whole trailer lines (`Key: value`), after the `(cherry picked from commit ...)` line. */
  readonly trailers?: readonly string[];
  /** Of the very commit that comes out without it; what was signed on the same `onto` is the same. */
  readonly signature?: string | undefined;
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
  const [ours, theirs] = [pick.onto, pick.change ?? pick.source];
  const commit = await requireCommits(repo, [pick.source, theirs, ours]);
  const [source, target] = [commit(pick.source), commit(ours)];
  const base = commit(theirs).parents[0] ?? (await emptyRoot(repo));
  const merged = await mergeInMemory(repo, { ours, theirs, base, attributes: ours });
  if (!merged.clean) return { outcome: 'conflict', paths: merged.paths };
  if (merged.tree === target.tree) return { outcome: 'empty' };
  const picked = await writeCommit(repo, pickedCommit(source, merged.tree, pick));
  return { outcome: 'picked', commit: picked, tree: merged.tree };
}

/** The commit that a pick becomes: the source's author and message, with its provenance. */
export function pickedCommit(
  source: CommitData,
  tree: Sha,
  { onto, committer, trailers, signature }: Omit<Pick, 'source'>,
): NewCommit {
  return {
    tree,
    parents: [onto],
    author: source.rawAuthor,
    committer,
    encoding: source.encoding,
    message: messageWithProvenance(source.message, source.sha, trailers),
    signature,
  };
}

/** What a root commit is compared with: a commit, always the same one, of no files. */
async function emptyRoot(repo: Repository): Promise<Sha> {
  const tree = (await plumb(repo.dir, ['mktree'])).stdout.toString().trim();
  const nobody = { name: 'rel', email: '', when: '0 +0000' };
  const message = 'The empty tree\n';
  return writeCommit(repo, { tree, parents: [], author: nobody, committer: nobody, encoding: null, message });
}
