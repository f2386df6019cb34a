import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { forecastPicks } from '../../../src/facts/picks/forecast-picks.ts';
import { provePicks } from '../../../src/facts/picks/prove-picks.ts';
import type { CommitSpec } from '../../support/git-history.ts';
import { committer, world } from '../../support/git-world.ts';
import { numbered } from '../../support/proofs.ts';

const paths = Array.from({ length: 60 }, (_, n) => `area${n % 7}/file${n}`);
const files = (changed: (n: number) => Record<number, string>) =>
  Object.fromEntries(paths.map((path, n) => [path, numbered(40, changed(n))]));

/** A fix of line 20 in each file; the target has changed line `near` of every one of them, or none. */
async function proveFixes(fixes: number, near: number | null) {
  const target = files(() => (near === null ? {} : { [near]: 'target' }));
  const commits: CommitSpec[] = [{ name: 'start', files: files(() => ({})) }];
  for (let n = 0; n < fixes; n += 1) {
    const fixed = files((file) => (file <= n ? { 20: 'fix' } : {}));
    commits.push({ name: `fix ${n}`, parents: [n === 0 ? 'start' : `fix ${n - 1}`], files: fixed });
  }
  const { repo, sha } = await world([...commits, { name: 'target', parents: ['start'], files: target }]);
  const sources = commits
    .slice(1)
    .map(({ name }) => ({ pr: null, sha: sha(name), mainline: null, refused: null }));
  const forecasts = await forecastPicks(repo, { tip: sha('target'), sources, committer });
  const branch = { branch: 'rc', version: null, before: sha('target'), treeBefore: '', judgements: [] };
  let started = 0;
  const count = () => {
    started += 1;
  };
  subscribe('child_process', count);
  const [one] = await provePicks(repo, [
    { ...branch, forecasts },
    { ...branch, forecasts },
  ]);
  unsubscribe('child_process', count);
  const proofs = (one?.forecasts ?? []).map((f) => (f.outcome === 'picked' ? f.proof : undefined));
  return { started, proofs };
}

test('what was made without a merge is identical, and starts no process', async () => {
  const { started, proofs } = await proveFixes(10, null);
  expect(started).toBe(0);
  expect(proofs).toEqual(Array(10).fill({ proof: 'identical', findings: [], rangeDiff: null }));
});

test('one process proves any number of picks onto any number of targets', async () => {
  for (const [count, near, proof] of [
    [5, 18, 'adapted'],
    [60, 18, 'adapted'],
    [20, 2, 'identical'],
  ] as const) {
    const { started, proofs } = await proveFixes(count, near);
    expect(started).toBe(1);
    expect(proofs).toHaveLength(count);
    expect(proofs.every((found) => found?.proof === proof && found.findings.length === 0)).toBe(true);
  }
});
