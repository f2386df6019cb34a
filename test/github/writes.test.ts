import { describe, expect, it } from 'vitest';
import type { ReleaseDraft } from '../../src/github/github.ts';
import { connectTo, fakeClock, type StubRequest, stubGitHub } from '../support/stub-github.ts';

const releases = '/repos/acme/shop/releases';
const release = (id: number, tag: string, more: object = {}) => ({
  id,
  tag_name: tag,
  name: tag,
  body: null,
  draft: false,
  prerelease: false,
  html_url: `https://github.com/acme/shop/releases/${id}`,
  ...more,
});
const wanted: ReleaseDraft = {
  tag: 'v1.8.0',
  name: 'Shop 1.8.0',
  body: 'Notes',
  draft: false,
  prerelease: false,
  makeLatest: 'false',
};
const methods = (requests: readonly StubRequest[]) => requests.map((r) => `${r.method} ${r.path}`);

describe('findRelease', () => {
  it('looks through the pages of the list, drafts included (fact 45)', async () => {
    const stub = await stubGitHub((r) => {
      const next = `<http://${r.headers.host}${releases}?per_page=100&page=2>; rel="next"`;
      return r.query.get('page') === '2'
        ? { body: [release(2, 'v1.8.0', { draft: true, name: null })] }
        : { body: [release(1, 'v1.7.0')], headers: { link: next } };
    });
    const { github } = connectTo(stub);
    expect(await github.findRelease('v1.8.0')).toMatchObject({ id: 2, draft: true, name: '', body: '' });
    expect(await github.findRelease('v9')).toBeNull();
  });

  it('takes the published one where there is a draft of the same tag', async () => {
    const stub = await stubGitHub(() => ({ body: [release(1, 'v1', { draft: true }), release(2, 'v1')] }));
    expect(await connectTo(stub).github.findRelease('v1')).toMatchObject({ id: 2 });
  });
});

describe('createRelease', () => {
  it('sends no target_commitish, and latest only where GitHub takes it (facts 44 and 45)', async () => {
    const made = release(1, 'v1.8.0');
    const stub = await stubGitHub(({ method }) => ({ status: 201, body: method === 'GET' ? [made] : made }));
    const { github } = connectTo(stub);
    await github.createRelease(wanted);
    await github.createRelease({ ...wanted, draft: true });
    const body = { tag_name: 'v1.8.0', name: 'Shop 1.8.0', body: 'Notes', draft: false, prerelease: false };
    expect(stub.requests[0]?.body).toEqual({ ...body, make_latest: 'false' });
    expect(stub.requests[1]?.body).toEqual({ ...body, draft: true });
  });

  it.each([
    ['a 502', { status: 502 }],
    ['a dropped connection', { drop: true }],
    ['half an answer', { status: 201, raw: '{"id":' }],
  ])('is found, not repeated, where %s came after GitHub had acted (fact 6)', async (_name, lost) => {
    let created = false;
    const stub = await stubGitHub((r) => {
      if (r.method === 'GET') return { body: created ? [release(7, 'v1.8.0')] : [] };
      created = true;
      return lost;
    });
    const { github, clock } = connectTo(stub);
    expect(await github.createRelease(wanted)).toMatchObject({ id: 7 });
    expect(methods(stub.requests)).toEqual([`POST ${releases}`, `GET ${releases}`]);
    expect(clock.slept).toEqual([]);
  });

  it('says that it is not known where GitHub had not acted', async () => {
    const stub = await stubGitHub((r) =>
      r.method === 'GET' ? { body: [] } : { status: 502, raw: '<html>' },
    );
    await expect(connectTo(stub).github.createRelease(wanted)).rejects.toMatchObject({
      code: 'github-unreachable',
      message: 'could not create the release v1.8.0: GitHub answered 502',
      remedy: expect.stringContaining('run the same command again'),
    });
    expect(stub.requests.filter((r) => r.method === 'POST')).toHaveLength(1);
  });

  it('takes the one that is there already (fact 46)', async () => {
    const errors = [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }];
    const stub = await stubGitHub((r) =>
      r.method === 'GET'
        ? { body: [release(7, 'v1.8.0')] }
        : { status: 422, body: { message: 'Validation Failed', errors } },
    );
    expect(await connectTo(stub).github.createRelease(wanted)).toMatchObject({ id: 7 });
  });

  it('passes on why a ruleset refused (fact 46)', async () => {
    const message =
      'pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted.';
    const errors = [
      { resource: 'Release', code: 'custom', field: 'pre_receive', message },
      { resource: 'Release', code: 'custom', message: 'Published releases must have a valid tag' },
    ];
    const stub = await stubGitHub(() => ({ status: 422, body: { message: 'Validation Failed', errors } }));
    const failed = connectTo(stub).github.createRelease(wanted);
    await expect(failed).rejects.toThrow(
      /Cannot create ref due to creations being restricted\.; Published releases must/,
    );
  });
});

