import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostName, type Options, openStage, type Ran, type Stage } from './stage.ts';

/** What `gh` does and the embedded GitHub does not, each with the route its 501 must name. */
const uncovered: readonly [string[], string][] = [
  [['api', 'repos/acme/shop/hooks'], 'GET /api/v3/repos/acme/shop/hooks'],
  [['run', 'list', '-R', `${hostName}/acme/shop`], 'GET /api/v3/repos/acme/shop/actions/runs'],
  [['secret', 'list', '-R', `${hostName}/acme/shop`], 'GET /api/v3/repos/acme/shop/actions/secrets'],
  [
    ['api', 'graphql', '-f', 'query={viewer{starredRepositories(first:1){totalCount}}}'],
    'User.starredRepositories',
  ],
];

let stage: Stage;
let clone: string;

beforeAll(async () => {
  stage = await openStage();
  clone = join(stage.dir, 'clone');
  await git(stage.dir, 'clone', `https://x:sandbox%3Adora@${hostName}/acme/shop.git`, clone);
  await git(clone, 'config', 'user.name', 'Dora Dev');
  await git(clone, 'config', 'user.email', 'dora@acme.example');
});
afterAll(() => stage?.close());

const succeed = (ran: Ran): string => {
  expect({ ...ran, out: '' }).toMatchObject({ code: 0 });
  return ran.out;
};
const git = async (cwd: string, ...args: string[]): Promise<string> => succeed(await stage.git(cwd, ...args));
/** gh as that user, in the clone; it must succeed. */
const gh = async (login: string, args: readonly string[], options: Options = {}): Promise<string> =>
  succeed(await stage.gh(login, args, { cwd: clone, ...options }));
const json = async (login: string, ...args: string[]) => JSON.parse(await gh(login, args));

/** A branch of its own with one commit for each name, pushed; answers its name. */
async function branch(name: string, files: readonly string[], base = 'devel'): Promise<string> {
  await git(clone, 'fetch', '--quiet', '--prune', 'origin');
  await git(clone, 'checkout', '--quiet', '-B', name, `origin/${base}`);
  for (const file of files) {
    writeFileSync(join(clone, file), `${file}\n`);
    await git(clone, 'add', '--', file);
    await git(clone, 'commit', '--quiet', '-m', `Add ${file}`);
  }
  await git(clone, 'push', '--quiet', '--set-upstream', 'origin', name);
  return name;
}

/** The number in the last line that gh prints: the address of what it made. */
const numberIn = (out: string): string => /\/(\d+)\s*$/.exec(out)?.[1] ?? '';

describe('gh 2.23 reads', () => {
  it('under the name 127.0.0.1:PORT, by /api/v3 and /api/graphql', async () => {
    const env = { GH_HOST: stage.address };
    expect(await gh('rita', ['api', 'user', '--jq', '.login'], { env })).toBe('rita\n');
    const repository = ['-R', `${stage.address}/acme/shop`];
    expect(await gh('rita', ['pr', 'view', '231', ...repository], { env })).toContain('Ask for a postcode');
  });

  it('the repository', async () => {
    expect(await gh('rita', ['repo', 'view'])).toMatch(/^name:\tacme\/shop$/m);
    const shown = await json(
      'rita',
      'repo',
      'view',
      '--json',
      'nameWithOwner,defaultBranchRef,viewerPermission',
    );
    expect(shown).toMatchObject({
      nameWithOwner: 'acme/shop',
      defaultBranchRef: { name: 'devel' },
      viewerPermission: 'ADMIN',
    });
  });

  it('PRs: list, filters, one with everything on it, its checks and its diff', async () => {
    expect(await gh('rita', ['pr', 'list'])).toMatch(/^251\t.*\tDRAFT\t/m);
    const fixes = [
      'pr',
      'list',
      '--label',
      'fix',
      '--state',
      'merged',
      '--json',
      'number',
      '--jq',
      '.[].number',
    ];
    expect((await gh('rita', fixes)).split('\n')).toEqual(
      expect.arrayContaining(['230', '231', '232', '240']),
    );
    expect(await gh('rita', ['pr', 'view', '231'])).toMatch(/reviewers:\tquinn \(Approved\)/);
    const fields =
      'number,state,mergeCommit,mergedBy,reviews,commits,files,labels,milestone,statusCheckRollup,comments,reviewDecision';
    const shown = await json('rita', 'pr', 'view', '231', '--json', fields);
    expect(shown).toMatchObject({
      state: 'MERGED',
      mergeCommit: { oid: expect.stringMatching(/^[0-9a-f]{40}$/) },
      reviews: [{ author: { login: 'quinn' }, state: 'APPROVED' }],
      commits: [{ oid: expect.any(String) }, { oid: expect.any(String) }],
      milestone: { title: '1.8.0' },
      statusCheckRollup: [
        { name: 'build', conclusion: 'SUCCESS' },
        { name: 'unit', conclusion: 'SUCCESS' },
      ],
    });
    const red = await stage.gh('rita', ['pr', 'checks', '243'], { cwd: clone });
    expect(red).toMatchObject({ code: 1, out: expect.stringMatching(/^unit\tfail\t/m) });
    expect(await gh('rita', ['pr', 'diff', '243', '--name-only'])).toBe('src/shipping/delivery.ts\n');
  });

  it('issues, labels, releases', async () => {
    expect(await gh('rita', ['issue', 'list', '--label', 'bug'])).toMatch(/^246\tOPEN\t/m);
    expect(await gh('rita', ['issue', 'view', '246'])).toMatch(/author:\teve/);
    expect(await gh('rita', ['label', 'list'])).toMatch(/^qa-approved\t/m);
    expect(await gh('rita', ['release', 'list'])).toMatch(/^v1\.7\.1\tLatest\tv1\.7\.1\t/m);
    expect(await gh('rita', ['release', 'view', 'v1.7.0'])).toMatch(/^draft:\tfalse$/m);
  });

  it('pages of a connection, by its cursors', async () => {
    const query =
      'query($endCursor:String){repository(owner:"acme",name:"shop"){pullRequests(first:7,after:$endCursor){nodes{number}pageInfo{hasNextPage endCursor}}}}';
    const pages = [
      'api',
      'graphql',
      '--paginate',
      '-f',
      `query=${query}`,
      '--jq',
      '.data.repository.pullRequests.nodes[].number',
    ];
    const numbers = (await gh('rita', pages)).trim().split('\n').map(Number);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    expect(numbers.length).toBeGreaterThan(20);
  });

  it.each(uncovered)('501 for gh %j, which names the route', async (args, route) => {
    const { code, err, out } = await stage.gh('rita', args);
    expect(code).toBe(1);
    expect(out + err).toContain(`Not covered by the embedded GitHub: ${route}`);
    expect(out + err).toContain('501');
  });
});

