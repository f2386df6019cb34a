import type { Sha, Signature } from '../domain/git.ts';
import { mergeBase } from '../git/history.ts';
import { mergeInMemory } from '../git/merge.ts';
import { type NewCommit, writeCommit, writeTag } from '../git/objects.ts';
import type { CreateTag } from '../steps/create-tag.ts';
import type { MergeCommit } from '../steps/merge-commit.ts';
import type { World } from './world.ts';

type Made = Pick<World, 'repo' | 'signer'>;

/** Writes an annotated tag object that nothing refers to, and gives the step that makes it. */
export async function prepareTag(
  { repo, signer }: Made,
  tag: Omit<CreateTag, 'kind' | 'sha'>,
): Promise<CreateTag> {
  const signed = { ...tag, ...signedWith(await signer?.tag(tag)) };
  return { kind: 'create-tag', ...signed, sha: await writeTag(repo, signed) };
}

export interface MergeRequest {
  readonly target: string;
  readonly into: string;
  readonly ours: Sha;
  readonly theirs: Sha;
  readonly committer: Signature;
  readonly message: string;
}

/**
 * A merge computed in memory: the step that makes it, or the paths in conflict; none where the two have no history in
 * common, which git refuses to merge, too.
 */
export type PreparedMerge =
  | { readonly kind: 'clean'; readonly step: MergeCommit }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] };

/** Merges two commits in memory; the commit is written, and nothing refers to it. */
export async function prepareMerge({ repo, signer }: Made, request: MergeRequest): Promise<PreparedMerge> {
  const { ours, theirs, committer, message } = request;
  if ((await mergeBase(repo, ours, theirs)) === null) return { kind: 'conflict', paths: [] };
  const merged = await mergeInMemory(repo, { ours, theirs, attributes: ours });
  if (!merged.clean) return { kind: 'conflict', paths: merged.paths };
  const { tree } = merged;
  const unsigned: NewCommit = {
    ...{ tree, parents: [ours, theirs], author: committer, committer, encoding: null, message },
  };
  const signed = signedWith(await signer?.commit(unsigned));
  const commit = await writeCommit(repo, { ...unsigned, ...signed });
  return { kind: 'clean', step: { kind: 'merge-commit', ...request, tree, commit, ...signed } };
}

/** What a step holds of a signature: nothing, where there is none. */
export const signedWith = (signature: string | undefined): { signature?: string } =>
  signature === undefined ? {} : { signature };
