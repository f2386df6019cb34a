import { found, type Read, unreadable } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { statusText } from '../domain/status-text.ts';
import { ask, call, doing, type Line, troubleAt } from './ask.ts';
import type { CommitStatus } from './forms.ts';
import { type StatusOfCommit, statusOfCommit } from './queries/commits.ts';
import { isUnsure, repo } from './releases.ts';

/** See `GitHub.status`. */
export async function readStatus(line: Line, sha: Sha, context: string): Promise<Read<CommitStatus | null>> {
  const what = doing(line, `read the status ${context} of ${sha}`, 'commit statuses: read');
  const reply = await ask<StatusOfCommit>(line, statusOfCommit, { sha, context }, what);
  const failed = troubleAt(reply, ['repository'], what);
  if (failed !== null) return failed.read;
  const commit = reply.data?.repository?.object;
  if (commit?.oid === undefined) return unreadable(`GitHub does not know the commit ${sha}`);
  const status = commit.status?.context ?? null;
  if (status === null) return found(null);
  const { description, targetUrl } = status;
  return found({ context, state: stateOf(status.state), description: description ?? '', targetUrl });
}

/** GraphQL's EXPECTED is a required status that nobody has set. */
const stateOf = (word: string): CommitStatus['state'] => {
  const state = word.toLowerCase();
  return state === 'success' || state === 'failure' || state === 'error' ? state : 'pending';
};

/** See `GitHub.setStatus`. */
export async function setStatus(line: Line, sha: Sha, status: CommitStatus): Promise<void> {
  const wanted = { ...status, description: statusText(status.description) };
  const set = await readStatus(line, sha, status.context);
  if (set.ok && isSame(set.value, wanted)) return;
  const what = doing(line, `set the status ${status.context} of ${sha}`, 'commit statuses: write', true);
  const { context, state, description, targetUrl } = wanted;
  const target = targetUrl === null ? {} : { target_url: targetUrl };
  const write = () =>
    line.octokit.rest.repos.createCommitStatus({
      ...repo(line),
      sha,
      context,
      state,
      description,
      ...target,
    });
  await call(
    what,
    async () => void (await write()),
    async (answer) => {
      if (!isUnsure(answer)) return undefined;
      const now = await readStatus(line, sha, status.context);
      return now.ok && isSame(now.value, wanted) ? null : undefined;
    },
  );
}

const isSame = (one: CommitStatus | null, other: CommitStatus): boolean =>
  one !== null &&
  one.state === other.state &&
  one.description === other.description &&
  one.targetUrl === other.targetUrl;
