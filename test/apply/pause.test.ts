import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Journal } from '../../src/apply/journal.ts';
import { applyPlan, pendingNotice, requireNothingPending } from '../../src/apply/operation.ts';
import { forgetPaused, type Paused, readPaused, writePaused } from '../../src/apply/pause.ts';
import { keepCommit } from '../../src/git/conflict/keep.ts';
import { conflictFolder } from '../../src/git/conflict/place.ts';
import { shaOf } from '../support/gate-facts.ts';
import { git } from '../support/git-history.ts';
import { origin, planOf, stampOf } from '../support/small-operation.ts';

async function waiting() {
  const world = await origin();
  const { repo, work } = world;
  const conflict = {
    ...{ target: 'rc/1', pr: 7, source: shaOf('a'), change: shaOf('a'), mainline: null, onto: shaOf('b') },
    ...{ paths: ['f'], skips: [shaOf('a')], needs: [], dir: conflictFolder(repo, 'rc/1'), laidOut: null },
  };
  const request = { command: 'pick', input: {} };
  const paused: Paused = { rel: 1, stamp: stampOf(), request, conflict, pushed: [] };
  return { ...world, paused, file: join(work, '.git/rel/paused.json') };
}

describe('an operation that waits for a person', () => {
  test('is read as it was written, and keeps every other one from beginning', async () => {
    const { repo, paused, context } = await waiting();
    expect([readPaused(repo), pendingNotice(repo)]).toEqual([null, null]);
    writePaused(repo, paused);
    expect(readPaused(repo)).toEqual(paused);
    expect(pendingNotice(repo)).toMatchObject({
      code: 'pending',
      message: expect.stringContaining('rc/1: #7 conflicts'),
      remedy: expect.stringMatching(/rel continue .*rel continue --skip .*rel abort/),
    });
    await expect(requireNothingPending(repo)).rejects.toMatchObject({ code: 'pending' });
    await expect(applyPlan(planOf([], stampOf(1)), context)).rejects.toMatchObject({ code: 'pending' });
    await expect(applyPlan(planOf([], stampOf()), context)).resolves.toMatchObject({ failed: new Map() });
  });

  test('goes without a trace: worktree, kept commits and all', async () => {
    const { repo, work, paused, a, b, file } = await waiting();
    const refs = git(work, ['for-each-ref']);
    writePaused(repo, paused);
    for (const commit of [a, b]) await keepCommit(repo, commit);
    git(work, ['worktree', 'add', '-q', '--detach', conflictFolder(repo, 'rc/1'), a]);
    await forgetPaused(repo);
    expect(existsSync(file)).toBe(false);
    expect(git(work, ['for-each-ref'])).toBe(refs);
    expect(
      ['worktrees', 'refs/rel', 'rel/conflict'].filter((p) => existsSync(join(work, '.git', p))),
    ).toEqual([]);
  });

  test('whose record cannot be read stops every change, and says where it is', async () => {
    const { repo, file, work } = await waiting();
    mkdirSync(join(work, '.git/rel'));
    writeFileSync(file, '{"rel":2}');
    expect(() => readPaused(repo)).toThrow(expect.objectContaining({ code: 'pending' }));
    expect(pendingNotice(repo)?.message).toContain('paused.json');
    await expect(requireNothingPending(repo)).rejects.toMatchObject({ code: 'pending' });
  });

  test('and goes on leaves one record for each time', async () => {
    const { repo, work } = await waiting();
    for (let time = 0; time < 3; time += 1) Journal.begin(repo, planOf([])).finish();
    const { id } = stampOf();
    const kept = readdirSync(join(work, '.git/rel/done')).sort();
    expect(kept).toEqual([`${id}-2.jsonl`, `${id}-3.jsonl`, `${id}.jsonl`]);
  });
});
