import type { RefName, RemoteRefs, Sha } from '../domain/git.ts';
import type { Repository } from './repository.ts';

export interface RemoteReading {
  readonly url: string;
  readonly refs: RemoteRefs;
  readonly head: RefName | null;
}
export function readRemote(_repo: Repository, _remote: string): Promise<RemoteReading> {
  throw new Error('being written');
}
export function remoteUrl(_repo: Repository, _remote: string): Promise<string | null> {
  throw new Error('being written');
}
export function fetchObjects(_repo: Repository, _remote: string, _shas: readonly Sha[]): Promise<void> {
  throw new Error('being written');
}
export function fetchRefs(_repo: Repository, _remote: string, _refs: readonly RefName[]): Promise<void> {
  throw new Error('being written');
}
export function requireFullHistory(_repo: Repository): void {
  throw new Error('being written');
}
