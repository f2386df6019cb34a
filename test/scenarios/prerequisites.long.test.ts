import { expect, test } from 'vitest';
import { cherryPicked, commitsOf } from '../support/elsewhere.ts';
import { plainShop, start } from '../support/plain-shop.ts';
import { type Shop, scenario } from '../support/rig.ts';

interface Row {
  readonly pr: number;
  readonly outcome: string;
}
const told = (rows: readonly Row[]) => rows.map(({ pr, outcome }) => `#${pr} ${outcome}`);

scenario('a conflict says what is needed first, and --with-prerequisites takes it', async (shop) => {
  const before = shop.refs();
  const stuck = await shop.rel('pick 235 236 --into 1.8.0');
  expect(stuck.exit).toBe(4);
  expect(stuck.stdout).toMatch(
    /✗ #235 .* conflict in src\/cart\/total\.ts\n {4}with #228 first it applies cleanly/,
  );
  // What 236 conflicts with was made on the train alone (225).
  expect(stuck.stdout).toMatch(/✗ #236 .*\n {4}no set of earlier changes makes it clean/);
  expect(stuck.stderr).toContain(
    'run: rel pick 228 235 --into 1.8.0 (or add --with-prerequisites); leave #236 out',
  );
  const status = await shop.rel('status 1.8.0');
  expect(status.exit).toBe(0);
  expect(status.stdout).toMatch(
    /conflicts in src\/cart\/total\.ts\)\n +with #228 first it applies cleanly\n/,
  );
  expect(shop.refs()).toEqual(before);

  const run = await shop.rel('pick 235 --into 1.8.0 --with-prerequisites --json');

  expect(run.exit).toBe(0);
  const [needed, source] = [await landed(shop, 228), await landed(shop, 235)];
  expect(run.json.result.targets[0].picks).toMatchObject([
    { pr: 228, source: needed, outcome: 'picked', neededBy: [{ pr: 235, source }] },
    { pr: 235, source, outcome: 'picked' },
  ]);
  const [from, onto] = [before['refs/heads/rc/1.8.0'] ?? '', 'rc/1.8.0'];
  const picks = [[needed], [source]];
  expect(commitsOf(shop.origin, `${from}..${onto}`)).toEqual(cherryPicked(shop.origin, from, picks));
  const labels = (await shop.github('GET', 'issues/228')).labels.map(({ name }: { name: string }) => name);
  expect(labels).toContain('picked/1.8.0');
});

scenario('a prerequisite goes through the same gates', async (shop) => {
  const reviews = await shop.github('GET', 'pulls/228/reviews');
  const { id } = reviews.find(({ user }: { user: { login: string } }) => user.login === 'quinn');
  await shop.github('PUT', `pulls/228/reviews/${id}/dismissals`, { message: 'Not sure any more' });
  const before = shop.refs();

  const run = await shop.rel('pick 231 235 --into 1.8.0 --with-prerequisites --json');

  expect([run.exit, run.json.error.code]).toEqual([3, 'gate-failed']);
  expect(run.json.error.message).toContain('#228 (needed by #235) may not be picked');
  expect(run.json.error.remedy).toContain('quinn');
  const { picks } = run.json.result.targets[0];
  expect(told(picks)).toEqual(['#228 refused', '#231 refused', '#235 refused']);
  expect(picks).toMatchObject([
    { reason: expect.stringContaining('qa'), neededBy: [{ pr: 235 }] },
    { reason: expect.stringContaining('held back') },
    { reason: 'it needs #228 first, which may not be picked', needs: [{ pr: 228 }], needsAre: 'smallest' },
  ]);
  expect(shop.refs()).toEqual(before);
});

test('without GitHub prerequisites are commits, as many as it takes', async () => {
  const [one, two, three] = ['1\n2\n3\n', '1\n2\nthree\n', '1\n2\nthree, at last\n'];
  const { shop, sha } = plainShop(
    [
      { name: 'root', files: { ...start, f: one } },
      { name: 'first', parents: ['root'], files: { ...start, f: two } },
      { name: 'other', parents: ['first'], files: { ...start, f: two, a: '2\n' } },
      { name: 'second', parents: ['other'], files: { ...start, f: three, a: '2\n' } },
      { name: 'fix', parents: ['second'], files: { ...start, f: `${three}4\n`, a: '2\n' } },
    ],
    { devel: 'fix', 'rc/1.0.0': 'root' },
  );
  const names = ['first', 'second'].map((name) => `${sha(name).slice(0, 10)} (${name})`).join(', ');
  const conflict = await shop.rel(`pick ${sha('fix')} --into 1.0`);
  expect(conflict.exit).toBe(4);
  expect(conflict.stdout).toContain(`with ${names} first it applies cleanly`);

  const run = await shop.rel(`pick ${sha('fix')} --into 1.0 --with-prerequisites`);

  expect(run.exit).toBe(0);
  expect(shop.git('log --format=%s root..rc/1.0.0'.replace('root', sha('root')), shop.origin)).toBe(
    'fix\nsecond\nfirst',
  );
});

/** The commit that GitHub says a PR became on its base. */
const landed = async (shop: Shop, number: number): Promise<string> =>
  (await shop.github('GET', `pulls/${number}`)).merge_commit_sha;
