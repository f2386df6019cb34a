import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestMarker } from '../../src/domain/markdown.ts';
import { withNotes } from '../../src/domain/release-body.ts';
import { openRepository } from '../../src/git/repository.ts';
import { connectGitHub } from '../../src/github/github.ts';
import { kindOf, type Step } from '../../src/steps/registry.ts';
import type { StepContext } from '../../src/steps/step.ts';
import { type Embedded, embedded } from '../support/embedded.ts';
import { stampOf } from '../support/small-operation.ts';

let world: Embedded;
let context: StepContext;
beforeAll(async () => {
  world = await embedded();
  context = await contextOf('rita');
});
afterAll(() => world.remove());

async function contextOf(login: string): Promise<StepContext> {
  const fetch: typeof globalThis.fetch = (input, init) => world.github.fetch(new Request(input, init));
  const [slug, apiUrl] = [{ owner: 'acme', name: 'shop' }, 'http://127.0.0.1:1'];
  const github = connectGitHub({ host: 'github.com', apiUrl, slug, token: `sandbox:${login}`, fetch });
  return {
    repo: await openRepository(`${world.dir}/origin.git`),
    remote: 'origin',
    github,
    stamp: stampOf(),
  };
}

const ask = async (what: string, body?: object, as = 'rita') => (await world.ask(as, what, body)).body;
const issue = async (): Promise<number> => (await ask('POST ~/issues', { title: 'A fix' })).number;
const bodies = async (number: number): Promise<string[]> =>
  (await ask(`GET ~/issues/${number}/comments`)).map(({ body }: { body: string }) => body);

/** What it told: the notes; and that a second time it finds nothing left to do. */
async function twice(step: Step, at = context): Promise<readonly string[]> {
  const first = await kindOf(step).run(step, at);
  const second = await kindOf(step).run(step, at);
  expect([first.kind, second.kind]).toEqual(['done', 'done']);
  return first.kind === 'done' ? first.notes : [];
}
const run = (step: Step) => kindOf(step).run(step, context);
const seenBefore = (step: Step) => kindOf(step).before?.read(step, context);

const report = (number: number, branch: string): Step => ({
  ...{
    kind: 'report-pick',
    target: 't',
    number,
    branch,
    where: { state: 'picked', commits: ['a'.repeat(40)] },
  },
});
const back = (number: number, branch: string, was: string | null): Step => ({
  ...{ kind: 'take-back-report', target: 't', number, branch, was },
});

describe('the comment of a pick', () => {
  test('goes with its last row; another row stays, and an earlier one comes back', async () => {
    const number = await issue();
    await run(report(number, 'rc/1.8.0'));
    const [one = ''] = await bodies(number);
    await run(report(number, 'rc/1.9.0'));
    await twice(back(number, 'rc/1.9.0', one));
    expect(await bodies(number)).toEqual([one]);
    await run(report(number, 'rc/1.8.0'));
    await twice(back(number, 'rc/1.8.0', one.replace('picked as', 'waits in')));
    expect(await bodies(number)).toEqual([one.replace('picked as', 'waits in')]);
    await twice(back(number, 'rc/1.8.0', null));
    expect(await bodies(number)).toEqual([]);
  });

  test('stays without the row where somebody has written into it', async () => {
    const number = await issue();
    await run(report(number, 'rc/1.8.0'));
    const [{ id }] = await ask(`GET ~/issues/${number}/comments`);
    const [text = ''] = await bodies(number);
    await ask(`PATCH ~/issues/comments/${id}`, { body: `${text}\nSeen by quinn.` });
    await twice(back(number, 'rc/1.8.0', null));
    expect(await bodies(number)).toEqual([
      expect.stringMatching(/^<!-- rel:picks -->[^`]*`rel`[^`]*Seen by quinn\.\n$/),
    ]);
  });
});

test('a label goes; that it is off already is fine, and that GitHub refuses is told', async () => {
  const number = await issue();
  await run({ kind: 'label-pull-request', target: 't', number, label: 'picked/1.8.0' });
  const step: Step = { kind: 'unlabel-pull-request', target: 't', number, label: 'picked/1.8.0' };
  expect(await twice(step, await contextOf('mallory'))).toEqual([
    expect.stringContaining('the label picked/1.8.0 stays'),
  ]);
  expect(await twice(step)).toEqual([]);
  expect((await ask(`GET ~/issues/${number}`)).labels).toEqual([]);
});

