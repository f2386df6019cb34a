import * as z from 'zod';
import { appendCommits } from '../reconcile.ts';
import { type Ask, change, created, type Reply, viewerOf } from './ask.ts';
import { openedItem } from './opened-item.ts';
import { isPull } from './pull-lookup.ts';
import { invalid } from './refuse.ts';
import { fullPull, type PullIssue } from './shapes/pull.ts';

/** What `POST /pulls` takes. */
export const NewPull = z.strictObject({
  title: z.string(),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
  maintainer_can_modify: z.boolean().optional(),
});

/** Opens a PR; the refusals are GitHub's (fact 18). */
export async function open(ask: Ask, body: z.infer<typeof NewPull>): Promise<Reply> {
  const { login } = viewerOf(ask);
  const opened = await change(ask, async (world, clock) => {
    const { state, origin } = world;
    const head = body.head.replace(`${state.owner}:`, '');
    const headSha = state.seenRefs[`refs/heads/${head}`];
    const baseSha = state.seenRefs[`refs/heads/${body.base}`];
    if (headSha === undefined) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' });
    if (baseSha === undefined) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
    const custom = (message: string) => invalid({ resource: 'PullRequest', code: 'custom', message });
    const same = (item: PullIssue) =>
      item.state === 'open' && item.pull.headRef === head && item.pull.base === body.base;
    if (state.issues.filter(isPull).some(same))
      throw custom(`A pull request already exists for ${state.owner}:${head}.`);
    const commits = await origin.between(baseSha, headSha);
    if (commits.length === 0) throw custom(`No commits between ${body.base} and ${head}`);
    const item: PullIssue = {
      ...openedItem(state, clock, { title: body.title, body: body.body ?? null, author: login }),
      pull: {
        draft: body.draft ?? false,
        base: body.base,
        baseSha,
        headRef: head,
        headRepository: `${state.owner}/${state.name}`,
        headSha,
        merged: null,
        reviews: [],
        requestedReviewers: [],
        maintainerCanModify: body.maintainer_can_modify ?? false,
      },
    };
    appendCommits(item, commits, clock);
    state.issues.push(item);
    await origin.git(['update-ref', `refs/pull/${item.number}/head`, headSha]);
    return fullPull(world, item);
  });
  return created(opened);
}