describe('a tag whose name an immutable release has used (fact 47)', () => {
  it.each(['POST', 'PATCH'])('%s is told to take the next version', async (method) => {
    const errors = [
      { resource: 'Release', code: 'custom', message: 'tag_name was used by an immutable release' },
    ];
    const stub = await stubGitHub(() => ({ status: 422, body: { message: 'Validation Failed', errors } }));
    const { github } = connectTo(stub);
    const write =
      method === 'POST' ? github.createRelease(wanted) : github.updateRelease(7, { draft: false });
    await expect(write).rejects.toMatchObject({
      code: 'github-refused',
      remedy: expect.stringContaining('next patch version'),
    });
    expect(stub.requests.map((r) => r.method)).toEqual([method]);
  });
});

describe('deleteRelease', () => {
  const route = (found: object | null) => (r: StubRequest) =>
    r.method === 'DELETE' ? { status: 204 } : found === null ? { status: 404 } : { body: found };

  it('deletes a draft', async () => {
    const stub = await stubGitHub(route(release(7, 'v1', { draft: true })));
    await connectTo(stub).github.deleteRelease(7);
    expect(methods(stub.requests)).toEqual([`GET ${releases}/7`, `DELETE ${releases}/7`]);
  });
  it('is content where it is gone', async () => {
    const stub = await stubGitHub(route(null));
    await connectTo(stub).github.deleteRelease(7);
    expect(stub.requests).toHaveLength(1);
  });
  it('never deletes a published one (fact 47)', async () => {
    const stub = await stubGitHub(route(release(7, 'v1')));
    await expect(connectTo(stub).github.deleteRelease(7)).rejects.toMatchObject({ code: 'github-refused' });
    expect(stub.requests.map((r) => r.method)).toEqual(['GET']);
  });
});

describe('comments', () => {
  const comment = (id: number, body: string, user: object | null = { login: 'rita' }) => ({
    id,
    body,
    user,
    html_url: `https://github.com/acme/shop/pull/5#issuecomment-${id}`,
  });

  it('are listed, also those of deleted accounts', async () => {
    const stub = await stubGitHub(() => ({ body: [comment(1, 'a'), comment(2, 'b', null)] }));
    const all = await connectTo(stub).github.comments(5);
    expect(all.map((c) => [c.id, c.author])).toEqual([
      [1, 'rita'],
      [2, null],
    ]);
  });

  it('are found, not repeated, where the answer got lost', async () => {
    const stub = await stubGitHub((r) =>
      r.method === 'POST'
        ? { drop: true }
        : { body: [comment(1, 'other'), comment(2, 'picked <!-- rel:1 -->')] },
    );
    const made = await connectTo(stub).github.createComment(5, 'picked <!-- rel:1 -->');
    expect(made.id).toBe(2);
    expect(stub.requests.map((r) => r.method)).toEqual(['POST', 'GET']);
  });

  it('can be changed', async () => {
    const stub = await stubGitHub(() => ({ body: comment(1, 'new') }));
    expect((await connectTo(stub).github.updateComment(1, 'new')).body).toBe('new');
    expect(methods(stub.requests)).toEqual(['PATCH /repos/acme/shop/issues/comments/1']);
  });

  it('that are gone need no deleting, those that may not be deleted are told', async () => {
    const gone = await stubGitHub(() => ({ status: 404 }));
    await connectTo(gone).github.deleteComment(1);
    const kept = await stubGitHub((r) =>
      r.method === 'DELETE' ? { status: 404 } : { body: comment(1, 'x') },
    );
    await expect(connectTo(kept).github.deleteComment(1)).rejects.toMatchObject({
      remedy: expect.stringMatching(/^give the token pull requests: write;/),
    });
  });
});

