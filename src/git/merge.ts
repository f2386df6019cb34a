import type { Sha } from '../domain/git.ts';
import type { Repository } from './repository.ts';

export interface Merge {
  readonly ours: Sha;
  readonly theirs: Sha;
  readonly base?: Sha;
  readonly attributes: Sha;
}
export type MergeOutcome =
  | { readonly clean: true; readonly tree: Sha }
  | { readonly clean: false; readonly paths: readonly string[] };
export function mergeInMemory(_repo: Repository, _merge: Merge): Promise<MergeOutcome> {
  throw new Error('being written');
}
