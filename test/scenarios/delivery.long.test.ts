import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { cloneElsewhere } from '../support/elsewhere.ts';
import { type Shop, scenario } from '../support/rig.ts';

const head = 'rel/pick/1.8.0';
const into = '--into 1.8.0 --deliver pull-request --json';

interface Row {
  readonly pr: number;
  readonly outcome: string;
  readonly reason?: string;
}
const told = (rows: readonly Row[]) => rows.map(({ pr, outcome }) => `#${pr} ${outcome}`);
const commentOf = async (shop: Shop, number: number): Promise<string> =>
  (await shop.github('GET', `issues/${number}/comments`))
    .map(({ body }: { body: string }) => body)
    .filter((body: string) => body.includes('<!-- rel:picks -->'))
    .join('\n');
const labelsOf = async (shop: Shop, number: number): Promise<string[]> =>
  (await shop.github('GET', `issues/${number}/labels`)).map(({ name }: { name: string }) => name);

describe('rel pick --deliver pull-request', () => {
  scenario('a PR for the target: made once, added to, merged by squash, and then told', async (shop) => {
    const before = shop.tip('rc/1.8.0');
    const dry = await shop.rel(`pick 230 231 ${into} --dry-run`);
    expect([dry.exit, shop.refs()[`refs/heads/${head}`]]).toEqual([0, undefined]);
    expect(dry.json.result.targets[0].pullRequest).toEqual({ number: null, url: null, head });

    const first = await shop.rel(`pick 230 231 ${into}`);

    expect(first.exit).toBe(0);
    const [target] = first.json.result.targets;
    expect(target).toMatchObject({ before, after: before, tree: dry.json.result.targets[0].tree });
    expect(target.tree).toBe(shop.git(`rev-parse ${head}^{tree}`, shop.origin));
    expect(shop.tip('rc/1.8.0')).toBe(before);
    const { number } = target.pullRequest;
    const pull = await shop.github('GET', `pulls/${number}`);
    const title = 'Pick #230, #231 onto rc/1.8.0';
    expect([pull.base.ref, pull.head.ref, pull.title]).toEqual(['rc/1.8.0', head, title]);
    expect(await commentOf(shop, 231)).toContain(`| \`rc/1.8.0\` | waits in #${number} |`);
    expect(await labelsOf(shop, 231)).not.toContain('picked/1.8.0');

    const board = await shop.rel('status 1.8.0 --json');
    expect(board.exit).toBe(0);
    const [train] = board.json.result.trains;
    const row = train.waiting.find(({ pr }: { pr: number }) => pr === 231);
    expect(row.reason).toContain(`it waits in #${number}: merge that`);
    const ready = train.actors.filter(({ does }: { does: string }) => does.startsWith('pick the approved'));
    expect(ready.map(({ does }: { does: string }) => /\b23[01]\b/.test(does))).toEqual([false]);

    const second = await shop.rel(`pick 231 232 ${into}`);

    expect(second.exit).toBe(0);
    const { picks } = second.json.result.targets[0];
    expect(told(picks)).toEqual(['#231 already', '#232 picked', '#232 picked']);
    const waiting = { reason: `waits in #${number}, not yet on rc/1.8.0`, pullRequest: { number } };
    expect(picks[0]).toMatchObject(waiting);
    expect(shop.git(`rev-list --count ${before}..${head}`, shop.origin)).toBe('4');
    const now = await shop.github('GET', `pulls/${number}`);
    expect([now.title, now.commits]).toEqual(['Pick #230, #231, #232 onto rc/1.8.0', 4]);
    expect(now.body).toContain('Drop a line whose quantity is zero');

    await merge(shop, number, 'squash');
    await isTold(shop, [230, 231, 232]);
  });

  for (const way of ['merge', 'rebase'] as const) {
    scenario(`what was delivered is known as there after the PR was merged by ${way}`, async (shop) => {
      const run = await shop.rel(`pick 231 232 ${into}`);
      expect(run.exit).toBe(0);
      await merge(shop, run.json.result.targets[0].pullRequest.number, way);
      await isTold(shop, [231, 232]);
    });
  }

  scenario('after a merge it begins anew; what somebody else has pushed to is left alone', async (shop) => {
    const first = await shop.rel(`pick 230 ${into}`);
    expect(first.exit).toBe(0);
    await merge(shop, first.json.result.targets[0].pullRequest.number, 'squash');
    const landed = shop.tip('rc/1.8.0');

    const next = await shop.rel(`pick 231 ${into}`);

    expect(next.exit).toBe(0);
    expect(shop.git(`rev-parse ${head}^`, shop.origin)).toBe(landed);
    const { number } = next.json.result.targets[0].pullRequest;
    expect(number).not.toBe(first.json.result.targets[0].pullRequest.number);

    const dina = cloneElsewhere(shop.origin, head);
    dina.commit({ 'NOTICE.md': 'Mine\n' }, 'One more thing');
    dina.push();
    await shop.github('GET', `pulls/${number}`);
    const refs = shop.refs();
    const left = await shop.rel(`pick 232 ${into}`);

    expect([left.exit, left.json.error.code]).toEqual([4, 'foreign-branch']);
    expect(left.json.error.remedy).toContain(`/pull/${number}`);
    expect(told(left.json.result.targets[0].picks)).toEqual(['#232 refused', '#232 refused']);
    expect(shop.refs()).toEqual(refs);
  });

  scenario('where somebody is faster to the branch, nothing happens and nobody is told', async (shop) => {
    const other = shop.tip('rc/1.8.0');
    const hook = join(shop.origin, 'hooks', 'update');
    mkdirSync(join(shop.origin, 'hooks'), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\n[ "$1" != refs/heads/${head} ] || git update-ref "$1" ${other}\n`);
    chmodSync(hook, 0o755);
    const [refs, before] = [shop.refs(), await shop.told()];

    const late = await shop.rel(`pick 231 ${into}`);

    expect([late.exit, late.json.error.code]).toEqual([5, 'moved']);
    expect(shop.refs()).toEqual({ ...refs, [`refs/heads/${head}`]: other });
    expect(await shop.told()).toEqual(before);
  });
});

const merge = (shop: Shop, number: number, way: string) =>
  shop.github('PUT', `pulls/${number}/merge`, { merge_method: way }, 'dora');

/** Asked for again, they are there; label and comment say so, and from then on there is nothing to do. */
async function isTold(shop: Shop, prs: readonly number[]): Promise<void> {
  const landed = shop.tip('rc/1.8.0');
  const again = await shop.rel(`pick ${prs.join(' ')} ${into}`);
  expect(again.exit).toBe(0);
  const { picks } = again.json.result.targets[0];
  expect(new Set(told(picks))).toEqual(new Set(prs.map((pr) => `#${pr} already`)));
  for (const row of picks) expect(row.reason).not.toContain('waits');
  expect(shop.tip('rc/1.8.0')).toBe(landed);
  for (const pr of prs) {
    expect(await labelsOf(shop, pr)).toContain('picked/1.8.0');
    expect(await commentOf(shop, pr)).toMatch(/^\| `rc\/1\.8\.0` \| there as [0-9a-f ]{40,} \|$/m);
  }
  const nothing = await shop.rel(`pick ${prs.join(' ')} ${into}`);
  expect([nothing.exit, nothing.json.plan]).toEqual([0, null]);
}
