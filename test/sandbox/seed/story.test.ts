import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { git, gitLines, tryGit } from '../../../src/sandbox/seed/git.ts';
import { stories } from '../../../src/sandbox/seed/story.ts';
import { folder, isPull, pickOnto, pullOf, type Shop, shopIn } from './shop.ts';

let place: Awaited<ReturnType<typeof folder>>;
let shop: Shop;
let scratch: string;
beforeAll(async () => {
  place = await folder();
  shop = await shopIn(place.path);
  scratch = join(place.path, 'scratch');
  await git(place.path, ['clone', '--quiet', shop.origin, scratch]);
});
afterAll(() => place.remove());

const rc = 'rc/1.8.0';
const { approvedAndClean, needsFirst, conflicts } = stories;

describe('fixes on the train, by real cherry-picks', () => {
  test.each([
    ['three approved in three ways', Object.values(approvedAndClean), ['clean', 'clean', 'clean']],
    ['labelled by somebody who is not QA', [stories.labelledByNobody], ['clean']],
    ['changed after the approval', [stories.changedAfterApproval], ['clean']],
    ['one alone that needs another', [needsFirst.fix], ['conflict']],
    ['it after the other', [needsFirst.prerequisite, needsFirst.fix], ['clean', 'clean']],
    ['one that conflicts with the RC branch', [conflicts.fix], ['conflict']],
    ['the hotfix', [stories.hotfix], ['clean']],
  ])('%s', async (_what, numbers, outcomes) => {
    expect(await pickOnto(shop, scratch, rc, numbers)).toEqual(outcomes);
  });

  test('with everything clean on it, the train merges into main, and main back into devel', async () => {
    const all = [...Object.values(approvedAndClean), stories.hotfix];
    expect(await pickOnto(shop, scratch, rc, all)).toEqual(all.map(() => 'clean'));
    const merge = (from: string) =>
      tryGit(scratch, ['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'merge', '--no-ff', from]);
    const train = await git(scratch, ['rev-parse', 'HEAD']);
    await git(scratch, ['checkout', '--quiet', '--detach', 'origin/main']);
    expect(await merge(train)).toMatchObject({ code: 0 });
    const main = await git(scratch, ['rev-parse', 'HEAD']);
    await git(scratch, ['checkout', '--quiet', '--detach', 'origin/devel']);
    expect(await merge(main)).toMatchObject({ code: 0 });
  });
});

test('every merge is what git itself makes of base and head', async () => {
  for (const { number, pull } of shop.state.issues.filter(isPull)) {
    if (pull.merged === null) continue;
    const own = await git(shop.origin, ['merge-tree', '--write-tree', pull.baseSha, pull.headSha]);
    const landed = await git(shop.origin, ['rev-parse', `${pull.merged.sha}^{tree}`]);
    expect([number, landed]).toEqual([number, own]);
  }
});

test('squash and rebase landed as GitHub does it', async () => {
  const { squash, rebase, merge } = approvedAndClean;
  const landed = (number: number) => {
    const { merged, baseSha } = pullOf(shop.state, number).pull;
    return gitLines(shop.origin, ['log', '--format=%an|%cn|%s', `${baseSha}..${merged?.sha}`]);
  };
  expect(await landed(squash)).toEqual(['Dan Dev|GitHub|Ask for a postcode (#231)']);
  expect(await landed(rebase)).toEqual([
    'Dina Dev|Dina Dev|Test a quantity of zero',
    'Dina Dev|Dina Dev|Drop a line whose quantity is zero',
  ]);
  const [first, ...rest] = await landed(merge);
  expect(first).toBe('Dora Dev|GitHub|Merge pull request #230 from acme/fix/double-charge');
  expect(rest).toHaveLength(2);
});

test('only the hotfix is on main and not on devel', async () => {
  const { merged } = pullOf(shop.state, stories.hotfix).pull;
  expect(await gitLines(shop.origin, ['rev-list', 'devel..main'])).toEqual([merged?.sha]);
  expect(await git(shop.origin, ['rev-parse', 'v1.7.1^{commit}'])).toBe(merged?.sha);
  const { code } = await tryGit(shop.origin, ['merge-tree', '--write-tree', 'devel', 'main']);
  expect(code).toBe(0);
});

test('the refs: a train, its candidate, three releases, annotated, and no ledger', async () => {
  const refs = await gitLines(shop.origin, [
    'for-each-ref',
    '--format=%(refname) %(objecttype)',
    'refs/heads/main',
    'refs/heads/devel',
    'refs/heads/rc',
    'refs/heads/hotfix',
    'refs/tags',
    'refs/rel',
  ]);
  expect(refs).toEqual([
    'refs/heads/devel commit',
    'refs/heads/main commit',
    'refs/heads/rc/1.7.0 commit',
    'refs/heads/rc/1.8.0 commit',
    'refs/tags/v1.6.0 tag',
    'refs/tags/v1.7.0 tag',
    'refs/tags/v1.7.0-rc.1 tag',
    'refs/tags/v1.7.1 tag',
    'refs/tags/v1.8.0-rc.1 tag',
  ]);
});

test('approvals are what the story says', () => {
  const approvals = (number: number) => {
    const { pull, timeline } = pullOf(shop.state, number);
    const labels = timeline.flatMap((e) =>
      e.kind === 'labeled' && e.label === 'qa-approved' ? [e.actor] : [],
    );
    const reviews = pull.reviews.flatMap((r) => (r.state === 'APPROVED' ? [r.author] : []));
    const stale = pull.reviews.some((r) => r.state === 'APPROVED' && r.commit !== pull.headSha);
    return { labels, reviews, stale };
  };
  expect(approvals(approvedAndClean.merge)).toEqual({ labels: ['quinn'], reviews: ['dan'], stale: false });
  expect(approvals(approvedAndClean.squash)).toEqual({ labels: [], reviews: ['quinn'], stale: false });
  expect(approvals(approvedAndClean.rebase)).toEqual({ labels: ['quinn'], reviews: [], stale: false });
  expect(approvals(needsFirst.prerequisite).reviews).toContain('quinn');
  expect(approvals(stories.labelledByNobody)).toEqual({ labels: ['dan'], reviews: [], stale: false });
  expect(approvals(stories.changedAfterApproval)).toEqual({ labels: [], reviews: ['quinn'], stale: true });
});

test('1.8.0 has no open bug; 1.9.0 has one, and one PR that is not merged', () => {
  const number = (title: string) => shop.state.milestones.find((one) => one.title === title)?.number;
  const open = (title: string) =>
    shop.state.issues.filter((one) => one.state === 'open' && one.milestone === number(title));
  const bugs = (title: string) => open(title).filter((one) => one.labels.includes('bug'));
  expect(bugs('1.8.0')).toEqual([]);
  expect(bugs('1.9.0').map((one) => one.number)).toEqual([stories.bugs.next]);
  expect(
    open('1.9.0')
      .filter(isPull)
      .map((one) => one.number),
  ).toEqual([stories.stopsTheCut]);
});

test('CI is green on the tips, red and missing elsewhere', async () => {
  const conclusions = (sha: string) =>
    shop.state.checkRuns.filter((run) => run.sha === sha).map((run) => `${run.name} ${run.conclusion}`);
  for (const ref of ['devel', 'main', rc])
    expect(conclusions(await git(shop.origin, ['rev-parse', ref]))).toEqual([
      'build success',
      'unit success',
    ]);
  expect(conclusions(pullOf(shop.state, stories.open).pull.headSha)).toContain('unit failure');
  expect(conclusions(pullOf(shop.state, stories.draft).pull.headSha)).toContain('unit null');
  expect(conclusions(pullOf(shop.state, stories.labelledByNobody).pull.headSha)).toEqual([]);
});
