import { describe, expect, it } from 'vitest';
import { careful } from '../../src/github/send.ts';

const apiUrl = 'https://api.github.com';
const options = { apiUrl, timeout: 60_000 };
const moved = (status: number, location: string) => new Response('', { status, headers: { location } });

/** What was sent, and the answers that came, one after the other. */
function answering(...answers: Response[]) {
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push(`${init?.method} ${String(input)}`);
    return answers[sent.length - 1] ?? new Response('{}');
  };
  return { sent, send: careful({ ...options, fetch }) };
}

describe('a redirect', () => {
  it.each([301, 302, 307, 308])('%i is followed within the host, and a POST stays one', async (status) => {
    const { sent, send } = answering(moved(status, '/repositories/7/issues'));
    expect(await (await send(`${apiUrl}/repos/a/b/issues`, { method: 'POST' })).json()).toEqual({});
    expect(sent).toEqual([`POST ${apiUrl}/repos/a/b/issues`, `POST ${apiUrl}/repositories/7/issues`]);
  });

  it.each(['https://evil.example/', 'http://api.github.com/', '//evil.example/x'])(
    'is not followed to %s',
    async (to) => {
      const { sent, send } = answering(moved(307, to));
      await expect(send(`${apiUrl}/user`, { method: 'GET' })).rejects.toMatchObject({
        code: 'ERR_INVALID_REDIRECT',
      });
      expect(sent).toHaveLength(1);
    },
  );

  it('is not followed for ever', async () => {
    const { sent, send } = answering(...Array.from({ length: 9 }, () => moved(301, '/user')));
    await expect(send(`${apiUrl}/user`, { method: 'GET' })).rejects.toThrow(/on and on/);
    expect(sent).toHaveLength(6);
  });
});

describe('an answer', () => {
  it('that does not end is not read to its end', async () => {
    let given = 0;
    const chunk = new Uint8Array(2 ** 20);
    const body = new ReadableStream({
      pull: (controller) => {
        given += 1;
        controller.enqueue(chunk);
      },
    });
    const { send } = answering(new Response(body));
    await expect(send(apiUrl, { method: 'GET' })).rejects.toThrow(/longer than 64 MiB/);
    expect(given).toBeLessThan(70);
  });

  it('that does not come is given up', async () => {
    const fetch: typeof globalThis.fetch = (_input, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const send = careful({ apiUrl, fetch, timeout: 1 });
    await expect(send(apiUrl, { method: 'GET' })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });
});
