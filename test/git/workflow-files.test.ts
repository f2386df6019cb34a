import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../src/git/repository.ts';
import { newWorkflowFiles, sendsToken } from '../../src/git/workflow-files.ts';
import { git } from '../support/git-history.ts';
import { pair } from '../support/git-pair.ts';

async function clone() {
  const { work } = await pair();
  const commit = (path: string, text: string): string => {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text);
    git(work, ['add', '-A']);
    git(work, ['commit', '-q', '-m', path]);
    return git(work, ['rev-parse', 'HEAD']).trim();
  };
  return { work, commit, repo: await openRepository(work) };
}

describe('the workflow files of a push', () => {
  test('are those of its own commits, not of what the remote has', async () => {
    const { repo, commit } = await clone();
    const one = commit('.github/workflows/a.yml', 'a\n');
    const two = commit('src/workflows/b.yml', 'b\n');
    const three = commit('.github/workflows/sub dir/ü.yml', 'c\n');
    expect(await newWorkflowFiles(repo, [three], [])).toEqual([
      '.github/workflows/a.yml',
      '.github/workflows/sub dir/ü.yml',
    ]);
    expect(await newWorkflowFiles(repo, [three], [one])).toEqual(['.github/workflows/sub dir/ü.yml']);
    expect(await newWorkflowFiles(repo, [two], [one])).toEqual([]);
    expect(await newWorkflowFiles(repo, [three], [one, 'f'.repeat(40), three])).toEqual([]);
  });

  test('a token is sent where the configuration says so, and only there', async () => {
    const { repo, work } = await clone();
    const url = 'https://github.com/acme/shop.git';
    expect(await sendsToken(repo, url, 'ghs_x')).toBe(false);
    const basic = Buffer.from('x-access-token:ghs_x').toString('base64');
    git(work, ['config', 'http.https://github.com/.extraheader', `AUTHORIZATION: basic ${basic}`]);
    expect(await sendsToken(repo, url, 'ghs_x')).toBe(true);
    expect(await sendsToken(repo, url, 'ghs_y')).toBe(false);
    expect(await sendsToken(repo, 'https://git.acme.example/acme/shop.git', 'ghs_x')).toBe(false);
    expect(await sendsToken(repo, 'git@github.com:acme/shop.git', 'ghs_x')).toBe(false);
  });
});