describe('labels', () => {
  it('are put on', async () => {
    const stub = await stubGitHub(() => ({ body: [] }));
    await connectTo(stub).github.addLabels(5, ['rc/1.8.0']);
    expect(methods(stub.requests)).toEqual(['POST /repos/acme/shop/issues/5/labels']);
    expect(stub.requests[0]?.body).toEqual({ labels: ['rc/1.8.0'] });
  });

  it('are taken off; one that is not on it is fine, a PR that is not there is not', async () => {
    const off = await stubGitHub(() => ({ status: 404, body: { message: 'Label does not exist' } }));
    await connectTo(off).github.removeLabel(5, 'rc/1.8.0');
    expect(methods(off.requests)).toEqual(['DELETE /repos/acme/shop/issues/5/labels/rc/1.8.0']);
    const lost = await stubGitHub(() => ({ status: 404, body: { message: 'Not Found' } }));
    await expect(connectTo(lost).github.removeLabel(5, 'x')).rejects.toMatchObject({
      code: 'github-refused',
    });
  });

  it('are made only where they are missing, also in a race', async () => {
    const look = { color: 'ededed', description: 'for the train' };
    const there = await stubGitHub(() => ({ body: { name: 'x' } }));
    await connectTo(there).github.ensureLabel('x', look);
    expect(there.requests.map((r) => r.method)).toEqual(['GET']);
    const errors = [{ resource: 'Label', code: 'already_exists', field: 'name' }];
    const race = await stubGitHub((r) =>
      r.method === 'GET' ? { status: 404 } : { status: 422, body: { message: 'Validation Failed', errors } },
    );
    await connectTo(race).github.ensureLabel('x', look);
    expect(race.requests[1]?.body).toEqual({ name: 'x', ...look });
  });
});

describe('writes take turns', () => {
  it('one at a time, a second apart, but reads are not spaced', async () => {
    const clock = fakeClock();
    let running = 0;
    let most = 0;
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      running += 1;
      most = init?.method === 'GET' ? most : Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return Response.json(init?.method === 'GET' ? [] : release(1, 'v1'));
    };
    const stub = { url: 'https://api.github.com', requests: [] };
    const { github } = connectTo(stub, { clock, fetch });
    await Promise.all([1, 2, 3].map((id) => github.updateRelease(id, { body: 'x' })));
    expect(most).toBe(1);
    expect(clock.slept).toEqual([1, 1]);
    await github.findRelease('v1');
    await github.comments(1);
    expect(clock.slept).toEqual([1, 1]);
  });

  it('without a pause on a loopback address, and go on after one that failed', async () => {
    const stub = await stubGitHub((_r, nth) => (nth === 0 ? { status: 422 } : { body: release(1, 'v1') }));
    const { github, clock } = connectTo(stub);
    await expect(github.updateRelease(1, {})).rejects.toMatchObject({ code: 'github-refused' });
    await github.updateRelease(1, {});
    expect(clock.slept).toEqual([]);
  });
});
