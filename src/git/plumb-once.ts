import { type PlumbResult, plumb } from './process.ts';
import type { Repository, RunOptions } from './repository.ts';
import { withoutIndex } from './without-index.ts';

const answers = new WeakMap<Repository, Map<string, Promise<PlumbResult>>>();

/** Bytes of an answer that is worth keeping; what is longer is asked for again. */
const longest = 1_000_000;

type Question = Pick<RunOptions, 'accept' | 'env'> & { readonly input?: string };

/**
 * `plumb` in the repository's directory, for a question whose answer cannot change: it names objects by their whole SHAs,
 * and no ref. Each is asked once in a run; a failure is not kept.
 */
export function plumbOnce(
  repo: Repository,
  args: readonly string[],
  options: Question = {},
): Promise<PlumbResult> {
  const known = answers.get(repo) ?? new Map<string, Promise<PlumbResult>>();
  answers.set(repo, known);
  const key = JSON.stringify([args, options]);
  const answered = known.get(key);
  if (answered !== undefined) return answered;
  const answer = plumb(repo.dir, args, { ...options, env: { ...withoutIndex(repo), ...options.env } });
  known.set(key, answer);
  answer.then(
    ({ stdout }) => stdout.length > longest && known.delete(key),
    () => known.delete(key),
  );
  return answer;
}
