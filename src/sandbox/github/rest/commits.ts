import { type Ask, ok, param, repoApi, repoWeb } from './ask.ts';
import { list, pageOf } from './page.ts';
import { isPull } from './pull-lookup.ts';
import { found, notFound, refuse } from './refuse.ts';
import { paging, type Route, reads } from './route.ts';
import { commit, diffEntry, gitCommit } from './shapes/commit.ts';
import { simplePull } from './shapes/pull.ts';

const path = '/repos/{owner}/{repo}';
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The commit that the path's `ref` names (branch, tag, SHA); 422 as GitHub says it for a SHA, 404 otherwise. */
export async function commitAt(ask: Ask, name = 'ref'): Promise<string> {
  const text = param(ask, name);
  const sha = await ask.origin.resolve(text.replace(/^(heads|tags)\//, 'refs/$1/'));
  if (sha !== null) return sha;
  throw /^[0-9a-f]{40}$/.test(text) ? refuse(422, `No commit found for SHA: ${text}`) : notFound();
}

async function one(ask: Ask) {
  const sha = await commitAt(ask);
  const data = found((await ask.origin.commits([sha])).get(sha));
  const files = await ask.origin.files(data.parents[0] ?? emptyTree, sha);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return ok({
    ...commit(ask, data),
    stats: { additions, deletions, total: additions + deletions },
    files: files.map((file) => diffEntry(ask, sha, file)),
  });
}

async function history(ask: Ask) {
  const start = await ask.origin.resolve(ask.query.get('sha') ?? ask.state.defaultBranch);
  const file = ask.query.get('path');
  const limits = (['since', 'until', 'author', 'committer'] as const).flatMap((name) => {
    const value = ask.query.get(name);
    return value === null ? [] : [`--${name}=${value}`];
  });
  const args = [
    'rev-list',
    ...limits,
    '--end-of-options',
    found(start),
    '--',
    ...(file === null ? [] : [file]),
  ];
  const shas = (await ask.origin.git(args)).split('\n').filter(Boolean);
  const { page, size } = pageOf(ask.query);
  const data = await ask.origin.commits(shas.slice((page - 1) * size, page * size));
  return list(ask, shas, (sha) => {
    const each = data.get(sha);
    return each === undefined ? null : commit(ask, each);
  });
}

/** `GET /compare/base...head`: the commits that head has and base has not, 250 unless paged (fact 10). */
async function compare(ask: Ask) {
  const { origin } = ask;
  const names = param(ask, 'basehead').split('...');
  if (names.length !== 2) throw notFound();
  const plain = (name = '') => name.replace(`${ask.state.owner}:`, '');
  const [base, head] = await Promise.all(names.map((name) => origin.resolve(plain(name))));
  const [from, to] = [found(base), found(head)];
  const fork = found(await origin.mergeBase(from, to));
  const [ahead, behind] = await Promise.all([origin.between(from, to), origin.between(to, from)]);
  const paged = ask.query.has('page') || ask.query.has('per_page');
  const { page, size } = paged ? pageOf(ask.query) : { page: 1, size: 250 };
  const shown = ahead.slice((page - 1) * size, page * size);
  const data = await origin.commits([from, fork, ...shown]);
  const files = page === 1 ? await origin.files(fork, to) : [];
  const web = `${repoWeb(ask)}/compare/${from}...${to}`;
  const status =
    ahead.length > 0
      ? behind.length > 0
        ? 'diverged'
        : 'ahead'
      : behind.length > 0
        ? 'behind'
        : 'identical';
  return ok({
    url: `${repoApi(ask)}/compare/${encodeURIComponent(param(ask, 'basehead'))}`,
    html_url: web,
    permalink_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    base_commit: commit(ask, found(data.get(from))),
    merge_base_commit: commit(ask, found(data.get(fork))),
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: shown.map((sha) => commit(ask, found(data.get(sha)))),
    files: files.slice(0, 300).map((file) => diffEntry(ask, to, file)),
  });
}

/** The PRs that brought a commit, and the open ones that hold it (facts 13, 15). */
async function pullsOf(ask: Ask) {
  const { state, origin } = ask;
  const sha = await commitAt(ask, 'commit_sha');
  const holders = [];
  for (const item of state.issues.filter(isPull)) {
    const { merged, headSha, baseSha } = item.pull;
    const listed = item.timeline.some((event) => event.kind === 'committed' && event.sha === sha);
    const tips = [headSha, baseSha];
    const known = (await origin.commits(tips)).size === tips.length;
    const within = listed || (known && (await origin.between(baseSha, headSha)).includes(sha));
    const landed =
      merged !== null && merged.method === 'rebase' && (await landedBy(ask, merged.sha, baseSha, sha));
    if (within || merged?.sha === sha || landed) holders.push(item);
  }
  return list(ask, holders, (item) => simplePull(ask, item));
}

const landedBy = async (ask: Ask, merged: string, base: string, sha: string) =>
  (await ask.origin.commits([merged, base])).size === 2 &&
  (await ask.origin.between(base, merged)).includes(sha);

/** Commits, their comparison, and the PRs they came by. */
export const routes: readonly Route[] = [
  reads(
    `GET ${path}/commits`,
    { query: ['sha', 'path', 'author', 'committer', 'since', 'until', ...paging] },
    history,
  ),
  reads(`GET ${path}/commits/{ref}`, { media: ['sha'] }, async (ask) =>
    ask.accept.includes('.sha') ? ok(await commitAt(ask)) : one(ask),
  ),
  reads(`GET ${path}/commits/{commit_sha}/pulls`, { query: paging }, pullsOf),
  reads(`GET ${path}/compare/{basehead}`, { query: paging }, compare),
  reads(`GET ${path}/git/commits/{commit_sha}`, {}, async (ask) => {
    const sha = param(ask, 'commit_sha');
    return ok(gitCommit(ask, found((await ask.origin.commits([sha])).get(sha))));
  }),
];
