import type { Repository } from '../../git/repository.ts';
import { remoteOf } from '../../git/which-remote.ts';
import type { Invocation } from './command.ts';

/** The remote that trains run on in this clone: what the call then tells a person to type names it. Throws as `remoteOf`. */
export async function chosenRemote({ about }: Invocation, repo: Repository): Promise<string> {
  about.remote = await remoteOf(repo);
  return about.remote;
}
