import { expect, test } from 'vitest';
import type { DoctorFinding } from '../../src/domain/doctor.ts';
import { plainShop, start } from '../support/plain-shop.ts';
import { everything } from '../support/refuses.ts';
import { type Run, scenario } from '../support/rig.ts';

const codes = (run: Run, state: DoctorFinding['state']): string[] =>
  run.json.result.findings.flatMap((one: DoctorFinding) => (one.state === state ? [one.code] : []));

scenario(
  'before the first release the doctor says what would stop it; mended, it says so, and nothing has changed',
  async (shop) => {
    const review = { required_approving_review_count: 1 };
    await shop.github('PUT', 'branches/main/protection', {
      ...{ required_status_checks: null, enforce_admins: true, restrictions: null },
      required_pull_request_reviews: review,
    });
    const before = everything(shop);
    const run = await shop.rel('doctor');
    expect([run.exit, run.stderr]).toEqual([3, expect.stringContaining('one problem would stop a release')]);
    expect(run.stdout).toContain('problem main takes changes by PR only');
    expect(run.stdout).toContain('rel promote would be refused');
    expect(run.stdout.replace(/\s+/g, ' ')).toContain(
      'next: put `promote: { deliver: pull-request }` into the policy',
    );
    // The name of the remote is this machine's: it stays whole.
    const long = run.stdout.split('\n').filter((line) => line.length > 80 && !line.includes(shop.dir));
    expect(long).toEqual([]);
    expect(everything(shop)).toEqual(before);

    await shop.github('DELETE', 'branches/main/protection');
    const well = await shop.rel('doctor --json');
    expect([well.exit, codes(well, 'problem'), codes(well, 'unknown')]).toEqual([0, [], []]);
    expect(well.json.result).toMatchObject({ ready: true, repository: 'acme/shop', login: 'rita' });
  },
);

test('without GitHub, and without a policy, the doctor names rel init; a remote that is gone leaves the rest told', async () => {
  const { shop } = plainShop([{ name: 'root', files: { a: start.a } }], { devel: 'root' });
  const none = await shop.rel('doctor --json');
  expect([none.exit, codes(none, 'problem')]).toEqual([3, ['policy.none']]);
  expect(none.json.error.remedy).toContain('run: rel init');
  expect(none.json.result).toMatchObject({ ready: false, repository: null, login: null });

  shop.git('remote set-url origin ../gone.git');
  const gone = await shop.rel('doctor --json');
  expect([gone.exit, gone.json.error.code]).toEqual([6, 'remote-unreachable']);
  expect(codes(gone, 'problem')).toEqual(['remote.read']);
  expect(codes(gone, 'ok')).toEqual(expect.arrayContaining(['git.version', 'clone.pending']));
});
