import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestMarker } from '../../src/domain/markdown.ts';
import { withNotes } from '../../src/domain/release-body.ts';
import { openRepository } from '../../src/git/repository.ts';
import { connectGitHub } from '../../src/github/github.ts';
import type { OpenPullRequest } from '../../src/steps/open-pull-request.ts';
import { kindOf, type Step } from '../../src/steps/registry.ts';
import type { StepContext } from '../../src/steps/step.ts';
import { type Embedded, embedded } from '../support/embedded.ts';
import { stampOf } from '../support/small-operation.ts';

let world: Embedded;
beforeAll(async () => {
  world = await embedded();
});
afterAll(() => world.remove());

/** Who the token belongs to, and who acts: in GitHub Actions a bot for a person. */
async function contextFor(token: string, actor = token): Promise<StepContext> {
  const fetch: typeof globalThis.fetch = (input, init) => world.github.fetch(new Request(input, init));
  const slug = { owner: 'acme', name: 'shop' };
  const github = connectGitHub({
    host: 'github.com',
    apiUrl: 'http://127.0.0.1:1',
    slug,
    token: `sandbox:${token}`,
    fetch,
  });
  return {
    repo: await openRepository(`${world.dir}/origin.git`),
    remote: 'origin',
    github,
    stamp: stampOf(0, actor),
  };
}

const issue = async (): Promise<number> =>
  (await world.ask('dora', 'POST ~/issues', { title: 'A fix' })).body.number;
const told = async (number: number) => {
  const { body } = await world.ask('dora', `GET ~/issues/${number}/comments`);
  return body.map((c: { user: { login: string }; body: string }) => [c.user.login, c.body]);
};
const releases = async () =>
  (await world.ask('rita', 'GET ~/releases')).body.map(
    (r: { tag_name: string; draft: boolean; body: string }) => [r.tag_name, r.draft, r.body],
  );

/** Runs it twice: whether it looked done before, after, and that it is done both times. */
async function twice(step: Step, context: StepContext): Promise<void> {
  const kind = kindOf(step);
  expect(await kind.done(step, context)).toBe(false);
  for (const _ of [1, 2]) expect(await kind.run(step, context)).toEqual({ kind: 'done', notes: [] });
}

const [x, y, z] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const report = (number: number, branch: string, commits: string[]): Step => ({
  ...{ kind: 'report-pick', target: branch, number, branch, where: { state: 'picked', commits } },
});
const waiting = (number: number, branch: string, state: 'waits' | 'conflict', head: string): Step => ({
  ...{ kind: 'report-pick', target: branch, number, branch, where: { state, head } },
});

describe('the report of a pick', () => {
  test('is one comment with a row a branch; a row is replaced, not repeated', async () => {
    const [number, context] = [await issue(), await contextFor('rita')];
    await twice(report(number, 'rc/1.8.0', [x]), context);
    await twice(report(number, 'rc/1.9.0', [x, y]), context);
    await twice(report(number, 'rc/1.8.0', [z]), context);
    const [[author, body], ...more] = await told(number);
    expect([author, more]).toEqual(['rita', []]);
    expect(body.split('\n').filter((line: string) => line.startsWith('| `'))).toEqual([
      `| \`rc/1.9.0\` | picked as ${x} ${y} |`,
      `| \`rc/1.8.0\` | picked as ${z} |`,
    ]);
    expect(await kindOf(report(number, 'rc/1.8.0', [z])).done(report(number, 'rc/1.8.0', [z]), context)).toBe(
      true,
    );
  });

  test('says where it waits or what a person must resolve, by PR; the later state replaces the row', async () => {
    const [number, context] = [await issue(), await contextFor('rita')];
    const rows = async () =>
      (await told(number))[0][1].split('\n').filter((l: string) => l.startsWith('| `'));
    await twice(waiting(number, 'main', 'conflict', 'topic'), context);
    expect(await rows()).toEqual(['| `main` | conflict, to be resolved in `topic` |']);
    const request = { title: 't', head: 'topic', base: 'main' };
    const pull = (await world.ask('dora', 'POST ~/pulls', request)).body.number;
    await twice(waiting(number, 'main', 'conflict', 'topic'), context);
    expect(await rows()).toEqual([`| \`main\` | conflict, to be resolved in #${pull} |`]);
    await twice(waiting(number, 'main', 'waits', 'topic'), context);
    expect(await rows()).toEqual([`| \`main\` | waits in #${pull} |`]);
    await twice(waiting(number, 'a|b`c', 'waits', 'no|where'), context);
    expect(await rows()).toEqual([
      `| \`main\` | waits in #${pull} |`,
      '| `` a\\|b`c `` | waits in `no\\|where` |',
    ]);
    await world.ask('dora', `PATCH ~/pulls/${pull}`, { state: 'closed' });
  });

  test('is never put into the comment of somebody else, whatever that one says', async () => {
    const number = await issue();
    const forged = `<!-- rel:picks -->\n| \`rc/1.8.0\` | ${x} |\n`;
    await world.ask('quinn', `POST ~/issues/${number}/comments`, { body: forged });
    await twice(report(number, 'rc/1.8.0', [x]), await contextFor('rita'));
    expect((await told(number)).map(([login]: [string]) => login)).toEqual(['quinn', 'rita']);
    expect((await told(number))[0][1]).toBe(forged);
  });

  test('is found again where a bot writes for the person who acts', async () => {
    const number = await issue();
    await twice(report(number, 'rc/1.8.0', [x]), await contextFor('ci[bot]', 'rita'));
    expect(await told(number)).toHaveLength(1);
  });
});

