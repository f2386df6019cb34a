import type { Octokit } from '@octokit/rest';
import type { Read } from '../domain/errors.ts';
import type { Ticket } from '../domain/ticket.ts';
import { type Answer, answerOfError, type ErrorEntry } from './answer.ts';
import type { Memory } from './memory.ts';
import { isRateLimited, isTooHeavy } from './patience.ts';
import type { RunPatience } from './run-patience.ts';
import type { Together } from './together.ts';
import { type Doing, refusal, refusedEntry, trouble } from './trouble.ts';

/** A connection to one repository's GitHub: what every reader and writer of this directory is given. */
export interface Line {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly name: string;
  readonly host: string;
  readonly hasToken: boolean;
  readonly patience: RunPatience;
  /** Whether comments belong to what is read of a PR. */
  readonly comments: boolean;
  /** The issues that PRs close, as they were read with the PRs; null where they are asked for only when needed. */
  readonly tickets: Map<number, readonly Ticket[]> | null;
  /** What earlier runs were told. */
  readonly memory: Memory;
  /** Where questions meet that are asked at the same time. */
  readonly together: Together;
}

/** A line for a document of its own. */
type Single = Omit<Line, 'together'>;

/** The words for an error about something done on this line. */
export const doing = (line: Single, what: string, needs: string, write = false): Doing => ({
  what,
  needs,
  write,
  host: line.host,
  hasToken: line.hasToken,
  patience: line.patience,
});

/** What a GraphQL question brought: the data as far as there is any, and every error beside it (facts 1, 3). */
export interface Reply<T> {
  readonly data: T | null;
  readonly errors: readonly ErrorEntry[];
  /** Set where the whole question was refused with 403 or 404. */
  readonly refused: Read<never> | null;
}

export type Variables = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * Asks one GraphQL document about the repository (`$owner` and `$name` are filled in). Throws `RelError` where
 * GitHub cannot be reached, refuses the token or is out of patience.
 */
export async function ask<T>(
  line: Single,
  document: string,
  variables: Variables,
  what: Doing,
): Promise<Reply<T>> {
  try {
    return await send<T>(line, document, variables, false);
  } catch (thrown) {
    return replyOf<T>(thrown, what);
  }
}

/** The same for a question about several things: null where they were too much at once (fact 2). */
export async function askMany<T>(
  line: Single,
  document: string,
  variables: Variables,
  what: Doing,
): Promise<Reply<T> | null> {
  try {
    return await send<T>(line, document, variables, true);
  } catch (thrown) {
    const answer = answerOfError(thrown);
    return !isRateLimited(answer) && isTooHeavy(answer) ? null : replyOf<T>(thrown, what);
  }
}

async function send<T>(
  line: Single,
  document: string,
  variables: Variables,
  halvable: boolean,
): Promise<Reply<T>> {
  const all = { owner: line.owner, name: line.name, ...variables, request: { halvable } };
  // A body without `data` would come out as undefined.
  const data = await line.octokit.graphql<T | undefined>(document, all);
  return { data: data ?? null, errors: [], refused: null };
}

function replyOf<T>(thrown: unknown, what: Doing): Reply<T> {
  const answer = answerOfError(thrown);
  const refused = refusal(answer, what);
  if (refused !== null) return { data: null, errors: [], refused };
  if (isRateLimited(answer) || answer.status !== 200) throw trouble(answer, what);
  const data = thrown instanceof Error && 'data' in thrown ? thrown.data : null;
  return { data: (data as T | null | undefined) ?? null, errors: answer.errors, refused: null };
}

/**
 * Not ok where an error of the reply concerns what stands at this path of the data, its parts and what it is part
 * of; an error that names no path concerns everything. Null where nothing went wrong there.
 */
export function troubleAt(
  reply: Reply<unknown>,
  path: readonly string[],
  what: Doing,
): { readonly at: ErrorEntry | null; readonly read: Read<never> } | null {
  if (reply.refused !== null) return { at: null, read: reply.refused };
  const at = reply.errors.find((e) => path.every((p, i) => e.path?.[i] === undefined || e.path[i] === p));
  if (at !== undefined) return { at, read: refusedEntry(at, what) };
  if (reply.data !== null) return null;
  return { at: null, read: refusedEntry({ message: 'GitHub gave no data' }, what) };
}

/** Does one REST call; whatever it throws becomes what `otherwise` makes of GitHub's answer, or a `RelError`. */
export async function call<T, U = never>(
  what: Doing,
  run: () => Promise<T>,
  otherwise?: (answer: Answer) => U | undefined | Promise<U | undefined>,
): Promise<T | U> {
  try {
    return await run();
  } catch (thrown) {
    const answer = answerOfError(thrown);
    const instead = await otherwise?.(answer);
    if (instead !== undefined) return instead;
    throw trouble(answer, what);
  }
}
