import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/git-history.ts';
import { answerGraphql, connection, connectTo, paged, stubGitHub } from '../support/stub-github.ts';

const at = '2026-11-01T00:00:00Z';
const user = (login: string) => ({ __typename: 'User', login });
const label = (name: string, id: string, actor: object | null = user('quinn')) => ({
  ...{ __typename: 'LabeledEvent', id, createdAt: at, actor, label: { name } },
});
const review = {
  __typename: 'PullRequestReview',
  id: 'R',
  createdAt: at,
  submittedAt: at,
  state: 'APPROVED',
};
const reviewed = { ...review, url: 'https://x/r', author: user('quinn'), commit: { oid: 'a'.repeat(40) } };
const comment = {
  __typename: 'IssueComment',
  id: 'C',
  createdAt: at,
  lastEditedAt: null,
  body: '/qa-approve',
};
const said = { ...comment, url: 'https://x/c', author: user('quinn') };
const pushed = { __typename: 'PullRequestCommit', id: 'P', commit: { oid: 'b'.repeat(40) } };
const items = [pushed, label('qa', 'L'), reviewed, said];

/** A PR that GitHub never calls updated: whatever becomes of it has to be seen in itself. */
const pullRequest = (more: object = {}) => ({
  ...{ number: 1, title: 'One', url: 'https://x/1', state: 'MERGED', isDraft: false, baseRefName: 'devel' },
  ...{ headRefName: 'one', headRefOid: 'b'.repeat(40), mergedAt: at, updatedAt: at, author: user('dora') },
  ...{
    mergeCommit: { oid: 'c'.repeat(40) },
    commits: connection([{}]),
    labels: connection([{ name: 'qa' }]),
  },
  ...{ milestone: { title: '1.8.0' }, timelineItems: paged(items), ...more },
});

/** Reads a PR, then what has become of it: with what the first run kept, and without. */
async function twice(later: object, between: (folder: string) => void = () => undefined) {
  const memory = { folder: temporaryFolder(), readOnly: false };
  let pr: object = pullRequest();
  const asked: string[] = [];
  const stub = await stubGitHub((request) => {
    const { query } = request.body as { query: string };
    asked.push(/query (\w+)/.exec(query)?.[1] ?? '');
    return answerGraphql(request, { repository: { pullRequest: () => pr } });
  });
  const read = async (more: object) =>
    (await connectTo(stub, { comments: true, ...more }).github.pullRequests([1])).get(1);
  await read({ memory });
  between(memory.folder);
  pr = pullRequest(later);
  const remembering = await read({ memory });
  const questions = asked.slice(1);
  return { questions, remembering, plain: await read({}), memory };
}

test('what is as it was is not asked for again', async () => {
  const { questions, remembering, plain } = await twice({});
  expect(questions).toEqual(['PullRequestPrints']);
  expect(remembering).toEqual(plain);
});

const timeline = (...nodes: readonly unknown[]) => ({ timelineItems: paged(nodes) });
test.each<[string, object]>([
  ['the title', { title: 'Two' }],
  ['the base', { baseRefName: 'main' }],
  ['the head', { headRefOid: 'd'.repeat(40) }],
  ['the author is gone', { author: null }],
  ['the milestone', { milestone: null }],
  ['the number of commits', { commits: connection([{}, {}]) }],
  ['a label is off', { labels: connection([]) }],
  ['a label is renamed', timeline(pushed, label('qb', 'L'), reviewed, said)],
  ['who put it on is gone', timeline(pushed, label('qa', 'L', null), reviewed, said)],
  ['a label was put on anew', timeline(pushed, label('qa', 'L2'), reviewed, said)],
  ['a review is dismissed', timeline(pushed, label('qa', 'L'), { ...reviewed, state: 'DISMISSED' }, said)],
  [
    'a comment is edited',
    timeline(pushed, label('qa', 'L'), reviewed, { ...said, lastEditedAt: at, body: 'No' }),
  ],
  ['a comment is gone', timeline(pushed, label('qa', 'L'), reviewed)],
  ['something was pushed', timeline(...items, { ...pushed, id: 'P2', commit: { oid: 'e'.repeat(40) } })],
  ['the order', timeline(label('qa', 'L'), pushed, reviewed, said)],
  ['a hole', timeline(pushed, null, reviewed, said)],
])('%s: seen, though GitHub calls nothing updated', async (_what, later) => {
  const { remembering, plain } = await twice(later);
  expect(remembering).toEqual(plain);
});

test('a timeline that goes on is read anew, and so is everything where the memory is broken', async () => {
  const long = Array.from({ length: 60 }, (_, n) => label(`l${n}`, `L${n}`));
  expect((await twice(timeline(...long))).questions).toContain('PullRequestsByNumber');
  for (const text of [
    '',
    '{',
    'null',
    '{"form":1,"pulls":[null]}',
    '{"form":1,"pulls":[{"number":1}],"merged":[]}',
  ]) {
    const broken = await twice({}, (folder) => {
      for (const file of readdirSync(folder)) writeFileSync(join(folder, file), text);
    });
    expect(broken.questions, text).toContain('PullRequestsByNumber');
    expect(broken.remembering).toEqual(broken.plain);
  }
});
