import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

scenario('a whole train: stopped, mended, cut, picked, tagged, released, and brought home', async (shop) => {
  await theBoard(shop);
  await theCut(shop);
  await thePicks(shop);
  await theWayHome(shop);
  await theRelease(shop);
  await theRecord(shop);
  await nothingTwice(shop);
});

async function theBoard(shop: Shop): Promise<void> {
  const status = await shop.rel('status --json');
  expect(status.exit).toBe(0);
  const { trains, released, unsynced } = status.json.result;
  expect(released).toBe('1.7.1');
  expect(trains).toHaveLength(1);
  expect(trains[0]).toMatchObject({
    version: '1.8.0',
    branch: 'rc/1.8.0',
    tip: shop.tip('rc/1.8.0'),
    untagged: 0,
  });
  const waiting = Object.fromEntries(trains[0].waiting.map((fix: { pr: number }) => [fix.pr, fix]));
  expect(waiting).toMatchObject({
    230: { approved: true, applies: 'clean' },
    231: { approved: true, applies: 'clean' },
    232: { approved: true, applies: 'clean' },
    233: { approved: false, applies: 'clean', reason: expect.stringContaining('dan') },
    234: { approved: false, applies: 'clean' },
    235: { approved: true, applies: 'conflict', paths: ['src/cart/total.ts'] },
    236: { approved: true, applies: 'conflict', paths: ['src/cart/voucher.ts'] },
    243: { approved: false, applies: 'not-merged' },
    244: { approved: false, applies: 'not-merged', reason: 'it is a draft' },
  });
  expect(Object.keys(waiting)).not.toContain('245');
  const hotfix = [{ sha: shop.tip('main'), subject: 'Refuse expired cards (#240)' }];
  expect(unsynced).toEqual([
    { branch: 'devel', missing: hotfix, present: [], outcome: 'missing' },
    { branch: 'rc/1.8.0', missing: hotfix, present: [], outcome: 'missing' },
  ]);
}

async function theCut(shop: Shop): Promise<void> {
  const before = shop.refs();
  const stopped = await shop.rel('cut-rc 1.9.0 --json');
  expect(stopped.exit).toBe(3);
  expect(stopped.json.error).toMatchObject({
    code: 'gate-failed',
    message: expect.stringContaining('features-ready'),
  });
  expect(stopped.json.result.judgement.verdicts[0]).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('#250'),
  });
  expect(shop.refs()).toEqual(before);

  await shop.finishFeatures();
  const devel = shop.tip('devel');
  const cut = await shop.rel('cut-rc 1.9.0 --json');
  expect(cut.exit).toBe(0);
  expect(cut.json.result).toMatchObject({
    version: '1.9.0',
    branch: 'rc/1.9.0',
    sha: devel,
    tag: 'v1.9.0-rc.1',
    done: true,
  });
  expect([shop.tip('rc/1.9.0'), shop.tip('v1.9.0-rc.1'), shop.tip('devel')]).toEqual([devel, devel, devel]);
  expect(await releases(shop, 'v1.9.0')).toMatchObject([{ draft: true, name: '1.9.0' }]);
}

