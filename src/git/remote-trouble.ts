import { accessRemedy } from '../domain/access-words.ts';
import { again, RelError } from '../domain/errors.ts';
import { shellWord } from '../domain/shell-word.ts';
import { damage } from './damage.ts';
import type { GitFailure } from './failure.ts';
import { accessRefused } from './refusal.ts';
import { cleanLines, gitSays } from './words.ts';

/** Git reads a list of no refs out of any page of HTML; who took that for the remote would take all of it for gone. */
export const noRefs = (remote: string): RelError =>
  new RelError({
    code: 'remote-unreachable',
    message: `the remote ${remote} shows no branch and no tag`,
    why: 'what answered is no git server (a page to sign in to a network, a proxy)',
    remedy: `run: git ls-remote ${remote}, and when that shows its branches ${again}`,
  });

/** `no-remote`: the clone has none of that name. */
export function noRemote(remote: string): RelError {
  return new RelError({
    code: 'no-remote',
    message: `this clone has no remote named ${cleanLines(remote).join(' ')}`,
    remedy: `run: git remote add ${cleanLines(remote).join(' ')} URL`,
  });
}

/** What git said when a remote did not answer, or refused: `remote-unreachable`, or what is wrong with the clone. */
export function unreachable(remote: string, failure: GitFailure): RelError {
  const damaged = damage(failure.stderr);
  if (damaged !== null) return damaged;
  const refused = accessRefused(failure.stderr);
  const distrusted = /dubious ownership in repository at '(.+)'/.exec(failure.stderr)?.[1];
  if (distrusted !== undefined) return untrusted(remote, distrusted, failure);
  return new RelError(
    {
      code: 'remote-unreachable',
      message:
        refused === null ? `the remote ${remote} did not answer` : `the remote ${remote} refused access`,
      why: refused ?? gitSays(failure.stderr),
      remedy:
        refused === null
          ? `run: git ls-remote ${remote}, and when that works ${again}`
          : `${accessRemedy(refused) ?? 'use an account that may read the repository'}; then ${again}`,
    },
    failure,
  );
}

const untrusted = (remote: string, path: string, failure: GitFailure): RelError =>
  new RelError(
    {
      code: 'remote-unreachable',
      message: `git does not trust the remote ${remote}`,
      why: `it belongs to another user of this machine: ${cleanLines(path).join(' ')}`,
      remedy: `if you trust it, run: git config --global --add safe.directory ${shellWord(cleanLines(path).join(' '))}`,
    },
    failure,
  );
