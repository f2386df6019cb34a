import { describe, expect } from 'vitest';
import { filesBelow, reachable } from '../support/everything.ts';
import { type Shop, scenario } from '../support/rig.ts';

const env = { GIT_COMMITTER_DATE: '2026-11-21T12:00:00Z' };

describe('a dry run writes nothing, and its plan is the plan that the run applies', () => {
  for (const command of [
    'cut-rc 1.9.0',
    'pick 230 231 --into 1.8.0',
    'tag-rc 1.8.0',
    'promote 1.8.0',
    'sync-hotfix',
  ]) {
    scenario(`rel ${command}`, async (shop) => {
      await shop.finishFeatures();
      if (command.startsWith('tag-rc')) shop.commitOnto('rc/1.8.0', { 'hours.txt': '9 to 5\n' }, 'Hours');
      if (command.startsWith('promote')) await shop.syncedCandidate();
      await settle(shop);
      const before = everything(shop);

      const dry = await shop.rel(`${command} --dry-run --json`, { env });

      expect(dry.exit, dry.stdout).toBe(0);
      expect(everything(shop)).toEqual(before);
      const run = await shop.rel(`${command} --yes --json`, { env });
      expect(run.exit, run.stdout).toBe(0);
      expect(everything(shop)).not.toEqual(before);
      // Only the operation's own number and the moment may differ: both are made anew for each run.
      expect(dry.json.plan.steps.length).toBeGreaterThan(1);
      expect(planOf(run)).toEqual(planOf(dry));
    });
  }

  scenario('rel init writes no file, and shows the one it would write', async (shop) => {
    shop.git('rm -q --cached .releaserc.yaml');
    shop.git('clean -fdq');
    const before = everything(shop);
    const dry = await shop.rel('init --dry-run --json');
    expect(dry.exit).toBe(0);
    expect(dry.json.result).toMatchObject({ file: '.releaserc.yaml', written: false, develop: 'devel' });
    expect((await shop.rel('init --dry-run')).exit).toBe(0);
    expect(everything(shop)).toEqual(before);
  });
});

/** Lets the embedded GitHub take note of pushes that nobody has told it of, as it would at the next question. */
const settle = (shop: Shop): Promise<unknown> => shop.github('GET', 'branches/devel');

/** The sandbox, byte by byte, but for the clone's objects: there only what is reachable counts. */
const everything = (shop: Shop): unknown => ({
  files: filesBelow(shop.dir, /^work\/\.git\/objects\//),
  reachable: [shop.origin, shop.work].map(reachable),
});

/** `facts` names what the gates looked at, the moment among it. */
const planOf = ({ json }: { json: { plan: { stamp: { id: string } } } }): unknown =>
  JSON.parse(JSON.stringify(json.plan).replaceAll(json.plan.stamp.id, 'ID'), (key, value) =>
    key === 'facts' ? undefined : value,
  );
