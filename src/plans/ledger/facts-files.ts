import { isInFacts, objectOfFactsPath } from '../../domain/facts-path.ts';
import { short } from '../../domain/git.ts';
import type { LedgerChange, LedgerCommit, LedgerFinding } from '../../domain/ledger-history.ts';
import { fileOfCommit } from '../../domain/shell-word.ts';

/** What a commit does to the folder of facts beside adding to it: a file there is named by what is in it. */
export function factsFindings({ sha, changes }: LedgerCommit): LedgerFinding[] {
  return changes.flatMap((change) => {
    const what = isInFacts(change.path) ? wrongWith(change) : null;
    return what === null
      ? []
      : [
          {
            code: `facts.${what.code}`,
            level: 'broken' as const,
            message: `${change.path} ${what.words} by ${short(sha)}: decisions rest on it`,
            entry: change.path,
            commit: sha,
            remedy: `see what it was: git show ${fileOfCommit(`${sha}^`, change.path)}; ask who pushed ${short(sha)}`,
          },
        ];
  });
}

function wrongWith({ how, path, blob, plain }: LedgerChange): { code: string; words: string } | null {
  if (how !== 'added') return { code: how, words: `was ${how}` };
  const named = objectOfFactsPath(path);
  if (named === blob && plain) return null;
  return { code: 'changed', words: 'was added with other contents than its name says' };
}

/** The objects that decisions may rest on: what was added to the folder of facts under its own name. */
export const factsInLedger = (commits: readonly LedgerCommit[]): ReadonlySet<string> =>
  new Set(
    commits.flatMap(({ changes }) =>
      changes.flatMap(({ how, path, blob }) =>
        how === 'added' && isInFacts(path) && objectOfFactsPath(path) === blob ? [blob] : [],
      ),
    ),
  );
