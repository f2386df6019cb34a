import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { pickSequence } from '../../src/git/pick-sequence.ts';
import { type CommitSpec, git, type Snapshot } from '../support/git-history.ts';
import { committer, world } from '../support/git-world.ts';

const numbers = (changed: Readonly<Record<number, string>>) =>
  Array.from({ length: 60 }, (_, at) => changed[at] ?? `${at}`).join('\n');
const start: Snapshot = Object.fromEntries(
  Array.from({ length: 130 }, (_, n) => [`area${n % 7}/part${n % 5}/file${n}`, numbers({})]),
);
const edited = (files: Snapshot, n: number, line: number): Snapshot => {
  const path = `area${n % 7}/part${n % 5}/file${n}`;
  const lines = String(files[path]).split('\n');
  lines[line] = 'changed';
  return { ...files, [path]: lines.join('\n') };
};

const hotText = (changed: (line: number) => boolean) =>
  Array.from({ length: 900 }, (_, at) => (changed(at) ? `changed ${at}` : `${at}`)).join('\n');

/**
 * So many fixes, a file each; every third file was changed on the target, too, far from the fix. Every fourth fix changes
 * one more file, always the same, in two places.
 */
async function shop(fixes: number, attributes: Snapshot = {}) {
  let files: Snapshot = { ...start, ...attributes, hot: hotText(() => false) };
  let target: Snapshot = { ...files, hot: hotText((line) => line > 890) };
  const commits: CommitSpec[] = [{ name: 'start', files: { ...files } }];
  for (let n = 0; n < fixes; n += 1) {
    files = edited(files, n, 5);
    if (n % 4 === 0) files = { ...files, hot: hotText((line) => line % 9 < 2 && line < n * 9) };
    if (n % 3 === 0) target = edited(target, n, 50);
    commits.push({ name: `fix ${n}`, parents: [n === 0 ? 'start' : `fix ${n - 1}`], files });
  }
  const there = await world([...commits, { name: 'target', parents: ['start'], files: target }]);
  const shas = commits.slice(1).map(({ name }) => there.sha(name));
  const sources = shas.map((sha) => ({ sha, mainline: null, trailers: [] }));
  return { repo: there.repo, dir: there.dir, sequence: { onto: there.sha('target'), sources, committer } };
}

async function cost(fixes: number, attributes?: Snapshot) {
  const { repo, dir, sequence } = await shop(fixes, attributes);
  let started = 0;
  const count = () => {
    started += 1;
  };
  subscribe('child_process', count);
  const picks = await pickSequence(repo, sequence);
  unsubscribe('child_process', count);
  expect(picks.map(({ outcome }) => outcome)).toEqual(Array(fixes).fill('picked'));
  const merged = Array.from({ length: fixes }, (_, n) => n).filter(
    (n) => n % 3 === 0 || (n % 4 === 0 && n > 0),
  );
  expect(picks.filter(({ way }) => way === 'batched')).toHaveLength(merged.length);
  const last = picks.at(-1);
  if (last?.outcome === 'picked') git(dir, ['rev-list', '--objects', '--quiet', last.commit]);
  return started;
}

// The reader, the changes, one merge of all files, and what was made.
test('100 picks start as few git processes as 10 do', async () => {
  expect(await cost(10)).toBe(4);
  expect(await cost(100)).toBe(4);
});

test.each([
  ['attributes count', '* text=auto\n', 4],
  // A macro counts at the top alone, so that merges of one file cannot stand side by side.
  ['attributes have macros', '[attr]plain text -diff\n* plain\n', 4 + 5],
])('where %s', async (_, attributes, processes) => {
  expect(await cost(28, { '.gitattributes': attributes })).toBe(processes);
});
