import type { Octokit } from '@octokit/rest';
import { type Answer, answerOfError, type ErrorEntry } from './answer.ts';
import { isRateLimited, isTooHeavy } from './patience.ts';
import { type Doing, trouble } from './trouble.ts';

/** A connection to one repository's GitHub: what every reader and writer of this directory is given. */
export interface Line {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly name: string;
  readonly host: string;
  readonly hasToken: boolean;
}

/** What a GraphQL question brought: the data as far as there is any, and every error beside it (facts 1, 3). */
export interface Reply<T> {
  readonly data: T | null;
  readonly errors: readonly ErrorEntry[];
}

export type Variables = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The words for an error about something done on this line. */
export const doing = (line: Line, what: string, needs: string, write = false): Doing => ({
  what,
  needs,
  write,
  host: line.host,
  hasToken: line.hasToken,
});

/**
 * Asks one GraphQL document about the repository (`$owner` and `$name` are filled in). Throws `RelError` where
 * nothing came back at all. `halvable` questions get null where they were too much at once (fact 2).
 */
export async function ask<T>(
  line: Line,
  document: string,
  variables: Variables,
  what: Doing,
  halvable = false,
): Promise<Reply<T> | null> {
  try {
    const all = { owner: line.owner, name: line.name, ...variables, request: { halvable } };
    // A body without `data` would come out as undefined.
    return { data: (await line.octokit.graphql<T | undefined>(document, all)) ?? null, errors: [] };
  } catch (thrown) {
    const answer = answerOfError(thrown);
    if (isRateLimited(answer)) throw trouble(answer, what);
    if (halvable && isTooHeavy(answer)) return null;
    if (answer.status === 200) return { data: dataOf<T>(thrown), errors: answer.errors };
    throw trouble(answer, what);
  }
}

/** The same for a question that cannot be asked in smaller parts. */
export async function askWhole<T>(
  line: Line,
  document: string,
  variables: Variables,
  what: Doing,
): Promise<Reply<T>> {
  const reply = await ask<T>(line, document, variables, what);
  return reply ?? { data: null, errors: [{ message: 'GitHub could not answer in time' }] };
}

const dataOf = <T>(thrown: unknown): T | null =>
  thrown instanceof Error && 'data' in thrown ? ((thrown.data as T | null | undefined) ?? null) : null;

/** Does one REST call; whatever it throws becomes what `otherwise` makes of GitHub's answer, or a `RelError`. */
export async function call<T>(what: Doing, run: () => Promise<T>, otherwise?: (answer: Answer) => T | null) {
  try {
    return await run();
  } catch (thrown) {
    const answer = answerOfError(thrown);
    const instead = otherwise?.(answer) ?? null;
    if (instead !== null) return instead;
    throw trouble(answer, what);
  }
}