describe('gh 2.23 writes', () => {
  it('a PR from a pushed branch, commented, labelled, approved and squashed', async () => {
    await branch('feature/squash', ['one.txt', 'two.txt']);
    const made = await gh('dora', [
      'pr',
      'create',
      '--title',
      'One and two',
      '--body',
      'Closes #246',
      '--base',
      'devel',
      '--head',
      'feature/squash',
    ]);
    const number = numberIn(made);
    expect(made).toContain(`https://${hostName}/acme/shop/pull/`);
    const again = await stage.gh(
      'dora',
      ['pr', 'create', '--title', 'x', '--body', '', '--base', 'devel', '--head', 'feature/squash'],
      { cwd: clone },
    );
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('already exists') });
    expect(await gh('quinn', ['pr', 'comment', number, '--body', 'Looks good'])).toContain('#issuecomment-');
    await gh('dora', [
      'pr',
      'edit',
      number,
      '--add-label',
      'feature',
      '--milestone',
      '1.9.0',
      '--add-reviewer',
      'quinn',
    ]);
    await gh('quinn', ['pr', 'review', number, '--approve', '--body', 'Tried it']);
    await gh('dora', ['pr', 'merge', number, '--squash']);
    const shown = await json(
      'dora',
      'pr',
      'view',
      number,
      '--json',
      'state,mergedBy,labels,milestone,reviews,comments,mergeCommit',
    );
    expect(shown).toMatchObject({
      state: 'MERGED',
      mergedBy: { login: 'dora' },
      labels: [{ name: 'feature' }],
      milestone: { title: '1.9.0' },
      reviews: [{ author: { login: 'quinn' }, state: 'APPROVED', body: 'Tried it' }],
      comments: [{ author: { login: 'quinn' }, body: 'Looks good' }],
    });
    await git(clone, 'fetch', '--quiet', 'origin');
    expect(await git(clone, 'log', '-1', '--format=%H %s', 'origin/devel')).toBe(
      `${shown.mergeCommit.oid} One and two (#${number})\n`,
    );
  });

  it.each([
    ['--merge', 2],
    ['--rebase', 1],
  ])('a merge by %s', async (method, parents) => {
    const name = await branch(`feature/by${method}`, [`a${method}`, `b${method}`]);
    const number = numberIn(
      await gh('dora', ['pr', 'create', '--title', name, '--body', '', '--base', 'devel', '--head', name]),
    );
    await gh('dora', ['pr', 'merge', number, method]);
    const { mergeCommit } = await json('dora', 'pr', 'view', number, '--json', 'mergeCommit');
    await git(clone, 'fetch', '--quiet', 'origin');
    expect((await git(clone, 'rev-parse', 'origin/devel')).trim()).toBe(mergeCommit.oid);
    expect(
      (await git(clone, 'show', '--no-patch', '--format=%P', mergeCommit.oid)).trim().split(' '),
    ).toHaveLength(parents);
  });

  it('refuses a merge by somebody without the right', async () => {
    const { code, err } = await stage.gh('eve', ['pr', 'merge', '250', '--merge'], { cwd: clone });
    expect(code).toBe(1);
    expect(err).toMatch(/eve does not have the correct permissions to execute `MergePullRequest`/);
    expect(await json('rita', 'pr', 'view', '250', '--json', 'state')).toEqual({ state: 'OPEN' });
  });

  it('drafts, closing and opening again', async () => {
    await gh('rita', ['pr', 'ready', '244']);
    expect(await json('rita', 'pr', 'view', '244', '--json', 'isDraft')).toEqual({ isDraft: false });
    await gh('rita', ['pr', 'close', '250']);
    expect(await json('rita', 'pr', 'view', '250', '--json', 'state')).toEqual({ state: 'CLOSED' });
    await gh('rita', ['pr', 'reopen', '250']);
    expect(await json('rita', 'pr', 'view', '250', '--json', 'state')).toEqual({ state: 'OPEN' });
  });

  it('issues', async () => {
    const made = await gh('dora', [
      'issue',
      'create',
      '--title',
      'It broke',
      '--body',
      'Here',
      '--label',
      'bug',
      '--assignee',
      'dan',
      '--milestone',
      '1.9.0',
    ]);
    const number = numberIn(made);
    await gh('dora', ['issue', 'comment', number, '--body', 'Still']);
    await gh('rita', ['issue', 'edit', number, '--add-label', 'docs', '--remove-label', 'bug']);
    await gh('rita', ['issue', 'close', number, '--reason', 'not planned']);
    const shown = await json(
      'rita',
      'issue',
      'view',
      number,
      '--json',
      'state,labels,assignees,milestone,comments',
    );
    expect(shown).toMatchObject({
      state: 'CLOSED',
      labels: [{ name: 'docs' }],
      assignees: [{ login: 'dan' }],
      milestone: { title: '1.9.0' },
      comments: [{ body: 'Still' }],
    });
  });

  it('labels and releases', async () => {
    await gh('rita', ['label', 'create', 'urgent', '--color', 'ff0000', '--description', 'Now']);
    expect(await gh('rita', ['label', 'list'])).toContain('urgent\tNow\t#ff0000');
    await gh('rita', ['release', 'create', 'v9.0.0', '--notes', 'First', '--draft', '--target', 'devel']);
    expect(await gh('rita', ['release', 'view', 'v9.0.0'])).toMatch(/^draft:\ttrue$/m);
    await gh('rita', ['release', 'edit', 'v9.0.0', '--draft=false', '--notes', 'Second']);
    expect(await gh('rita', ['release', 'view', 'v9.0.0'])).toMatch(/^draft:\tfalse[\s\S]*Second/m);
    await git(clone, 'fetch', '--quiet', '--tags', 'origin');
    expect(await git(clone, 'tag', '--list', 'v9.0.0')).toBe('v9.0.0\n');
  });
});

