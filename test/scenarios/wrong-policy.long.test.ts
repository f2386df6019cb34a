import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { refuses } from '../support/refuses.ts';
import { type Shop, scenario } from '../support/rig.ts';

describe('the policy', () => {
  scenario('of a file counts only where nothing is changed', async (shop) => {
    writeFileSync(join(shop.work, 'mine.yaml'), 'version: 1\n');
    writeFileSync(join(shop.work, 'bad.yaml'), 'version: 1\nbranchs: {}\npick: { slect: {} }\n');
    await refuses(shop, [
      ['tag-rc --policy mine.yaml', 'usage', '--policy is only for commands', '--dry-run'],
      ['status --policy none.yaml', 'file-unreadable', 'none.yaml cannot be read', `run: ls ${shop.work}`],
      ['status --policy bad.yaml', 'policy-invalid', '2 problems', 'run: rel policy check bad.yaml'],
      ['policy check bad.yaml', 'policy-invalid', '2 problems', 'run: rel policy check bad.yaml'],
      ['status --product web', 'usage', 'there is no product web', 'without --product'],
    ]);
    const dry = await shop.rel('tag-rc --policy mine.yaml --dry-run --json');
    expect([dry.exit, dry.json.ok]).toEqual([0, true]);
  });

  scenario('of the remote with an unknown key: every problem with its place', async (shop) => {
    const policy = readFileSync(join(shop.work, '.releaserc.yaml'), 'utf8');
    const wrong = policy
      .replace('waivers:', 'waiver:')
      .replace('\npick:', '\npikc:')
      .replace('labels:', 'lables:');
    shop.commitOnto('devel', { '.releaserc.yaml': wrong }, 'A policy typed in a hurry');
    await refuses(shop, [
      ['cut-rc', 'policy-invalid', 'origin/devel:.releaserc.yaml is not valid', 'run: rel policy check'],
    ]);
    const run = await shop.rel('status');
    expect(run.exit).toBe(2);
    expect(run.stderr).toMatch(/\.releaserc\.yaml:\d+:1: unknown key `pikc`; did you mean `pick`\?/);
    expect(run.stderr).toMatch(/\.releaserc\.yaml:\d+:\d+: unknown key `lables`; did you mean `labels`\?/);
  });

  scenario('is not there: rel init writes one that works, and never over one', async (shop) => {
    push(shop, () => rmSync(join(shop.work, '.releaserc.yaml')));
    await refuses(shop, [
      ['status', 'no-policy', 'there is no policy on the remote origin', 'run: rel init'],
      ['init', 'usage', 'there is no terminal to ask on', 'run: rel init --yes'],
    ]);

    const init = await shop.rel('init --yes --json --qa quinn --check build', { writes: true });

    expect([init.exit, init.json.warnings]).toEqual([0, []]);
    expect(init.json.result).toMatchObject({ file: '.releaserc.yaml', written: true, develop: 'devel' });
    const written = readFileSync(join(shop.work, '.releaserc.yaml'), 'utf8');
    expect((await shop.rel('policy check .releaserc.yaml')).exit).toBe(0);
    await refuses(shop, [['init --yes', 'already-exists', 'a policy already', 'run: rel policy check']]);
    expect(readFileSync(join(shop.work, '.releaserc.yaml'), 'utf8')).toBe(written);
    push(shop);
    const status = await shop.rel('status --json');
    expect([status.exit, status.json.result.trains[0].version]).toEqual([0, '1.8.0']);
  });

  scenario('is semantic-release’s: rel init writes .rel.yaml beside it', async (shop) => {
    const theirs = 'branches: [main]\nplugins: ["@semantic-release/npm"]\n';
    push(shop, () => writeFileSync(join(shop.work, '.releaserc.yaml'), theirs));
    await refuses(shop, [
      ['status', 'policy-foreign', 'is the configuration of semantic-release', 'run: rel init'],
      [
        'policy check .releaserc.yaml',
        'policy-foreign',
        'configuration of semantic-release',
        'run: rel init',
      ],
    ]);

    const init = await shop.rel('init --yes', { writes: true });

    expect([init.exit, init.stdout]).toEqual([0, expect.stringContaining('wrote .rel.yaml (devel -> main)')]);
    expect(readFileSync(join(shop.work, '.releaserc.yaml'), 'utf8')).toBe(theirs);
    push(shop);
    expect((await shop.rel('status')).exit).toBe(0);
  });
});

/** Commits what is in the working tree, and pushes it. */
function push(shop: Shop, change = (): void => {}): void {
  change();
  shop.git('add -A');
  shop.git('commit -q -m Policy');
  shop.git('push -q origin HEAD:devel');
}
