import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { commitsTouching, differTouching } from '../../src/git/touching.ts';
import { emptyRepository } from '../support/git-history.ts';

let repo: Repository;
const shas = new Map<string, string>();

beforeAll(async () => {
  const dir = emptyRepository();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: dir, encoding: 'utf8' }).trim();
  const commit = (name: string, path: string, ...merge: string[]) => {
    if (merge.length > 0) git('merge', '-q', '--no-ff', '-m', name, ...merge);
    else {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), name);
      git('add', '-A');
      git('commit', '-q', '-m', name);
    }
    shas.set(name, git('rev-parse', 'HEAD'));
  };
  git('config', 'user.name', 'Rita');
  git('config', 'user.email', 'rita@example.com');
  commit('root', 'scp/a');
  commit('web', 'web/b');
  commit('docs', 'scp/docs/d');
  commit('odd', 'scp/ß [x]*.txt');
  git('checkout', '-q', '-b', 'side', 'HEAD~1');
  commit('side', 'web/c');
  git('checkout', '-q', '-');
  commit('merge', '', 'side');
  git('commit', '-q', '--allow-empty', '-m', 'empty');
  shas.set('empty', git('rev-parse', 'HEAD'));
  mkdirSync(join(dir, 'web/deep'), { recursive: true });
  repo = await openRepository(join(dir, 'web/deep'));
});

test.each([
  [[], 'root web docs odd side merge empty'],
  [['scp/**'], 'root docs odd'],
  [['scp'], 'root docs odd'],
  [['scp/**', '!scp/docs/**'], 'root odd'],
  [['!scp/docs/**'], 'root web odd side merge'],
  [['**/c'], 'side merge'],
  [['*/b', 'scp/docs'], 'web docs'],
  [['web/*.txt'], ''],
  [['nothing/**'], ''],
])('what touches %j, whatever folder git runs in: %s', async (globs, expected) => {
  const found = new Set(await commitsTouching(repo, [...shas.values()], globs));
  const names = [...shas].flatMap(([name, sha]) => (found.has(sha) ? [name] : []));
  expect(names.join(' ')).toBe(expected);
});

test('two commits differ in what a glob fits, or not', async () => {
  const [web = '', odd = '', side = ''] = ['web', 'odd', 'side'].map((name) => shas.get(name));
  expect(await differTouching(repo, web, odd, ['scp/**'])).toBe(true);
  expect(await differTouching(repo, web, odd, ['web/**'])).toBe(false);
  expect(await differTouching(repo, odd, side, ['**/c'])).toBe(true);
});
