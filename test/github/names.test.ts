import { describe, expect, it } from 'vitest';
import { answerGraphql, connection, connectTo, paged, stubGitHub } from '../support/stub-github.ts';

const label = (n: number) => ({ name: `l${n}` });

describe('the labels and milestones of a repository', () => {
  it('are read by one request', async () => {
    const repository = {
      labels: paged([{ name: 'bug' }]),
      milestones: paged([
        { number: 2, title: '1.8.0' },
        { number: 1, title: '1.7.0' },
      ]),
    };
    const stub = await stubGitHub((r) => answerGraphql(r, { repository }));
    const names = { labels: ['bug'], milestones: ['1.8.0', '1.7.0'] };
    expect(await connectTo(stub).github.namesInUse()).toEqual({ ok: true, value: names });
    expect(stub.requests).toHaveLength(1);
  });

  it('are read whole, or not at all', async () => {
    const many = Array.from({ length: 120 }, (_, n) => label(n));
    const repository = { labels: paged(many), milestones: paged([]) };
    const stub = await stubGitHub((r) => answerGraphql(r, { repository }));
    expect(await connectTo(stub).github.namesInUse()).toMatchObject({
      ok: true,
      value: { labels: expect.objectContaining({ length: 120 }), milestones: [] },
    });
    expect(stub.requests).toHaveLength(2);
    const half = { labels: () => connection([null]), milestones: paged([]) };
    const holes = await stubGitHub((r) => answerGraphql(r, { repository: half }));
    expect(await connectTo(holes).github.namesInUse()).toMatchObject({ ok: false });
    const none = await stubGitHub(() => ({ status: 404, body: { message: 'Not Found' } }));
    expect(await connectTo(none).github.namesInUse()).toMatchObject({ ok: false });
  });
});
