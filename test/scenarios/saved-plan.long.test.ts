import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { RefChange } from '../../src/domain/git.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Step } from '../../src/steps/registry.ts';
import { type Shop, scenario } from '../support/rig.ts';

const elsewhere = {
  GIT_COMMITTER_NAME: 'Somebody Else',
  GIT_COMMITTER_EMAIL: 'else@example.com',
  GIT_COMMITTER_DATE: '2031-01-01T00:00:00Z',
};

/** The gates are judged anew, at another moment: what they look at is told apart from what they say. */
const withoutFacts = (plan: unknown): unknown =>
  JSON.parse(JSON.stringify(plan), (key, value) => (key === 'facts' ? undefined : value));

describe('a saved plan', () => {
  for (const [command, picks] of [
    ['pick 230 231 232 --into 1.8.0', true],
    ['cut-rc 1.9.0 --from HEAD', false],
    ['promote 1.8.0', false],
  ] as const) {
    scenario(`of rel ${command} lands to the SHA, applied from another machine`, async (shop) => {
      await shop.finishFeatures();
      if (command.startsWith('promote')) await shop.syncedCandidate();
      shop.git('fetch -q');
      shop.git('checkout -q --detach origin/devel');
      const saved = await shop.rel(`${command} --dry-run --plan-out ../plan.json`);
      expect(saved.exit, saved.stderr).toBe(0);
      expect(saved.stdout).toContain('rel apply ../plan.json');
      const plan = planIn(shop);
      const before = shop.refs();

      const run = await shop.rel('apply ../plan.json --json', { cwd: otherClone(shop), env: elsewhere });

      expect(run.exit, run.stdout).toBe(0);
      expect(withoutFacts(run.json.plan)).toEqual(withoutFacts(plan));
      expect(shop.refs()).toMatchObject({
        ...before,
        ...landing(plan),
        'refs/rel/ledger': expect.any(String),
      });
      const entries = shop.git(
        'log --format=%(trailers:key=Rel-Entry,valueonly,separator=%x20) refs/rel/ledger',
        shop.origin,
      );
      expect(new Set(entries.split('\n'))).toEqual(new Set([plan.stamp.id]));
      if (picks) {
        const last = Object.values(landing(plan))[0] ?? '';
        expect(shop.git(['show', '-s', '--format=%cn %ct', last], shop.origin)).toBe(
          `Rita Rte ${plan.stamp.committer.when.split(' ')[0]}`,
        );
      }
    });
  }

  scenario('is refused, and nothing changes, where it is not what would be planned now', async (shop) => {
    expect((await shop.rel('pick 230 231 --into 1.8.0 --dry-run --plan-out ../plan.json')).exit).toBe(0);
    const text = readFileSync(join(shop.dir, 'plan.json'), 'utf8');
    const before = [shop.refs(), await shop.told()];
    const apply = async (exit: number, says: string, env = {}) => {
      const run = await shop.rel('apply ../plan.json', { env });
      expect([run.exit, run.stderr]).toEqual([exit, expect.stringContaining(says)]);
      expect([shop.refs(), await shop.told()]).toEqual(before);
    };

    await apply(2, 'the plan was made by rita, and you are quinn', { GH_TOKEN: 'sandbox:quinn' });
    const stranger = shop.tip('devel');
    for (const edited of [
      text.replaceAll(tipOf(planIn(shop)), stranger),
      text.replaceAll('"picked/1.8.0"', '"approved"'),
    ]) {
      writeFileSync(join(shop.dir, 'plan.json'), edited);
      await apply(5, 'no longer fits');
    }
    writeFileSync(join(shop.dir, 'plan.json'), text.replace('"command": "pick"', '"command": "status"'));
    await apply(2, 'which makes no plans');
    writeFileSync(join(shop.dir, 'plan.json'), text.slice(0, -20));
    await apply(2, 'is not a plan that rel saved');

    writeFileSync(join(shop.dir, 'plan.json'), text);
    const dry = await shop.rel('apply ../plan.json --dry-run');
    expect([dry.exit, dry.stdout]).toEqual([0, expect.stringContaining('dry run: nothing was changed')]);
    expect([shop.refs(), await shop.told()]).toEqual(before);
  });

  scenario('is judged anew: a label taken off, a push in between', async (shop) => {
    expect((await shop.rel('pick 230 --into 1.8.0 --dry-run --plan-out ../plan.json')).exit).toBe(0);
    shop.commitOnto('rc/1.8.0', { 'hours.txt': '9 to 5\n' }, 'Hours');
    const before = shop.refs();
    const late = await shop.rel('apply ../plan.json');
    expect([late.exit, late.stderr]).toEqual([5, expect.stringContaining('step 1 (pick-commits)')]);

    await shop.github('DELETE', 'issues/230/labels/qa-approved', undefined, 'quinn');
    const judged = await shop.rel('apply ../plan.json');
    expect([judged.exit, judged.stderr]).toEqual([3, expect.stringContaining('qa')]);
    expect(shop.refs()).toEqual(before);
  });
});

const planIn = (shop: Shop): Plan<Step> => JSON.parse(readFileSync(join(shop.dir, 'plan.json'), 'utf8'));

const movesOf = (plan: Plan<Step>): RefChange[] =>
  plan.steps.flatMap((step) => (step.kind === 'push' ? step.moves : []));

/** Where the plan's refs are to be, by name. */
const landing = (plan: Plan<Step>): Record<string, string | null> =>
  Object.fromEntries(movesOf(plan).map(({ ref, to }) => [ref, to]));

const tipOf = (plan: Plan<Step>): string => movesOf(plan)[0]?.to ?? '';

/** Another clone of the same remote, as it was before anybody planned anything, with another branch checked out. */
function otherClone(shop: Shop): string {
  const dir = join(shop.dir, 'elsewhere');
  shop.git(['clone', '-q', '--single-branch', '--branch', 'main', shop.origin, dir], shop.dir);
  return dir;
}
