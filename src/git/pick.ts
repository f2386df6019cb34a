import type { Sha, Signature } from '../domain/git.ts';
import type { Repository } from './repository.ts';

export interface Pick {
  readonly source: Sha;
  readonly onto: Sha;
  readonly committer: Signature;
  readonly mainline?: 1;
  readonly trailers?: readonly string[];
}
export type PickOutcome =
  | { readonly outcome: 'picked'; readonly commit: Sha; readonly tree: Sha }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'conflict'; readonly paths: readonly string[] };
export function pickInMemory(_repo: Repository, _pick: Pick): Promise<PickOutcome> {
  throw new Error('being written');
}
