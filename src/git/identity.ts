import { RelError } from '../domain/errors.ts';
import type { Signature } from '../domain/git.ts';
import { parseSignature } from './commit-format.ts';
import { GitFailure } from './failure.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { gitSays } from './words.ts';

/**
 * Who commits, and now, as git would write it: environment (GIT_COMMITTER_DATE included), then configuration.
 * Throws RelError `usage` where git knows no name or address.
 */
export async function committerIdentity(repo: Repository): Promise<Signature> {
  try {
    const { stdout } = await plumb(repo.dir, ['var', 'GIT_COMMITTER_IDENT']);
    return parseSignature(stdout.toString().trimEnd());
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw new RelError(
      {
        code: 'usage',
        message: 'git does not know who you are, so rel cannot write commits',
        why: gitSays(error.stderr),
        remedy: 'run: git config user.name "Your Name" && git config user.email you@example.com',
      },
      error,
    );
  }
}
