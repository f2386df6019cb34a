import type { Sha } from '../domain/git.ts';
import type { Repository } from './repository.ts';

export interface Range {
  readonly include: readonly Sha[];
  readonly exclude?: readonly Sha[];
  readonly firstParent?: boolean;
  readonly noMerges?: boolean;
}
export function isAncestor(_repo: Repository, _ancestor: Sha, _descendant: Sha): Promise<boolean> {
  throw new Error('being written');
}
export function mergeBase(_repo: Repository, _a: Sha, _b: Sha): Promise<Sha | null> {
  throw new Error('being written');
}
export function listCommits(_repo: Repository, _range: Range): Promise<Sha[]> {
  throw new Error('being written');
}
export function patchIds(_repo: Repository, _commits: readonly Sha[]): Promise<Map<Sha, string>> {
  throw new Error('being written');
}
export function diffPatchId(_repo: Repository, _base: Sha, _tip: Sha): Promise<string | null> {
  throw new Error('being written');
}
