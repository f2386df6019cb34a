import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyRepository, git, temporaryFolder } from '../support/git-history.ts';
import { runInside } from '../support/inside.ts';
import { event, RandomPlay, reportedLines } from '../support/random-play.ts';

/** `SYNC_RUNS=1000` is the long version; another `SYNC_SEED` tells other stories. */
const runs = Number(process.env.SYNC_RUNS ?? 12);
const seed = Number(process.env.SYNC_SEED ?? 1);
const branches = { main: 'main', devel: 'devel', rc: 'rc/1.0.0' } as const;

/** A remote and a clone of it: every story in turn is told by setting its branches. */
const origin = emptyRepository();
const work = temporaryFolder();
git(work, ['init', '--quiet']);
git(work, ['remote', 'add', 'origin', origin]);

test(`rel sync-hotfix --check reports just the fixes whose line is absent: ${runs} random stories`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 20 }), async (events) => {
      const play = new RandomPlay({ '.releaserc.yaml': 'version: 1\n' }, origin);
      for (const one of events) play.run(one);
      const names = new Map(play.story.names().map((name) => [play.story.sha(name), name]));
      for (const [name, branch] of Object.entries(branches))
        git(origin, ['update-ref', `refs/heads/${branch}`, play.story.sha(play.story.tip(name))]);

      const run = await runInside(['sync-hotfix', '--check', '--json'], { cwd: work });

      const absent = (['devel', 'rc'] as const).map((branch) => play.absent(branch).sort());
      const { targets } = JSON.parse(run.stdout).result;
      const reported = targets.map(({ missing }: { missing: { sha: string }[] }) => {
        const changes = missing.map(({ sha }) => names.get(sha) ?? sha).filter(play.bringsFixes);
        return changes.map((name) => play.linesOf(name));
      });
      const told = absent.map((lines, at) => reportedLines(reported[at] ?? [], lines));
      expect(told).toEqual(absent.map((lines) => ({ lines, wrong: 0 })));
      const lacks = targets.some(({ missing }: { missing: unknown[] }) => missing.length > 0);
      expect(run.exit).toBe(lacks ? 3 : 0);
    }),
    { numRuns: runs, seed },
  );
}, 3_600_000);
