import { expect } from 'vitest';
import { scenario } from '../support/rig.ts';

const down = '\u001b[B';

scenario('on a terminal --approved is a check list, and what is ticked is what is picked', async (shop) => {
  const run = await shop.terminal('pick --approved --into 1.8', {
    // Leaves out the second one, which was ticked.
    answers: [{ at: /Pick onto rc\/1\.8\.0:/, keys: `${down} \r` }, 'y'],
  });
  expect(run.exit).toBe(0);
  const [list = ''] = run.stdout.split('navigate');
  expect(list).toMatch(/❯◉ #230 Do not charge twice.* {2}approved, applies cleanly$/m);
  expect(list).toMatch(/ ◯ #236 Lower the vouch.*approved, conflicts in src\/cart\/voucher\.ts$/m);
  expect(list).toMatch(/ - #233 Greet cus.*qa: given by dan, who does not hold the role qa/);
  expect(list).toMatch(/ - #243 No delivery on Sundays {2}not merged into devel yet/);
  for (const line of list.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  expect(run.stdout).toContain('✔ Pick onto rc/1.8.0: #230, #232');

  const where = await shop.rel('where 230 231 232 --json');
  expect(where.exit).toBe(0);
  const held = (of: string) =>
    where.json.result.changes.find((change: { of: string }) => change.of === of).held;
  expect([held('#230'), held('#231'), held('#232')].map((refs) => refs.includes('rc/1.8.0'))).toEqual([
    true,
    false,
    true,
  ]);
});

scenario('with --yes nobody is asked, and everything approved is taken as it is', async (shop) => {
  const run = await shop.terminal('pick --approved --into 1.8 --on-conflict fail --yes');
  expect(run.exit).toBe(4);
  expect(run.stdout).toContain('#236');
  expect(run.stdout).not.toContain('Pick onto');
});
