import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { pickSequence } from '../../src/git/pick-sequence.ts';
import type { CommitSpec, Snapshot } from '../support/git-history.ts';
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

/** So many fixes, a file each; every third file was changed on the target, too, far from the fix. */
async function shop(fixes: number) {
  let files = start;
  let target = start;
  const commits: CommitSpec[] = [{ name: 'start', files }];
  for (let n = 0; n < fixes; n += 1) {
    files = edited(files, n, 5);
    if (n % 3 === 0) target = edited(target, n, 50);
    commits.push({ name: `fix ${n}`, parents: [n === 0 ? 'start' : `fix ${n - 1}`], files });
  }
  const there = await world([...commits, { name: 'target', parents: ['start'], files: target }]);
  const shas = commits.slice(1).map(({ name }) => there.sha(name));
  const sources = shas.map((sha) => ({ sha, mainline: null, trailers: [] }));
  return { repo: there.repo, sequence: { onto: there.sha('target'), sources, committer } };
}

test('100 picks start as few git processes as 10 do', async () => {
  for (const fixes of [10, 100]) {
    const { repo, sequence } = await shop(fixes);
    let started = 0;
    const count = () => {
      started += 1;
    };
    subscribe('child_process', count);
    const picks = await pickSequence(repo, sequence);
    unsubscribe('child_process', count);
    // The reader, the changes, one round of merges (its trees and the merge), and what was made.
    expect(started).toBe(5);
    expect(picks.map(({ outcome }) => outcome)).toEqual(Array(fixes).fill('picked'));
    expect(picks.filter(({ way }) => way === 'batched')).toHaveLength(Math.ceil(fixes / 3));
  }
});
