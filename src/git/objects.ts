import type { Sha, Signature } from '../domain/git.ts';
import type { Repository } from './repository.ts';

export interface CommitData {
  readonly sha: Sha;
  readonly tree: Sha;
  readonly parents: readonly Sha[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly encoding: string | null;
  /** The author as the object holds it, byte for byte. */
  readonly rawAuthor: Buffer;
  /** Raw bytes, in `encoding`. */
  readonly message: Buffer;
}
export interface NewCommit {
  readonly tree: Sha;
  readonly parents: readonly Sha[];
  readonly author: Signature | Buffer;
  readonly committer: Signature;
  readonly encoding: string | null;
  readonly message: Buffer | string;
}
export interface NewTag {
  readonly object: Sha;
  readonly name: string;
  readonly tagger: Signature;
  readonly message: string;
}
export function readCommits(_repo: Repository, _shas: readonly Sha[]): Promise<Map<Sha, CommitData>> {
  throw new Error('being written');
}
export function writeCommit(_repo: Repository, _commit: NewCommit): Promise<Sha> {
  throw new Error('being written');
}
export function writeTag(_repo: Repository, _tag: NewTag): Promise<Sha> {
  throw new Error('being written');
}
export function objectsExist(_repo: Repository, _shas: readonly Sha[]): Promise<Set<Sha>> {
  throw new Error('being written');
}
export function readBlob(_repo: Repository, _commit: Sha, _path: string): Promise<string | null> {
  throw new Error('being written');
}
export function resolveCommit(_repo: Repository, _text: string): Promise<Sha | null> {
  throw new Error('being written');
}