describe('plain git', () => {
  it('is refused by a protected branch in GitHub’s words, and let through elsewhere', async () => {
    const rule = {
      required_status_checks: { strict: false, contexts: ['build'] },
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    };
    await gh('rita', ['api', '-X', 'PUT', 'repos/acme/shop/branches/main/protection', '--input', '-'], {
      input: JSON.stringify(rule),
    });
    await branch('to-main', ['direct.txt'], 'main');
    const before = await git(clone, 'ls-remote', 'origin', 'refs/heads/main');
    const pushed = await stage.git(clone, 'push', 'origin', 'to-main:main');
    expect(pushed.code).toBe(1);
    expect(pushed.err).toMatch(
      /remote: error: GH006: Protected branch update failed for refs\/heads\/main\./,
    );
    expect(pushed.err).toMatch(/Required status check "build" is expected/);
    expect(await git(clone, 'ls-remote', 'origin', 'refs/heads/main')).toBe(before);
  });

  it('fetches every PR’s head, and may not push there', async () => {
    await git(clone, 'fetch', '--quiet', 'origin', 'refs/pull/243/head');
    const { headRefOid } = await json('rita', 'pr', 'view', '243', '--json', 'headRefOid');
    expect((await git(clone, 'rev-parse', 'FETCH_HEAD')).trim()).toBe(headRefOid);
    const pushed = await stage.git(clone, 'push', 'origin', '+HEAD:refs/pull/243/head');
    expect(pushed).toMatchObject({ code: 1, err: expect.stringContaining('deny updating a hidden ref') });
  });

  it('asks for a token that somebody has', async () => {
    const url = `https://x:sandbox%3Anobody@${hostName}/acme/shop.git`;
    const pushed = await stage.git(clone, 'push', url, 'HEAD:refs/heads/by-nobody');
    expect(pushed.code).toBe(128);
    expect(pushed.err).toMatch(/Authentication failed/);
  });
});
