import { RelError } from '../domain/errors.ts';
import type { Repository } from './repository.ts';

/**
 * Throws RelError `shallow-clone` where the clone lacks history: there `--is-ancestor` fails or says a wrong no
 * (fact 37), so whatever asks about history asks this first.
 */
export function requireFullHistory(repo: Repository): void {
  if (!repo.shallow) return;
  throw new RelError({
    code: 'shallow-clone',
    message: 'this clone is shallow: it does not have the history that rel needs',
    why: 'CI checkouts fetch one commit unless told otherwise (fetch-depth: 0 for actions/checkout)',
    remedy: 'run: git fetch --unshallow',
  });
}
