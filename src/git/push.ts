import type { RefMove, RefName } from '../domain/git.ts';
import type { Repository } from './repository.ts';

export type RefusalCode = 'protected-branch' | 'ruleset' | 'workflow' | 'permission' | 'hook' | 'other';
export interface Refusal {
  readonly ref: RefName | null;
  readonly reason: string;
  readonly code: RefusalCode;
}
export type PushOutcome =
  | { readonly kind: 'done'; readonly bypassed: readonly string[] }
  | { readonly kind: 'moved'; readonly refs: readonly RefName[] }
  | { readonly kind: 'refused'; readonly reasons: readonly Refusal[]; readonly remote: readonly string[] }
  | { readonly kind: 'unreachable'; readonly why: string };
export interface PushOptions {
  /** What a ref that already is where the move wants it means when nothing else landed. Default: `moved`. */
  readonly already?: 'moved' | 'done';
}
export function pushAtomically(
  _repo: Repository,
  _remote: string,
  _moves: readonly RefMove[],
  _options?: PushOptions,
): Promise<PushOutcome> {
  throw new Error('being written');
}
