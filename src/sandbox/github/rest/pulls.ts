import * as z from 'zod';
import { may } from '../people.ts';
import { baseTip, pullCommits } from '../pulls.ts';
import type { Clock } from '../store.ts';
import { type Ask, again, change, noContent, ok, type Reply, viewerOf } from './ask.ts';
import { closeIssue, reopenIssue } from './issue-state.ts';
import { list } from './page.ts';
import { isPull, pullAt } from './pull-lookup.ts';
import { NewPull, open } from './pull-open.ts';
import { found, invalid, notFound, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { commit, diffEntry } from './shapes/commit.ts';
import { fullPull, type PullIssue, simplePull } from './shapes/pull.ts';

const path = '/repos/{owner}/{repo}/pulls';
const number = `${path}/{pull_number}`;

function listPulls(ask: Ask) {
  const { state, query } = ask;
  const wanted = query.get('state') ?? 'open';
  const head = query.get('head')?.replace(`${state.owner}:`, '');
  const base = query.get('base');
  const by = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  if (!['created', 'updated', null].includes(query.get('sort')))
    throw refuse(501, `Not covered by the embedded GitHub: GET ${path}?sort=${query.get('sort')}`);
  const all = state.issues
    .filter(isPull)
    .filter((item) => wanted === 'all' || item.state === wanted)
    .filter((item) => head === undefined || item.pull.headRef === head)
    .filter((item) => base === null || item.pull.base === base)
    .sort((one, other) => one[by].localeCompare(other[by]) || one.number - other.number);
  // GitHub shows the newest first, but the oldest first where a sort is named without a direction.
  const direction = query.get('direction') ?? (query.has('sort') && by === 'updatedAt' ? 'asc' : 'desc');
  return list(ask, direction === 'asc' ? all : all.reverse(), (item) => simplePull(ask, item));
}

const Edit = z.strictObject({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  base: z.string().optional(),
  maintainer_can_modify: z.boolean().optional(),
});

async function edit(ask: Ask, body: z.infer<typeof Edit>): Promise<Reply> {
  const { login } = viewerOf(ask);
  await change(ask, ({ state }, clock) => {
    const item = pullAt(ask, state);
    if (item.author !== login && !may(state, login, 'write'))
      throw refuse(403, 'Resource not accessible by personal access token');
    if (body.title !== undefined) item.title = body.title;
    if (body.body !== undefined) item.body = body.body;
    if (body.maintainer_can_modify !== undefined) item.pull.maintainerCanModify = body.maintainer_can_modify;
    if (body.base !== undefined) rebase(item, body.base, state.seenRefs, { clock, actor: login });
    if (body.state === 'closed') closeIssue(item, clock, login, null);
    if (body.state === 'open') reopen(item, state.seenRefs, clock, login);
    item.updatedAt = clock.now;
  });
  const now = await again(ask);
  return ok(await fullPull(now, pullAt(now)));
}

interface Change {
  readonly clock: Clock;
  readonly actor: string;
}

function rebase(
  item: PullIssue,
  base: string,
  refs: Readonly<Record<string, string>>,
  { clock, actor }: Change,
): void {
  const sha = refs[`refs/heads/${base}`];
  if (sha === undefined) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (item.state !== 'open')
    throw invalid({
      resource: 'PullRequest',
      code: 'custom',
      message: 'Cannot change the base branch of a closed pull request.',
    });
  if (base !== item.pull.base) {
    const moved = { from: item.pull.base, to: base };
    item.timeline.push({ id: clock.id(), kind: 'base_ref_changed', actor, ...moved, at: clock.now });
  }
  item.pull.base = base;
  item.pull.baseSha = sha;
}

function reopen(
  item: PullIssue,
  refs: Readonly<Record<string, string>>,
  clock: Parameters<typeof reopenIssue>[1],
  login: string,
): void {
  const gone = item.pull.merged !== null || refs[`refs/heads/${item.pull.headRef}`] === undefined;
  if (item.state === 'closed' && gone)
    throw invalid({
      resource: 'PullRequest',
      field: 'state',
      code: 'invalid',
      message: 'state cannot be changed.',
    });
  reopenIssue(item, clock, login);
}

/** `git diff` of what the PR changes, from where it forked; for the `diff` and `patch` media types. */
async function asText(ask: Ask, item: PullIssue): Promise<Reply> {
  const base = baseTip(ask.state, item.pull, item.state === 'open');
  const { headSha } = item.pull;
  const args = ask.accept.includes('.patch')
    ? ['format-patch', '--stdout', `${base}..${headSha}`]
    : ['diff', `${base}...${headSha}`];
  return { status: 200, body: `${await ask.origin.git(args)}\n` };
}

async function filesOf(ask: Ask) {
  const { origin } = ask;
  const item = pullAt(ask);
  const base = await origin.mergeBase(
    baseTip(ask.state, item.pull, item.state === 'open'),
    item.pull.headSha,
  );
  const files = await origin.files(found(base), item.pull.headSha);
  // GitHub lists no more than 3,000 files.
  return list(ask, files.slice(0, 3000), (file) => diffEntry(ask, item.pull.headSha, file));
}

async function commitsOf(ask: Ask) {
  const item = pullAt(ask);
  const all = await pullCommits(ask.state, ask.origin, item.pull, item.state === 'open');
  const shas = all.slice(0, 250);
  const data = await ask.origin.commits(shas);
  return list(ask, shas, (sha) => commit(ask, found(data.get(sha))));
}

/** PRs: list, open, show, edit, their commits and files. */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { query: ['state', 'head', 'base', 'sort', 'direction', ...paging] }, listPulls),
  takes(`POST ${path}`, { needs: 'write', permission: 'pull_requests=write' }, NewPull, open),
  reads(`GET ${number}`, { media: ['diff', 'patch'] }, async (ask) =>
    /\.(diff|patch)/.test(ask.accept) ? asText(ask, pullAt(ask)) : ok(await fullPull(ask, pullAt(ask), true)),
  ),
  takes(`PATCH ${number}`, { needs: 'user', permission: 'pull_requests=write' }, Edit, edit),
  reads(`GET ${number}/merge`, {}, (ask) => {
    if (pullAt(ask).pull.merged === null) throw notFound();
    return noContent;
  }),
  reads(`GET ${number}/commits`, { query: paging }, commitsOf),
  reads(`GET ${number}/files`, { query: paging }, filesOf),
];
