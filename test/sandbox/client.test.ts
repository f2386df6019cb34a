import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { connectGitHub, type GitHub, isMissing } from '../../src/github/github.ts';
import { embeddedGitHub } from '../../src/sandbox/github/app.ts';
import { validatedFetch } from '../support/openapi.ts';
import { type Shop, scenario } from '../support/rig.ts';

/** rel's own client on the sandbox's GitHub, every REST request and answer held against GitHub's description. */
function connect(shop: Shop): { readonly github: GitHub; readonly proven: ReadonlySet<string> } {
  const { fetch, proven } = validatedFetch(embeddedGitHub(join(shop.dir, 'github')).fetch);
  const github = connectGitHub({
    host: 'github.com',
    apiUrl: 'http://localhost',
    slug: { owner: 'acme', name: 'shop' },
    token: 'sandbox:rita',
    fetch: (input, init) => fetch(new Request(input, init)),
  });
  return { github, proven };
}

/** What was read; fails where it could not be. */
function value<T>(read: { ok: true; value: T } | { ok: false; why: string } | undefined): T {
  if (read?.ok === true) return read.value;
  throw new Error(read === undefined ? 'no answer' : read.why);
}

describe("rel's GitHub client and the embedded GitHub understand each other by GitHub's own description", () => {
  scenario('what is read is the seeded story', async (shop) => {
    const { github, proven } = connect(shop);
    expect(await github.viewer()).toBe('rita');
    expect(value(await github.team('acme/qa'))).toContain('quinn');

    const read = await github.pullRequests([230, 234, 244, 999]);
    expect(value(read.get(230))).toMatchObject({
      title: 'Do not charge twice when the browser retries',
      author: 'dora',
      state: 'MERGED',
      base: 'devel',
      commitCount: 2,
      milestone: '1.8.0',
      timelineComplete: true,
    });
    expect(value(read.get(230)).timeline).toContainEqual(
      expect.objectContaining({ kind: 'labeled', label: 'qa-approved', actor: 'quinn' }),
    );
    expect(
      value(read.get(234))
        .timeline.map(({ kind }) => kind)
        .filter((kind) => /commit|review/.test(kind)),
    ).toEqual(['commit', 'review', 'commit']);
    expect(value(read.get(244))).toMatchObject({ state: 'OPEN', isDraft: true, mergeCommit: null });
    const missing = read.get(999);
    expect(missing !== undefined && isMissing(missing)).toBe(true);

    const selected = value(await github.selectPullRequests({ label: 'rc/1.8.0', base: 'devel' }));
    const numbers = [230, 231, 232, 233, 234, 235, 236, 243, 244, 245];
    expect(selected.map(({ number }) => number).sort()).toEqual(numbers);
    expect(await github.selectPullRequests({ milestone: '9.9.9' })).toMatchObject({ ok: false });
    const open = value((await github.openPullRequests(['main', 'devel'])).get('devel'));
    expect([open.total, open.newest.map(({ number }) => number).sort()]).toEqual([4, [243, 244, 250, 251]]);
    expect(value(await github.openIssues({ labels: ['bug'], milestone: '1.9.0' }))).toMatchObject([
      { number: 222 },
    ]);
    expect(value(await github.openIssues({ labels: ['bug'], milestone: '1.8.0' }))).toEqual([]);

    const [candidate, merged] = [shop.tip('v1.8.0-rc.1'), value(read.get(230)).mergeCommit ?? ''];
    const checks = value((await github.checks([candidate])).get(candidate));
    expect(checks.map(({ name, conclusion }) => [name, conclusion]).sort()).toEqual([
      ['build', 'success'],
      ['unit', 'success'],
    ]);
    expect(value((await github.pullRequestsOfCommits([merged])).get(merged))).toEqual([230]);
    expect(await github.findRelease('v1.7.1')).toMatchObject({ draft: false });
    expect(await github.findRelease('v9.9.9')).toBeNull();
    expect((await github.comments(230)).map(({ author }) => author)).toContain('quinn');
    expect([...proven].sort()).toEqual([
      'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      'GET /repos/{owner}/{repo}/releases',
    ]);
  });

  scenario('what is written is there, and can be taken back', async (shop) => {
    const { github, proven } = connect(shop);
    const draft = {
      tag: 'v1.8.0',
      name: '1.8.0',
      body: 'Soon',
      draft: true,
      prerelease: false,
      makeLatest: 'false',
    } as const;
    const first = await github.createRelease(draft);
    expect(await github.findRelease('v1.8.0')).toEqual(first);
    await github.deleteRelease(first.id);
    expect(await github.findRelease('v1.8.0')).toBeNull();
    const { id } = await github.createRelease(draft);
    shop.git(`tag v1.8.0 ${shop.tip('v1.8.0-rc.1')}`, shop.origin);
    expect(await github.updateRelease(id, { draft: false, body: 'Out', makeLatest: 'true' })).toMatchObject({
      id,
      draft: false,
    });
    await expect(github.deleteRelease(id)).rejects.toThrow('published');
    expect((await shop.github('GET', 'releases/latest')).body).toBe('Out');

    const comment = await github.createComment(231, 'Picked');
    await github.updateComment(comment.id, 'Picked twice');
    expect(await github.comments(231)).toMatchObject([
      { id: comment.id, author: 'rita', body: 'Picked twice' },
    ]);
    await github.deleteComment(comment.id);
    await github.deleteComment(comment.id);
    expect(await github.comments(231)).toEqual([]);

    const look = { color: '00ff00', description: 'On its way' };
    await github.ensureLabel('picked/1.8.0', look);
    await github.ensureLabel('picked/1.8.0', look);
    await github.addLabels(231, ['picked/1.8.0']);
    const labels = async () => value((await github.pullRequests([231])).get(231)).labels;
    expect(await labels()).toContain('picked/1.8.0');
    await github.removeLabel(231, 'picked/1.8.0');
    await github.removeLabel(231, 'picked/1.8.0');
    expect(await labels()).not.toContain('picked/1.8.0');
    expect([...proven].filter((operation) => !operation.startsWith('GET ')).sort()).toEqual([
      'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
      'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
      'DELETE /repos/{owner}/{repo}/releases/{release_id}',
      'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      'PATCH /repos/{owner}/{repo}/releases/{release_id}',
      'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
      'POST /repos/{owner}/{repo}/labels',
      'POST /repos/{owner}/{repo}/releases',
    ]);
  });

  scenario('a PR is opened once, follows its branch and carries a status', async (shop) => {
    const { github, proven } = connect(shop);
    shop.git('branch fix/docs rc/1.8.0', shop.origin);
    const draft = { head: 'fix/docs', base: 'rc/1.8.0', title: 'Docs', body: 'One', draft: true };
    expect(await github.openPullRequest(draft)).toEqual({ kind: 'no-commits' });
    const first = shop.commitOnto('fix/docs', { 'DOCS.md': 'one\n' }, 'One');
    const opened = await github.openPullRequest(draft);
    expect(opened).toMatchObject({ made: true, pullRequest: { headSha: first, isDraft: true } });
    expect(await github.openPullRequest(draft)).toEqual({ ...opened, made: false });
    const number = opened.kind === 'open' ? opened.pullRequest.number : 0;
    await github.updatePullRequest(number, { title: 'Docs, twice', body: 'Two' });
    await github.addAssignees(number, ['dora', 'eve', 'nobody']);
    const shown = await shop.github('GET', `pulls/${number}`);
    expect(shown.assignees.map(({ login }: { login: string }) => login)).toEqual(['dora']);

    const second = shop.commitOnto('fix/docs', { 'DOCS.md': 'two\n' }, 'Two');
    const [now] = value(await github.pullRequestsOfBranch('fix/docs', 'rc/1.8.0'));
    expect(now).toMatchObject({ headSha: second, title: 'Docs, twice', body: 'Two', state: 'OPEN' });
    expect(value((await github.pullRequests([number])).get(number)).timeline).toContainEqual({
      kind: 'commit',
      sha: second,
    });

    const status = {
      context: 'rel/conflict',
      state: 'failure',
      description: 'x:1',
      targetUrl: null,
    } as const;
    expect(value(await github.status(second, 'rel/conflict'))).toBeNull();
    await github.setStatus(second, status);
    await github.setStatus(second, status);
    expect(value(await github.status(second, 'rel/conflict'))).toEqual(status);
    expect(await shop.github('GET', `commits/${second}/statuses`)).toHaveLength(1);
    await github.setStatus(second, { ...status, state: 'success', description: 'none' });
    expect(value((await github.checks([second])).get(second))).toMatchObject([
      { kind: 'status', name: 'rel/conflict', conclusion: 'success' },
    ]);

    await expect(shop.github('PUT', `pulls/${number}/merge`)).rejects.toThrow('still a draft');
    expect([...proven].filter((operation) => !operation.startsWith('GET ')).sort()).toEqual([
      'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
      'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
      'POST /repos/{owner}/{repo}/pulls',
      'POST /repos/{owner}/{repo}/statuses/{sha}',
    ]);
  });
});