describe('a release', () => {
  const text = (body: string, name = '1.8.0') => ({ name, body: withNotes('', body) });
  const draft = (tag: string, body: string): Step => ({
    kind: 'draft-release',
    target: 't',
    tag,
    name: '1.8.0',
    body,
  });
  const releaseBack = (tag: string, wrote: object, was: object | null): Step =>
    ({ kind: 'take-back-release', target: 't', tag, wrote, was, latest: null }) as Step;
  const found = async (tag: string) =>
    (await ask('GET ~/releases')).filter((one: { tag_name: string }) => one.tag_name === tag);

  test('that rel drafted goes, unless somebody has changed it', async () => {
    for (const tag of ['v1.8.0', 'v1.8.1']) await run(draft(tag, 'Notes'));
    const [{ id }] = await found('v1.8.1');
    await ask(`PATCH ~/releases/${id}`, { name: 'Mine' });
    expect(await twice(releaseBack('v1.8.0', text('Notes'), null))).toEqual([]);
    expect(await twice(releaseBack('v1.8.1', text('Notes'), null))).toEqual([
      expect.stringContaining('the draft of the GitHub Release v1.8.1 stays'),
    ]);
    expect([await found('v1.8.0'), await found('v1.8.1')]).toMatchObject([[], [{ name: 'Mine' }]]);
  });

  test('that was published is the draft again that it was, with what a person wrote since', async () => {
    await run(draft('v2.0.0', 'Notes'));
    const publish: Step = {
      kind: 'publish-release',
      target: 't',
      tag: 'v2.0.0',
      name: '2.0',
      body: 'All',
      latest: true,
    };
    expect(await seenBefore(publish)).toMatchObject({ release: { draft: true }, latest: null });
    await run(publish);
    const [{ id, body }] = await found('v2.0.0');
    await ask(`PATCH ~/releases/${id}`, { body: `Read this.\n${body}` });
    await twice(releaseBack('v2.0.0', text('All', '2.0'), text('Notes')));
    expect(await found('v2.0.0')).toMatchObject([
      { draft: true, name: '1.8.0', body: `Read this.\n${withNotes('', 'Notes')}` },
    ]);
  });
});

describe('a PR', () => {
  const request = {
    kind: 'open-pull-request',
    target: 't',
    head: 'topic',
    base: 'main',
    draft: false,
  } as const;
  const opened: Step = { ...request, title: 'Picks', body: `${requestMarker}\nnew`, assignees: [] };
  const prBack = (number: number, was: { title: string; body: string } | null): Step => ({
    ...{ kind: 'take-back-pull-request', target: 't', number, head: 'topic', base: 'main', was },
    wrote: { title: 'Picks', body: `${requestMarker}\nnew` },
  });

  test('gets the text that it had; that rel opened is closed', async () => {
    expect(await seenBefore(opened)).toEqual({ open: null, newest: 0 });
    await run(opened);
    const [{ number }] = await ask('GET ~/pulls?head=acme:topic');
    expect(await seenBefore(opened)).toMatchObject({ open: { number }, newest: number });
    await twice(prBack(number, { title: 'Pick', body: `${requestMarker}\nold` }));
    expect(await ask(`GET ~/pulls/${number}`)).toMatchObject({ title: 'Pick', state: 'open' });
    await twice(prBack(number, null));
    expect(await ask(`GET ~/pulls/${number}`)).toMatchObject({ state: 'closed', merged: false });
  });
});

test('an issue is closed with a word why, said once', async () => {
  const number = await issue();
  await twice({ kind: 'close-issue', target: 't', number, why: 'Taken back.\n' });
  expect(await bodies(number)).toEqual(['Taken back.\n']);
  expect(await ask(`GET ~/issues/${number}`)).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
});

test('a milestone is open again; one that was opened goes, unless something is in it', async () => {
  const [one, two] = [
    await ask('POST ~/milestones', { title: '7.0.0' }),
    await ask('POST ~/milestones', { title: '7.1.0' }),
  ];
  await run({ kind: 'close-milestone', target: 't', number: one.number, title: '7.0.0' });
  await twice({ kind: 'reopen-milestone', target: 't', number: one.number, title: '7.0.0' });
  expect(await ask(`GET ~/milestones/${one.number}`)).toMatchObject({ state: 'open' });
  await ask(`PATCH ~/issues/${await issue()}`, { milestone: two.number, state: 'closed' });
  expect(await twice({ kind: 'delete-milestone', target: 't', title: '7.0.0' })).toEqual([]);
  expect(await twice({ kind: 'delete-milestone', target: 't', title: '7.1.0' })).toEqual([
    expect.stringContaining('7.1.0 stays'),
  ]);
  const titles = (await ask('GET ~/milestones')).map(({ title }: { title: string }) => title);
  expect(titles).toEqual(expect.arrayContaining(['7.1.0']));
  expect(titles).not.toContain('7.0.0');
});
