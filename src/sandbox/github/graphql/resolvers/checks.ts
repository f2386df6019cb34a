import { nodeId } from '../../node-id.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { CheckRun, CommitStatus } from '../../state.ts';
import { type ConnectionForm, connection, sorted } from '../connection.ts';
import { Refused } from '../errors.ts';
import { otherId } from '../other-id.ts';
import { type Args, type Context, type Resolver, type Resolvers, typed } from '../types.ts';
import { isPull } from './lists.ts';
import { commitNamed } from './objects.ts';
import { repository } from './owner.ts';
import { actor } from './people.ts';

export const asCheckRun = typed<CheckRun>('CheckRun');
export const asStatusContext = typed<CommitStatus>('StatusContext');
const asRollup = typed<string>('StatusCheckRollup');
const asStatus = typed<string>('Status');

/** The newest status of every context on a commit. */
function statusesOf({ state }: Context, sha: string): CommitStatus[] {
  const latest = new Map<string, CommitStatus>();
  for (const status of state.statuses) if (status.sha === sha) latest.set(status.context, status);
  return [...latest.values()];
}

/** The newest run of every name within each suite: another suite's run of the same name stays beside it (fact 24). */
function runsOf({ state }: Context, sha: string): CheckRun[] {
  const latest = new Map<string, CheckRun>();
  for (const run of sorted(state.checkRuns, ({ id }) => id))
    if (run.sha === sha) latest.set(`${run.suite} ${run.name}`, run);
  return [...latest.values()];
}

/** A commit's checks and statuses together; null where there are none at all. */
export const rollupOf = (context: Context, sha: string) =>
  runsOf(context, sha).length + statusesOf(context, sha).length === 0 ? null : asRollup(sha);
export const statusOf = (context: Context, sha: string) =>
  statusesOf(context, sha).length === 0 ? null : asStatus(sha);

const failing = new Set(['failure', 'timed_out', 'cancelled', 'action_required', 'startup_failure', 'stale']);

/** What a commit's checks and statuses come to: the worst of them. */
export function rollupState(context: Context, sha: string): 'ERROR' | 'FAILURE' | 'PENDING' | 'SUCCESS' {
  const runs = runsOf(context, sha);
  const states = statusesOf(context, sha).map(({ state }) => state);
  if (runs.some(({ conclusion }) => failing.has(conclusion ?? '')) || states.includes('failure'))
    return 'FAILURE';
  if (states.includes('error')) return 'ERROR';
  return runs.some(({ status }) => status !== 'completed') || states.includes('pending')
    ? 'PENDING'
    : 'SUCCESS';
}

const stateOf = (states: readonly string[]) =>
  (['error', 'failure', 'pending'].find((word) => states.includes(word)) ?? 'success').toUpperCase();

const rollupContexts: ConnectionForm<CheckRun | CommitStatus> = {
  node: (item) => ('context' in item ? asStatusContext(item) : asCheckRun(item)),
  key: ({ id }) => id,
};

const StatusCheckRollup: Resolvers<string> = {
  id: (sha) => otherId('SCR', sha),
  commit: (sha, _, context) => commitNamed(context, sha),
  state: (sha, _, context) => rollupState(context, sha),
  contexts: (sha, args, context) => {
    const [runs, statuses] = [runsOf(context, sha), statusesOf(context, sha)];
    const counts = { checkRunCount: runs.length, statusContextCount: statuses.length };
    return {
      ...connection<CheckRun | CommitStatus>([...runs, ...statuses], args, rollupContexts),
      ...counts,
    };
  },
};

const Status: Resolvers<string> = {
  id: (sha) => otherId('S', sha),
  commit: (sha, _, context) => commitNamed(context, sha),
  state: (sha, _, context) => stateOf(statusesOf(context, sha).map(({ state }) => state)),
  contexts: (sha, _, context) => statusesOf(context, sha).map(asStatusContext),
  context: (sha, { name }, context) => {
    const found = statusesOf(context, sha).find((each) => each.context === name);
    return found === undefined ? null : asStatusContext(found);
  },
};

/** Whether the protection of a PR's base asks for this name. */
function required<S>(name: (source: S) => string): Resolver<S> {
  return (source, { pullRequestId, pullRequestNumber }, { state }) => {
    const pull = state.issues
      .filter(isPull)
      .find((each) => each.number === pullRequestNumber || nodeId('pull', each.id) === pullRequestId);
    if (pull === undefined)
      throw new Refused('UNPROCESSABLE', 'Either a pull request ID or number must be provided.');
    const rule = state.protections.find(({ branch }) => branch === pull.pull.base);
    return rule?.requiredStatusChecks?.contexts.includes(name(source)) ?? false;
  };
}

const StatusContext: Resolvers<CommitStatus> = {
  id: ({ id }) => nodeId('status', id),
  context: (status) => status.context,
  state: ({ state }) => state.toUpperCase(),
  description: ({ description }) => description,
  targetUrl: ({ targetUrl }) => targetUrl,
  createdAt: ({ createdAt }) => createdAt,
  creator: ({ creator }, _, context) => actor(context, creator),
  commit: ({ sha }, _, context) => commitNamed(context, sha),
  isRequired: required((status) => status.context),
};

const runPage = ({ id }: CheckRun) => `runs/${id}`;

const checkRunFields: Resolvers<CheckRun> = {
  id: ({ id }) => nodeId('checkRun', id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  status: ({ status }) => status.toUpperCase(),
  conclusion: ({ conclusion }) => conclusion?.toUpperCase() ?? null,
  title: ({ title }) => title,
  summary: ({ summary }) => summary,
  detailsUrl: (run, _, context) => run.detailsUrl ?? `${repoWeb(context)}/${runPage(run)}`,
  externalId: ({ externalId }) => externalId,
  startedAt: ({ startedAt }) => startedAt,
  completedAt: ({ completedAt }) => completedAt,
  permalink: (run, _, context) => `${repoWeb(context)}/${runPage(run)}`,
  url: (run, _, context) => `${repoWeb(context)}/${runPage(run)}`,
  resourcePath: (run, _, { state }) => `/${state.owner}/${state.name}/${runPage(run)}`,
  repository: () => repository,
  checkSuite: ({ suite }) => asSuite(suite),
  isRequired: required(({ name }) => name),
};

export const asSuite = typed<number>('CheckSuite');

export function checkSuites({ state }: Context, sha: string, args: Args) {
  const found = new Set(state.checkRuns.filter((run) => run.sha === sha).map(({ suite }) => suite));
  return connection(
    [...found].sort((one, other) => one - other),
    args,
    { node: asSuite, key: (suite) => suite },
  );
}

export const checkTypes = { StatusCheckRollup, Status, StatusContext, CheckRun: checkRunFields };
