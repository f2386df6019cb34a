import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeDrafts } from '../../src/apply/drafts.ts';
import { temporaryFolder } from '../support/git-history.ts';

test('what a killed rel was about to rename goes; what a living one writes, and all that has its name, stays', () => {
  const folder = temporaryFolder();
  const { pid: dead } = spawnSync('true');
  mkdirSync(join(folder, 'github-cache'));
  const stays = ['ledger-seen', `ledger-seen.${process.pid}`, 'journal.jsonl', 'a.b'];
  const goes = [`ledger-seen.${dead}`, `github-cache/a.json.${dead}`, 'journal.jsonl.new', 'paused.json.new'];
  for (const name of [...stays, ...goes]) writeFileSync(join(folder, name), '');

  removeDrafts(folder);

  expect(readdirSync(folder).sort()).toEqual([...stays, 'github-cache'].sort());
  expect(readdirSync(join(folder, 'github-cache'))).toEqual([]);
});
