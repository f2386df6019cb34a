import * as z from 'zod';
import type { CommitStatus } from '../state.ts';
import { type Ask, change, created, param, repoApi, viewerOf } from './ask.ts';
import { commitAt } from './commits.ts';
import { cut, list } from './page.ts';
import { refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { simpleStatus, status } from './shapes/check.ts';
import { minimalRepository } from './shapes/repository.ts';

const path = '/repos/{owner}/{repo}';
const New = z.strictObject({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
  context: z.string().optional(),
});

/** The statuses of a commit, the newest first. */
const statusesAt = (ask: Ask, sha: string): CommitStatus[] =>
  ask.state.statuses.filter((item) => item.sha === sha).reverse();

async function combined(ask: Ask) {
  const sha = await commitAt(ask);
  const latest = new Map<string, CommitStatus>();
  for (const item of statusesAt(ask, sha)) if (!latest.has(item.context)) latest.set(item.context, item);
  const all = [...latest.values()];
  const { items, headers } = cut(ask, all);
  const states = new Set(all.map(({ state }) => state));
  // Without any status GitHub says `pending`, and check runs have no part in it (fact 23).
  const failed = states.has('failure') || states.has('error');
  const state = failed ? 'failure' : states.has('pending') || states.size === 0 ? 'pending' : 'success';
  const body = {
    state,
    statuses: items.map((item) => simpleStatus(ask, item)),
    sha,
    total_count: all.length,
    repository: minimalRepository(ask),
    commit_url: `${repoApi(ask)}/commits/${sha}`,
    url: `${repoApi(ask)}/commits/${sha}/status`,
  };
  return { status: 200, body, headers };
}

/** Commit statuses: kept for ever, the newest of a context counts. */
export const routes: readonly Route[] = [
  takes(`POST ${path}/statuses/{sha}`, { needs: 'write', permission: 'statuses=write' }, New, (ask, body) =>
    change(ask, async (world, clock) => {
      const sha = param(ask, 'sha');
      if (!(await world.origin.commits([sha])).has(sha)) throw refuse(422, `No commit found for SHA: ${sha}`);
      const item: CommitStatus = {
        id: clock.id(),
        sha,
        context: body.context ?? 'default',
        state: body.state,
        description: body.description ?? null,
        targetUrl: body.target_url ?? null,
        creator: viewerOf(ask).login,
        createdAt: clock.now,
        updatedAt: clock.now,
      };
      world.state.statuses.push(item);
      return created(status(world, item));
    }),
  ),
  reads(`GET ${path}/commits/{ref}/statuses`, { query: paging }, async (ask) =>
    list(ask, statusesAt(ask, await commitAt(ask)), (item) => status(ask, item)),
  ),
  reads(`GET ${path}/commits/{ref}/status`, { query: paging }, combined),
];
