import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { renderPolicy } from '../../src/policy/render.ts';
import { temporaryFolder } from '../support/git-history.ts';
import { runInside } from '../support/inside.ts';
import { wayPolicy } from '../support/ways.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/policies/ways');
const ways = readdirSync(fixtures).map((file) => file.replace(/\.yaml$/, ''));

describe('the policy of a way of working', () => {
  test.each(ways)('%s is read without a problem or a warning, and again as it is shown', (way) => {
    const loaded = loadPolicy(wayPolicy(way), way);
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    if (loaded.ok) expect(loadPolicy(renderPolicy(loaded.policy), way)).toEqual(loaded);
  });

  test.each(ways)('%s passes rel policy check', async (way) => {
    // In no repository: what is around a checkout of this one is nothing that the policy speaks of.
    const folder = temporaryFolder();
    cpSync(fixtures, folder, { recursive: true });
    const run = await runInside(['policy', 'check', '--policy', `${way}.yaml`], { cwd: folder });
    expect(run.exit).toBe(0);
    // That one person alone holds a role is a remark, and no fault of an example.
    const said = run.stderr.split('\n').filter((line) => line !== '' && !line.includes('nobody else holds'));
    expect(said).toEqual([]);
    expect(run.stdout).toContain(`${way}.yaml: valid`);
  });
});
