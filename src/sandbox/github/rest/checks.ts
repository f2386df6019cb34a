import * as z from 'zod';
import type { CheckRun } from '../state.ts';
import type { Clock } from '../store.ts';
import { type Ask, change, created, numberParam, ok, type Reply, viewerOf } from './ask.ts';
import { commitAt } from './commits.ts';
import { cut } from './page.ts';
import { found, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { appId, checkRun, checkSuite } from './shapes/check.ts';

const path = '/repos/{owner}/{repo}';
const conclusions = [
  'action_required',
  'cancelled',
  'failure',
  'neutral',
  'success',
  'skipped',
  'stale',
  'timed_out',
] as const;
const fields = {
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  conclusion: z.enum(conclusions).optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  output: z.strictObject({ title: z.string().optional(), summary: z.string() }).optional(),
};
const New = z.strictObject({ name: z.string(), head_sha: z.string(), ...fields });
const Change = z.strictObject({ name: z.string().optional(), ...fields });
type Fields = Omit<z.infer<typeof Change>, 'name'>;

/** Only Apps report check runs: the App's slug is its login without `[bot]`. */
function appOf(ask: Ask): string {
  const viewer = viewerOf(ask);
  if (viewer.type !== 'Bot') throw refuse(403, 'You must authenticate via a GitHub App.');
  return viewer.login.replace(/\[bot\]$/, '');
}

function write(run: CheckRun, body: Fields, clock: Clock): void {
  if (body.status !== undefined) run.status = body.status;
  if (body.conclusion !== undefined) {
    run.conclusion = body.conclusion;
    run.status = 'completed';
    run.completedAt = body.completed_at ?? clock.now;
  }
  if (run.status !== 'completed') [run.conclusion, run.completedAt] = [null, null];
  if (run.status === 'completed' && run.conclusion === null)
    throw refuse(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
  if (body.started_at !== undefined) run.startedAt = body.started_at;
  if (body.details_url !== undefined) run.detailsUrl = body.details_url;
  if (body.external_id !== undefined) run.externalId = body.external_id;
  if (body.output !== undefined) [run.title, run.summary] = [body.output.title ?? null, body.output.summary];
}

function report(ask: Ask, body: z.infer<typeof New>): Promise<Reply> {
  const app = appOf(ask);
  return change(ask, async (world, clock) => {
    const sha = body.head_sha;
    if (!(await world.origin.commits([sha])).has(sha)) throw refuse(422, `No commit found for SHA: ${sha}`);
    const suite = world.state.checkRuns.find((run) => run.sha === sha && run.app === app)?.suite;
    const run: CheckRun = {
      id: clock.id(),
      suite: suite ?? clock.id(),
      sha,
      name: body.name,
      app,
      workflow: null,
      status: 'queued',
      conclusion: null,
      title: null,
      summary: null,
      detailsUrl: null,
      externalId: null,
      startedAt: clock.now,
      completedAt: null,
    };
    write(run, body, clock);
    world.state.checkRuns.push(run);
    return created(checkRun(world, run));
  });
}

/** The newest run of each name within a suite: another suite's stale run stays (fact 24). */
function latestInSuite(runs: readonly CheckRun[]): CheckRun[] {
  const latest = new Map<string, CheckRun>();
  for (const run of runs) latest.set(`${run.suite} ${run.name}`, run);
  return [...latest.values()];
}

async function listRuns(ask: Ask): Promise<Reply> {
  const { query, state } = ask;
  const sha = await commitAt(ask);
  const has = (name: string, value: string) => !query.has(name) || query.get(name) === value;
  const all = state.checkRuns
    .filter((run) => run.sha === sha)
    .filter((run) => has('check_name', run.name) && has('app_id', String(appId(run.app))));
  const filtered = (query.get('filter') === 'all' ? all : latestInSuite(all))
    .filter((run) => has('status', run.status))
    .reverse();
  const { items, headers } = cut(ask, filtered);
  const body = { total_count: filtered.length, check_runs: items.map((run) => checkRun(ask, run)) };
  return { status: 200, body, headers };
}

async function listSuites(ask: Ask): Promise<Reply> {
  const { query } = ask;
  const sha = await commitAt(ask);
  const commit = found((await ask.origin.commits([sha])).get(sha));
  const runs = ask.state.checkRuns.filter((run) => run.sha === sha);
  const suites = [...new Set(runs.map(({ suite }) => suite))]
    .map((suite) => ({ suite, runs: runs.filter((run) => run.suite === suite) }))
    .filter((each) => !query.has('app_id') || String(appId(each.runs[0]?.app ?? '')) === query.get('app_id'))
    .filter(
      (each) => !query.has('check_name') || each.runs.some(({ name }) => name === query.get('check_name')),
    );
  const { items, headers } = cut(ask, suites);
  const shown = items.map((each) => checkSuite(ask, each.suite, latestInSuite(each.runs), commit));
  return { status: 200, body: { total_count: suites.length, check_suites: shown }, headers };
}

const writes = { needs: 'write', permission: 'checks=write' } as const;

/** Check runs and their suites. */
export const routes: readonly Route[] = [
  takes(`POST ${path}/check-runs`, writes, New, report),
  reads(`GET ${path}/check-runs/{check_run_id}`, {}, (ask) =>
    ok(checkRun(ask, found(ask.state.checkRuns.find(({ id }) => id === numberParam(ask, 'check_run_id'))))),
  ),
  takes(`PATCH ${path}/check-runs/{check_run_id}`, writes, Change, (ask, body) => {
    const app = appOf(ask);
    return change(ask, (world, clock) => {
      const run = found(world.state.checkRuns.find(({ id }) => id === numberParam(ask, 'check_run_id')));
      if (run.app !== app)
        throw refuse(403, 'A check run can only be modified by the GitHub App that created it.');
      if (body.name !== undefined) run.name = body.name;
      write(run, body, clock);
      return ok(checkRun(world, run));
    });
  }),
  reads(
    `GET ${path}/commits/{ref}/check-runs`,
    { query: ['check_name', 'status', 'filter', 'app_id', ...paging] },
    listRuns,
  ),
  reads(`GET ${path}/commits/{ref}/check-suites`, { query: ['app_id', 'check_name', ...paging] }, listSuites),
];
