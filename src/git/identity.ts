import type { Signature } from '../domain/git.ts';
import type { Repository } from './repository.ts';

export function committerIdentity(_repo: Repository): Promise<Signature> {
  throw new Error('being written');
}
