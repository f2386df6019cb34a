import { RelError } from '../domain/errors.ts';
import type { GitHub } from '../github/github.ts';
import type { StepContext } from './step.ts';

/** GitHub, for a step that needs it. Throws `no-token` where the journal is continued without it. */
export function requireGitHub(context: StepContext): GitHub {
  if (context.github !== null) return context.github;
  throw new RelError({
    code: 'no-token',
    message: 'this step needs GitHub, and there is no connection to it',
    remedy: 'set GH_TOKEN, or run: gh auth login',
  });
}