async function thePicks(shop: Shop): Promise<void> {
  const run = await shop.rel('pick 230 231 232 --into 1.8.0 --json');
  expect(run.exit).toBe(0);
  const [target] = run.json.result.targets;
  expect(target.picks.map((p: { pr: number; outcome: string }) => [p.pr, p.outcome])).toEqual([
    [230, 'picked'],
    [231, 'picked'],
    [232, 'picked'],
    [232, 'picked'],
  ]);
  const line = shop.git(`rev-list --reverse v1.8.0-rc.1..rc/1.8.0`, shop.origin).split('\n');
  expect(line).toEqual(target.picks.map((p: { commit: string }) => p.commit));
  for (const number of [230, 231, 232]) {
    expect(await labels(shop, number)).toContain('picked/1.8.0');
    const ours = (await comments(shop, number)).filter((c) => c.body.includes('rc/1.8.0'));
    const commits = target.picks.flatMap((p: { pr: number; commit: string }) =>
      p.pr === number ? [p.commit] : [],
    );
    expect(ours).toMatchObject([
      { user: { login: 'rita' }, body: expect.stringContaining(commits.join(' ')) },
    ]);
  }

  const refs = shop.refs();
  const refused = await shop.rel('pick 233 234 --into 1.8.0');
  expect(refused.exit).toBe(3);
  expect(refused.stdout).toMatch(/#233 .* refused: .*dan/);
  expect(refused.stdout).toMatch(/#234 .* refused: .*(changed|stale|since)/);
  expect(shop.refs()).toEqual(refs);
  for (const number of [233, 234, 235, 236, 243, 244]) {
    expect(await labels(shop, number)).not.toContain('picked/1.8.0');
    expect((await comments(shop, number)).filter((c) => c.body.includes('rel:'))).toEqual([]);
  }
}

async function theWayHome(shop: Shop): Promise<void> {
  expect((await shop.rel('tag-rc 1.8.0')).exit).toBe(0);
  const refs = shop.refs();
  const lacking = await shop.rel('promote 1.8.0 --json');
  expect(lacking.exit).toBe(3);
  expect(lacking.json.error.why).toContain('v1.8.0-rc.2 lacks a fix of main');
  expect(lacking.json.error.why).toContain('Refuse expired cards (#240)');
  expect(shop.refs()).toEqual(refs);

  const [main, devel, rc] = ['main', 'devel', 'rc/1.8.0'].map((branch) => shop.tip(branch));
  const sync = await shop.rel('sync-hotfix --json');
  expect(sync.exit).toBe(0);
  expect(sync.json.result.targets).toMatchObject([
    { branch: 'devel', outcome: 'merged', after: shop.tip('devel') },
    { branch: 'rc/1.8.0', outcome: 'picked', after: shop.tip('rc/1.8.0') },
    { branch: 'rc/1.9.0', outcome: 'picked', after: shop.tip('rc/1.9.0') },
  ]);
  expect(shop.git('log -1 --format=%P devel', shop.origin)).toBe(`${devel} ${main}`);
  expect(shop.git('log -1 --format=%P rc/1.8.0', shop.origin)).toBe(rc);
  expect(shop.tip('main')).toBe(main);
}

async function theRelease(shop: Shop): Promise<void> {
  expect((await shop.rel('tag-rc 1.8.0')).exit).toBe(0);
  const candidate = shop.tip('v1.8.0-rc.3');
  expect(candidate).toBe(shop.tip('rc/1.8.0'));

  const refs = shop.refs();
  const stopped = await shop.rel('promote 1.8.0 --json');
  expect(stopped.exit).toBe(3);
  expect(verdicts(stopped.json.result.judgement)).toEqual({ ci: 'unknown', 'no-open-bugs': 'pass' });
  expect(shop.refs()).toEqual(refs);

  expect((await shop.rel(`sandbox ci ${shop.dir} v1.8.0-rc.3`)).exit).toBe(0);
  const oldMain = shop.tip('main');
  const promoted = await shop.rel('promote 1.8.0 --json');
  expect(promoted.exit).toBe(0);
  expect(promoted.json.result).toMatchObject({
    tag: 'v1.8.0',
    sha: candidate,
    main: shop.tip('main'),
    done: true,
  });
  expect(promoted.json.warnings).toEqual([expect.stringContaining('the milestone 1.8.0 stays open')]);
  expect(shop.tip('v1.8.0')).toBe(candidate);
  expect(shop.git('log -1 --format=%P main', shop.origin)).toBe(`${oldMain} ${candidate}`);
  const [release, ...more] = await releases(shop, 'v1.8.0');
  expect(more).toEqual([]);
  expect(release).toMatchObject({ draft: false, prerelease: false });
  for (const change of [
    'Vouchers in the cart (#200) by dora',
    'voucher limit for the launch of 1.8 (#225)',
    'browser retries (#230)',
    'Ask for a postcode (#231)',
    'zero (#232)',
  ]) {
    expect(release.body).toContain(change);
  }
  expect((await shop.github('GET', 'releases/latest')).tag_name).toBe('v1.8.0');
}

async function theRecord(shop: Shop): Promise<void> {
  const log = await shop.rel('log --json');
  expect(log.exit).toBe(0);
  const { entries } = log.json.result;
  expect(entries.map((e: { kind: string; version: string }) => `${e.kind} ${e.version}`)).toEqual([
    'cut 1.9.0',
    'pick 1.8.0',
    'candidate 1.8.0',
    'sync 1.7.1',
    'pick 1.8.0',
    'pick 1.9.0',
    'candidate 1.8.0',
    'promote 1.8.0',
  ]);
  const [cut, pick] = entries;
  const promote = entries.at(-1);
  expect(cut).toMatchObject({
    actor: { login: 'rita', source: 'github' },
    branch: 'rc/1.9.0',
    tag: 'v1.9.0-rc.1',
  });
  expect(cut.judgements.map(verdicts)).toEqual([{ 'features-ready': 'pass' }]);
  expect(pick.picks.map((p: { pr: number }) => p.pr)).toEqual([230, 231, 232, 232]);
  expect(pick.judgements.map(verdicts)).toEqual([
    { approvals: 'pass' },
    { approvals: 'pass' },
    { approvals: 'pass' },
  ]);
  expect(promote).toMatchObject({
    candidate: 'v1.8.0-rc.3',
    sha: shop.tip('v1.8.0'),
    main: shop.tip('main'),
  });
  expect(promote.judgements.map(verdicts)).toEqual([{ ci: 'pass', 'no-open-bugs': 'pass' }]);
}

async function nothingTwice(shop: Shop): Promise<void> {
  const [refs, told] = [shop.refs(), await shop.told()];
  for (const line of ['cut-rc 1.9.0', 'tag-rc 1.8.0', 'promote 1.8.0', 'sync-hotfix']) {
    const again = await shop.rel(line);
    expect(again.exit, line).toBe(0);
    expect(again.stdout, line).toContain('nothing to do');
  }
  expect(shop.refs()).toEqual(refs);
  expect(await shop.told()).toEqual(told);
}

interface Judged {
  readonly verdicts: readonly { readonly gate: string; readonly verdict: string }[];
}
const verdicts = (judgement: Judged) =>
  Object.fromEntries(judgement.verdicts.map((v) => [v.gate, v.verdict]));

const releases = async (shop: Shop, tag: string) =>
  (await shop.github('GET', 'releases')).filter((r: { tag_name: string }) => r.tag_name === tag);

const labels = async (shop: Shop, number: number): Promise<string[]> =>
  (await shop.github('GET', `issues/${number}/labels`)).map((label: { name: string }) => label.name);

const comments = (shop: Shop, number: number): Promise<{ body: string }[]> =>
  shop.github('GET', `issues/${number}/comments`);
