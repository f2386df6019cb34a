import * as z from 'zod';
import { checkState } from '../guard.ts';
import type { Deployment, DeploymentStatus, State } from '../state.ts';
import {
  type Ask,
  change,
  created,
  noContent,
  numberParam,
  ok,
  type Reply,
  viewerOf,
  type World,
} from './ask.ts';
import { list } from './page.ts';
import { moveRef } from './refs.ts';
import { found, invalid, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { deployment, deploymentStatus } from './shapes/release.ts';

const path = '/repos/{owner}/{repo}/deployments';
const one = `${path}/{deployment_id}`;
const writes = { needs: 'write', permission: 'deployments=write' } as const;

const New = z.strictObject({
  ref: z.string(),
  task: z.string().optional(),
  auto_merge: z.boolean().optional(),
  required_contexts: z.array(z.string()).nullish(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
  environment: z.string().optional(),
  description: z.string().nullish(),
  transient_environment: z.literal(false).optional(),
  production_environment: z.boolean().optional(),
});

const deploymentAt = (ask: Ask, state: State = ask.state): Deployment =>
  found(state.deployments.find(({ id }) => id === numberParam(ask, 'deployment_id')));

/** Unless told otherwise the default branch is merged into the ref first: 202, or 409 on a conflict (fact 49). */
async function autoMerge(
  { state, origin }: World,
  ref: string,
  sha: string,
  login: string,
): Promise<Reply | null> {
  const base = state.seenRefs[`refs/heads/${state.defaultBranch}`];
  const branch = `refs/heads/${ref}`;
  if (state.seenRefs[branch] === undefined || base === undefined || (await origin.isAncestor(base, sha)))
    return null;
  const { code, stdout } = await origin.run(['merge-tree', '--write-tree', '--no-messages', sha, base]);
  if (code !== 0) throw refuse(409, `Conflict merging ${state.defaultBranch} into ${ref}.`);
  const tree = stdout.toString().split('\n')[0] ?? '';
  const message = `Merge ${state.defaultBranch} into ${ref}`;
  const merged = await origin.git(['commit-tree', tree, '-p', sha, '-p', base, '-m', message]);
  await moveRef(origin, { ref: branch, from: sha, to: merged, login });
  return { status: 202, body: { message: `Auto-merged ${state.defaultBranch} into ${ref} on deployment.` } };
}

/** Unless told otherwise every context on the commit must pass (fact 49). */
function checkContexts(state: State, ref: string, sha: string, wanted: readonly string[] | null): void {
  const on = [
    ...state.statuses.filter((item) => item.sha === sha).map(({ context }) => context),
    ...state.checkRuns.filter((item) => item.sha === sha).map(({ name }) => name),
  ];
  const bad = [...new Set(wanted ?? on)].filter((context) => checkState(state, sha, context) !== 'passing');
  if (bad.length > 0) throw refuse(409, `Conflict: Commit status checks failed for ${ref}.`);
}

function create(ask: Ask, body: z.infer<typeof New>): Promise<Reply> {
  const { login } = viewerOf(ask);
  return change(ask, async (world, clock) => {
    const { state, origin } = world;
    const sha = await origin.resolve(body.ref);
    if (sha === null) throw refuse(422, `No ref found for: ${body.ref}`);
    const merged = body.auto_merge === false ? null : await autoMerge(world, body.ref, sha, login);
    if (merged !== null) return merged;
    checkContexts(state, body.ref, sha, body.required_contexts ?? null);
    const item: Deployment = {
      id: clock.id(),
      sha,
      ref: body.ref,
      task: body.task ?? 'deploy',
      environment: body.environment ?? 'production',
      description: body.description ?? null,
      payload: body.payload ?? {},
      creator: login,
      createdAt: clock.now,
      updatedAt: clock.now,
      statuses: [],
    };
    state.deployments.push(item);
    return created(deployment(world, item));
  });
}

const NewStatus = z.strictObject({
  state: z.enum(['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success']),
  description: z.string().optional(),
  log_url: z.string().optional(),
  target_url: z.string().optional(),
  environment_url: z.string().optional(),
  auto_inactive: z.boolean().optional(),
});

function addStatus(ask: Ask, body: z.infer<typeof NewStatus>): Promise<Reply> {
  const { login } = viewerOf(ask);
  return change(ask, (world, clock) => {
    const on = deploymentAt(ask, world.state);
    const make = (state: DeploymentStatus['state'], text: string): DeploymentStatus => ({
      id: clock.id(),
      state,
      description: text,
      environmentUrl: body.environment_url ?? '',
      logUrl: body.log_url ?? body.target_url ?? '',
      creator: login,
      createdAt: clock.now,
    });
    const item = make(body.state, body.description ?? '');
    // A success makes the earlier deployments of the environment inactive, unless told otherwise.
    const before = (each: Deployment) =>
      each !== on && each.environment === on.environment && each.statuses.at(-1)?.state === 'success';
    if (body.state === 'success' && body.auto_inactive !== false)
      for (const each of world.state.deployments.filter(before)) each.statuses.push(make('inactive', ''));
    on.statuses.push(item);
    on.updatedAt = clock.now;
    return created(deploymentStatus(world, on, item));
  });
}

async function remove(ask: Ask): Promise<Reply> {
  await change(ask, ({ state }) => {
    const item = deploymentAt(ask, state);
    if (state.deployments.length > 1 && item.statuses.at(-1)?.state !== 'inactive')
      throw invalid({
        resource: 'Deployment',
        code: 'custom',
        message:
          'We cannot delete an active deployment unless it is the only deployment in a given environment.',
      });
    state.deployments = state.deployments.filter((each) => each !== item);
  });
  return noContent;
}

/** Deployments and their statuses, the newest first. */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { query: ['sha', 'ref', 'task', 'environment', ...paging] }, (ask) => {
    const fits = (item: Deployment) =>
      (['sha', 'ref', 'task', 'environment'] as const).every(
        (key) => (ask.query.get(key) ?? item[key]) === item[key],
      );
    return list(ask, ask.state.deployments.filter(fits).reverse(), (item) => deployment(ask, item));
  }),
  takes(`POST ${path}`, writes, New, create),
  reads(`GET ${one}`, {}, (ask) => ok(deployment(ask, deploymentAt(ask)))),
  reads(`DELETE ${one}`, writes, remove),
  reads(`GET ${one}/statuses`, { query: paging }, (ask) => {
    const on = deploymentAt(ask);
    return list(ask, [...on.statuses].reverse(), (item) => deploymentStatus(ask, on, item));
  }),
  takes(`POST ${one}/statuses`, writes, NewStatus, addStatus),
];