describe('the other effects happen once', () => {
  test('a label', async () => {
    const [number, context] = [await issue(), await contextFor('rita')];
    await twice({ kind: 'label-pull-request', target: 't', number, label: 'picked/1.8.0' }, context);
    const { body } = await world.ask('rita', `GET ~/issues/${number}/timeline`);
    expect(body.filter((e: { event: string }) => e.event === 'labeled')).toHaveLength(1);
  });

  test('milestones: one is closed, one opened; what GitHub refuses is told, and no more', async () => {
    const made = (await world.ask('rita', 'POST ~/milestones', { title: '0.9.0' })).body;
    const [close, open]: Step[] = [
      { kind: 'close-milestone', target: 't', number: made.number, title: '0.9.0' },
      { kind: 'open-milestone', target: 't', title: '0.10.0' },
    ];
    if (close === undefined || open === undefined) throw new Error('no steps');
    for (const step of [close, open]) await twice(step, await contextFor('rita'));
    const { body } = await world.ask('rita', 'GET ~/milestones?state=all');
    const states = body.map(({ title, state }: { title: string; state: string }) => `${title} ${state}`);
    expect(states).toEqual(expect.arrayContaining(['0.9.0 closed', '0.10.0 open']));
    expect(states).toHaveLength(new Set(states).size);
    for (const step of [close, { ...open, title: '0.11.0' } as Step]) {
      const refused = await kindOf(step).run(step, await contextFor('paula'));
      expect(refused).toEqual({ kind: 'done', notes: [expect.stringMatching(/milestone/)] });
    }
  });

  test('a release: drafted, then published with its notes; or published at once', async () => {
    const context = await contextFor('rita');
    const base = { target: 't', name: '0.9.0', tag: 'v0.9.0' };
    const [draft, publish]: Step[] = [
      { kind: 'draft-release', ...base, body: 'soon' },
      { kind: 'publish-release', ...base, body: 'notes', latest: true },
    ];
    if (draft === undefined || publish === undefined) throw new Error('no steps');
    await twice(draft, context);
    expect(await releases()).toEqual([['v0.9.0', true, withNotes('', 'soon')]]);
    const update: Step = { kind: 'update-release', ...base, body: 'more' };
    await twice(update, context);
    expect(await kindOf(update).done(update, context)).toBe(true);
    expect(await releases()).toEqual([['v0.9.0', true, withNotes('', 'more')]]);
    await twice(publish, context);
    expect(await releases()).toEqual([['v0.9.0', false, withNotes('', 'notes')]]);
    await kindOf(update).run(update, context);
    // Late, and after all: a draft for what is out already.
    await kindOf(draft).run(draft, context);
    world.git('tag', 'v0.9.1', 'main');
    await twice({ ...publish, tag: 'v0.9.1' } as Step, context);
    expect(await releases()).toEqual(
      expect.arrayContaining([
        ['v0.9.0', false, withNotes('', 'notes')],
        ['v0.9.1', false, withNotes('', 'notes')],
      ]),
    );
    expect(await releases()).toHaveLength(2);
  });

  test('a PR: opened, its text brought up to date where it is ours, and given to whom it can be given to', async () => {
    const context = await contextFor('rita');
    const step = (body: string, title = 'Picks'): OpenPullRequest => ({
      ...{ kind: 'open-pull-request', target: 't', head: 'topic', base: 'main', title, draft: true },
      ...{ body: `${requestMarker}\n${body}`, assignees: ['dora', 'reed', 'nobody'] },
    });
    const kind = kindOf(step(''));
    expect(await kind.done(step('one'), context)).toBe(false);
    // Opened, and killed before it was given to anybody; whoever goes on does that.
    const first = await kind.run({ ...step('one'), assignees: [] }, context);
    expect(first).toMatchObject({ kind: 'done', notes: [], pullRequest: { head: 'topic' } });
    expect(await kind.run(step('one'), context)).toEqual(first);
    // It may have been opened and given to nobody: only without assignees is an open PR all of it.
    expect(await kind.done(step('one'), context)).toBe(false);
    expect(await kind.done({ ...step('one'), assignees: [] }, context)).toBe(true);
    expect(await kind.done(step('two', 'More picks'), context)).toBe(false);
    expect(await kind.run(step('two', 'More picks'), context)).toEqual(first);
    const number = first.kind === 'done' ? first.pullRequest?.number : 0;
    const shown = async () => (await world.ask('dora', `GET ~/pulls/${number}`)).body;
    expect(await shown()).toMatchObject({ title: 'More picks', draft: true, assignees: [{ login: 'dora' }] });

    await world.ask('dora', `PATCH ~/pulls/${number}`, { body: 'By hand' });
    expect(await kind.done({ ...step('three'), assignees: [] }, context)).toBe(true);
    expect(await kind.run(step('three'), context)).toEqual(first);
    expect((await shown()).body).toBe('By hand');
    const none = { ...step('x'), head: 'rc/1.0' };
    expect(await kind.run(none, context)).toMatchObject({
      notes: [expect.stringContaining('no PR was opened')],
    });
  });

  test('an issue: opened once, found again whatever became of it; given to nobody where one cannot have it', async () => {
    const context = await contextFor('rita');
    const step = (marker: string, assignees: string[]): Step => ({
      ...{ kind: 'open-issue', target: 't', title: `Deploy ${marker}`, marker, assignees },
      ...{ body: `<!-- ${marker} -->\n- [ ] one`, labels: ['deployment'] },
    });
    const opened = async (marker: string) =>
      (await world.ask('dora', 'GET ~/issues?state=all&labels=deployment')).body.filter(
        ({ title }: { title: string }) => title.endsWith(marker),
      );
    const first = step('m-1', ['dora']);
    await twice(first, context);
    const [issue, ...more] = await opened('m-1');
    expect([issue.assignees, more]).toEqual([[expect.objectContaining({ login: 'dora' })], []]);
    await world.ask('dora', `PATCH ~/issues/${issue.number}`, { state: 'closed', title: 'Done: m-1' });
    expect(await kindOf(first).done(first, context)).toBe(true);

    const nobodys = step('m-2', ['dora', 'nobody']);
    expect(await kindOf(nobodys).run(nobodys, context)).toMatchObject({
      notes: [expect.stringContaining('GitHub does not let all of dora, nobody have it')],
    });
    expect(await opened('m-2')).toMatchObject([{ assignees: [] }]);
  });

  test('a status; the same again is no change', async () => {
    const context = await contextFor('rita');
    const sha = world.git('rev-parse', 'topic');
    const step: Step = {
      ...{ kind: 'set-status', target: 't', sha, context: 'rel/conflict' },
      ...{ state: 'failure', description: 'app.txt:3 has a conflict marker' },
    };
    await twice(step, context);
    await twice({ ...step, state: 'success' }, context);
    const { body } = await world.ask(null, `GET ~/commits/${sha}/statuses`);
    expect(body.map(({ state }: { state: string }) => state)).toEqual(['success', 'failure']);
  });

  test('not without GitHub', async () => {
    const context = { ...(await contextFor('rita')), github: null };
    const step = report(1, 'rc/1.8.0', [x]);
    await expect(kindOf(step).run(step, context)).rejects.toMatchObject({ code: 'no-token' });
  });
});
