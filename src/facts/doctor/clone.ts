import type { CloneFacts } from '../../domain/doctor-facts.ts';
import { found, type Read, RelError, type Trouble, unreadable } from '../../domain/errors.ts';
import { committerIdentity } from '../../git/identity.ts';
import { isPartialClone } from '../../git/partial.ts';
import type { Repository } from '../../git/repository.ts';
import { readSigningConfig, readSigningSettings } from '../../git/signing/config.ts';

/** The clone and the git that works in it. */
export async function cloneFacts(repo: Repository, pending: Trouble | null): Promise<CloneFacts> {
  const [identity, signing] = await Promise.all([
    orWhy(async () => {
      const { name, email } = await committerIdentity(repo);
      return `${name} <${email}>`;
    }),
    orWhy(() => signingOf(repo)),
  ]);
  return {
    ...{
      git: repo.version.join('.'),
      shallow: repo.shallow,
      bare: repo.top === null,
      pending,
      identity,
      signing,
    },
    partial: isPartialClone(repo),
  };
}

async function signingOf(repo: Repository) {
  const [config, settings] = [await readSigningConfig(repo), await readSigningSettings(repo)];
  return {
    ...{ commits: config?.commits ?? false, tags: config?.tags ?? false },
    hasKey: settings.key !== null || settings.keyCommand !== null,
  };
}

/** What comes of it, or why nothing does: expected trouble is something to tell, not an end. */
export async function orWhy<T>(go: () => Promise<T>): Promise<Read<T>> {
  try {
    return found(await go());
  } catch (error) {
    if (error instanceof RelError)
      return unreadable(error.why === undefined ? error.message : `${error.message}: ${error.why}`);
    throw error;
  }
}
