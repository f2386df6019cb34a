import { nodeId } from '../../node-id.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { CheckRun } from '../../state.ts';
import { connection, sorted } from '../connection.ts';
import { otherId } from '../other-id.ts';
import { type Context, type Resolvers, typed } from '../types.ts';
import { asCheckRun, asSuite } from './checks.ts';
import { commitNamed } from './objects.ts';
import { repository } from './owner.ts';

/** The runs of a suite, oldest first; a suite is nothing else in the state, and never empty. */
const runsIn = ({ state }: Context, suite: number): CheckRun[] =>
  sorted(
    state.checkRuns.filter((run) => run.suite === suite),
    ({ id }) => id,
  );

function ofFirst<T>(read: (run: CheckRun) => T) {
  return (suite: number, _: unknown, context: Context): T | null => {
    const [run] = runsIn(context, suite);
    return run === undefined ? null : read(run);
  };
}

const worst = [
  'failure',
  'timed_out',
  'startup_failure',
  'action_required',
  'cancelled',
  'stale',
  'neutral',
  'skipped',
  'success',
];
const asApp = typed<string>('App');
const asWorkflowRun = typed<CheckRun>('WorkflowRun');
const asWorkflow = typed<string>('Workflow');

const CheckSuite: Resolvers<number> = {
  id: (suite) => nodeId('checkSuite', suite),
  databaseId: (suite) => suite,
  repository: () => repository,
  app: ofFirst(({ app }) => asApp(app)),
  // Runs of GitHub Actions belong to a workflow; other apps have none.
  workflowRun: ofFirst((run) => (run.workflow === null ? null : asWorkflowRun(run))),
  commit: (suite, _, context) => ofFirst(({ sha }) => commitNamed(context, sha))(suite, _, context),
  createdAt: ofFirst(({ startedAt }) => startedAt),
  updatedAt: (suite, _, context) => {
    const times = runsIn(context, suite).map(({ completedAt, startedAt }) => completedAt ?? startedAt);
    return times.sort().at(-1);
  },
  status: (suite, _, context) => {
    const states = runsIn(context, suite).map(({ status }) => status);
    return (
      ['in_progress', 'queued'].find((word) => states.some((each) => each === word)) ?? 'completed'
    ).toUpperCase();
  },
  conclusion: (suite, _, context) => {
    const runs = runsIn(context, suite);
    if (runs.some(({ status }) => status !== 'completed')) return null;
    return worst.find((word) => runs.some(({ conclusion }) => conclusion === word))?.toUpperCase() ?? null;
  },
  checkRuns: (suite, args, context) =>
    connection(runsIn(context, suite), args, { node: asCheckRun, key: ({ id }) => id }),
};

const App: Resolvers<string> = {
  id: (slug) => nodeId('app', slug),
  slug: (slug) => slug,
  name: (slug) => slug,
};

const runPage = ({ suite }: CheckRun) => `actions/runs/${suite}`;
const WorkflowRun: Resolvers<CheckRun> = {
  id: ({ suite }) => otherId('WFR', suite),
  url: (run, _, context) => `${repoWeb(context)}/${runPage(run)}`,
  resourcePath: (run, _, { state }) => `/${state.owner}/${state.name}/${runPage(run)}`,
  checkSuite: ({ suite }) => asSuite(suite),
  workflow: ({ workflow }) => asWorkflow(workflow ?? ''),
};

const workflowPage = (name: string) => `actions/workflows/${encodeURIComponent(name)}`;
const Workflow: Resolvers<string> = {
  id: (name) => otherId('WF', name),
  name: (name) => name,
  url: (name, _, context) => `${repoWeb(context)}/${workflowPage(name)}`,
  resourcePath: (name, _, { state }) => `/${state.owner}/${state.name}/${workflowPage(name)}`,
};

export const suiteTypes = { CheckSuite, App, WorkflowRun, Workflow };
