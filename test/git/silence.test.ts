import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { readRemote } from '../../src/git/remote.ts';
import { openRepository } from '../../src/git/repository.ts';
import { waitsForRemote } from '../../src/git/silence.ts';
import { emptyRepository, git } from '../support/git-history.ts';

it.each([
  ['ls-remote --symref -- origin', true],
  ['-c pack.window=0 push --atomic -- origin', true],
  ['-c fetch.negotiationAlgorithm=noop fetch --quiet --stdin', true],
  ['remote get-url --push -- push', false],
  ['cat-file --batch', false],
  ['for-each-ref fetch', false],
])('git %s waits for a remote: %s', (line, waits) => {
  expect(waitsForRemote(line.split(' '))).toBe(waits);
});

it('a remote that says nothing is given up, with all that git has started', async () => {
  const dir = emptyRepository();
  const [script, pid] = [join(dir, 'ssh'), join(dir, 'pid')];
  // It would go on for ever, and holds the pipes that git's own end does not close.
  writeFileSync(script, `#!/bin/sh\ntrap '' TERM\necho $$ > '${pid}'\nwhile :; do sleep 60; done\n`);
  chmodSync(script, 0o755);
  git(dir, ['remote', 'add', 'origin', 'ssh://nobody.example/a/b.git']);
  vi.stubEnv('GIT_SSH_COMMAND', script);
  vi.stubEnv('GIT_HTTP_LOW_SPEED_TIME', '0.5');
  try {
    await expect(readRemote(await openRepository(dir), 'origin')).rejects.toMatchObject({
      code: 'remote-unreachable',
      why: 'nothing came from the remote for 0.5 s',
    });
  } finally {
    vi.unstubAllEnvs();
  }
  // Nobody may take note of its end: then it is a zombie.
  const state = () =>
    spawnSync('ps', ['-o', 'stat=', '-p', readFileSync(pid, 'utf8').trim()]).stdout.toString();
  await expect.poll(state).toMatch(/^(?:Z.*\n)?$/);
});
