import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { objectsExist } from '../../src/git/objects.ts';
import { fetchObjects, fetchRefs, readRemote, remoteUrl } from '../../src/git/remote.ts';
import { git } from '../support/git-history.ts';
import { pair } from '../support/git-pair.ts';

describe('a remote', () => {
  test('is read with its head, and tags with their commits', async () => {
    const { repo, origin, sha } = await pair();
    const { url, refs, head } = await readRemote(repo, 'origin');
    expect([url, head]).toEqual([origin, 'refs/heads/devel']);
    const tag = git(origin, ['rev-parse', 'v1']).trim();
    expect(refs.get('refs/tags/v1')).toEqual({ name: 'refs/tags/v1', sha: tag, commit: sha('a') });
    expect([...refs.keys()]).toEqual([
      'refs/heads/devel',
      'refs/heads/side',
      'refs/pull/7/head',
      'refs/tags/v1',
    ]);
  });

  test('that is not configured is not one, even where a folder has its name', async () => {
    const { repo, work, origin } = await pair();
    mkdirSync(join(work, 'upstream'));
    git(join(work, 'upstream'), ['clone', '--quiet', '--bare', origin, '.']);
    await expect(readRemote(repo, 'upstream')).rejects.toMatchObject({ code: 'no-remote', exit: 2 });
    await expect(readRemote(repo, '--upload-pack=x')).rejects.toMatchObject({ code: 'no-remote' });
    expect(await remoteUrl(repo, 'upstream')).toBeNull();
  });

  test('that does not answer is unreachable, and shows no password', async () => {
    const { repo, work } = await pair();
    git(work, ['remote', 'set-url', 'origin', 'http://rita:secret@127.0.0.1:1/x.git']);
    const error = await readRemote(repo, 'origin').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'remote-unreachable', exit: 6 });
    expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('secret');
    expect(await remoteUrl(repo, 'origin')).toBe('http://127.0.0.1:1/x.git');
  });

  test('gives objects by SHA, and is not asked for what is here', async () => {
    const { repo, work, sha } = await pair();
    await fetchObjects(repo, 'origin', [sha('b'), sha('b')]);
    expect(await objectsExist(repo, [sha('a'), sha('b'), sha('c')])).toEqual(new Set([sha('a'), sha('b')]));
    git(work, ['remote', 'set-url', 'origin', '/nowhere']);
    await fetchObjects(repo, 'origin', [sha('a'), sha('b')]);
    await expect(fetchObjects(repo, 'origin', [sha('c')])).rejects.toMatchObject({
      code: 'remote-unreachable',
    });
    await expect(fetchRefs(repo, 'nobody', ['refs/x'])).rejects.toMatchObject({ code: 'no-remote' });
  });

  test('gives refs by name, and leaves none behind', async () => {
    const { repo, work, sha } = await pair();
    await fetchRefs(repo, 'origin', ['refs/pull/7/head', 'refs/heads/devel']);
    expect(await objectsExist(repo, [sha('m'), sha('b')])).toHaveProperty('size', 2);
    expect(git(work, ['for-each-ref'])).toBe('');
  });
});

/** A server that gives this for everything, and the clone pointed at it. */
async function answering(type: string, body: string) {
  const { repo, work } = await pair();
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  git(work, ['remote', 'set-url', 'origin', `http://127.0.0.1:${port}/acme/shop.git`]);
  return { repo, close: () => server.close() };
}

test('a page of HTML is no remote whose refs are all gone', async () => {
  const { repo, close } = await answering('text/html', '<html>Sign in to the network</html>');
  await expect(readRemote(repo, 'origin')).rejects.toMatchObject({ code: 'remote-unreachable', exit: 6 });
  close();
});

test('an empty repository is one over HTTP, too', async () => {
  const smart = 'application/x-git-upload-pack-advertisement';
  const { repo, close } = await answering(smart, '001e# service=git-upload-pack\n00000000');
  expect(await readRemote(repo, 'origin')).toMatchObject({ refs: new Map(), head: null });
  close();
});
