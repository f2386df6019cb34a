import * as z from 'zod';
import { mergeRefusals } from '../merge-rules.ts';
import { type MergeMethod, mergeInto } from '../merging.ts';
import type { State } from '../state.ts';
import { type Ask, change, ok, type Reply, viewerOf } from './ask.ts';
import { closeIssue } from './issue-state.ts';
import { pullAt } from './pull-lookup.ts';
import { Refusal, refuse } from './refuse.ts';
import { type Route, takes } from './route.ts';
import type { PullIssue } from './shapes/pull.ts';

const Merge = z.strictObject({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).optional(),
});

const notMergeable = (message: string) =>
  new Refusal(405, { message, documentation_url: 'https://docs.github.com/rest/pulls/pulls', status: '405' });

function check(state: State, item: PullIssue, expected: string | undefined): string {
  if (item.pull.merged !== null || item.state === 'closed')
    throw notMergeable('Pull Request is not mergeable');
  if (expected !== undefined && expected !== item.pull.headSha)
    throw refuse(409, 'Head branch was modified. Review and try the merge again.');
  if (item.pull.draft) throw notMergeable('Pull Request is still a draft');
  const base = state.seenRefs[`refs/heads/${item.pull.base}`];
  if (base === undefined) throw notMergeable('Pull Request is not mergeable');
  return base;
}

/** Merges on the real repository (facts 12, 13, 16, 17). */
async function merge(ask: Ask, body: z.infer<typeof Merge>): Promise<Reply> {
  const viewer = viewerOf(ask);
  const method: MergeMethod = body.merge_method ?? 'merge';
  const sha = await change(ask, async ({ state, origin }, clock) => {
    const item = pullAt(ask, state);
    const base = check(state, item, body.sha);
    const refusals = await mergeRefusals(state, origin, item, viewer.login, method);
    if (refusals.length > 0) throw notMergeable(refusals.join(' '));
    const text = { title: body.commit_title, message: body.commit_message };
    const landed = await mergeInto({ state, origin, item, viewer, now: clock.now, base, method, text });
    if (landed === null) throw notMergeable('Pull Request is not mergeable');
    const moved = await origin.run(['update-ref', `refs/heads/${item.pull.base}`, landed, base]);
    if (moved.code !== 0) throw notMergeable('Base branch was modified. Review and try the merge again.');
    item.pull.baseSha = base;
    item.pull.merged = { at: clock.now, by: viewer.login, sha: landed, method };
    item.timeline.push({ id: clock.id(), kind: 'merged', actor: viewer.login, sha: landed, at: clock.now });
    closeIssue(item, clock, viewer.login, null);
    return landed;
  });
  return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
}

/** Merging a PR. */
export const routes: readonly Route[] = [
  takes(
    'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge',
    { needs: 'write', permission: 'contents=write; contents=write,workflows=write' },
    Merge,
    merge,
  ),
];
