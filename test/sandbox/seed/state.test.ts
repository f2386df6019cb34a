import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../src/sandbox/github/store.ts';
import { gitLines } from '../../../src/sandbox/seed/git.ts';
import { folder, isPull, type Shop, shopIn } from './shop.ts';

let place: Awaited<ReturnType<typeof folder>>;
let shop: Shop;
beforeAll(async () => {
  place = await folder();
  shop = await shopIn(place.path);
});
afterAll(() => place.remove());

/** Every value under a key, wherever it stands. */
function valuesOf(data: unknown, key: string): unknown[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => [
    ...(name === key ? [value] : []),
    ...valuesOf(value, key),
  ]);
}

test('every object has an id of its own', () => {
  const ids = valuesOf(shop.state, 'id');
  expect(new Set(ids).size).toBe(ids.length);
  expect(Math.max(...ids.map(Number), ...shop.state.checkRuns.map((run) => run.suite))).toBe(
    shop.state.lastId,
  );
});

test('numbers ascend as the issues were opened', () => {
  const { issues, lastNumber } = shop.state;
  const numbers = issues.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  expect(issues.map(({ createdAt }) => createdAt)).toEqual(issues.map(({ createdAt }) => createdAt).sort());
  expect(lastNumber).toBe(numbers.at(-1));
});

test('every SHA is that of a commit of the repository', async () => {
  const { origin } = await openStore(shop.github);
  const named = [
    ...new Set(['sha', 'headSha', 'baseSha', 'commit'].flatMap((key) => valuesOf(shop.state, key))),
  ];
  expect(named.length).toBeGreaterThan(50);
  expect((await origin.commits(named.map(String))).size).toBe(named.length);
});

test('a PR has the commits of its timeline, and its head is kept', async () => {
  for (const { number, pull, timeline } of shop.state.issues.filter(isPull)) {
    const own = await gitLines(shop.origin, [
      'rev-list',
      '--reverse',
      `${pull.baseSha}..refs/pull/${number}/head`,
    ]);
    const told = timeline.flatMap((event) => (event.kind === 'committed' ? [event.sha] : []));
    expect([number, told]).toEqual([number, own]);
    expect(own.at(-1)).toBe(pull.headSha);
  }
});

test('head branches are gone after a merge and kept otherwise', () => {
  for (const { pull } of shop.state.issues.filter(isPull)) {
    const tip = shop.state.seenRefs[`refs/heads/${pull.headRef}`];
    expect(tip).toBe(pull.merged === null ? pull.headSha : undefined);
  }
});

test('timelines run forward, tell the labels, and end as the issue does', () => {
  for (const issue of shop.state.issues) {
    const happened = issue.timeline.filter(({ kind }) => kind !== 'committed').map(({ at }) => at);
    expect(happened).toEqual([...happened].sort());
    expect(issue.timeline.flatMap((e) => (e.kind === 'labeled' ? [e.label] : []))).toEqual(issue.labels);
    expect(issue.timeline.some(({ kind }) => kind === 'closed')).toBe(issue.state === 'closed');
    expect(issue.timeline.some(({ kind }) => kind === 'merged')).toBe((issue.pull?.merged ?? null) !== null);
  }
});

test('everybody and every label that is named is known', () => {
  const { users, labels, issues, permissions } = shop.state;
  const logins = new Set(users.map(({ login }) => login));
  for (const login of [
    ...valuesOf(issues, 'actor'),
    ...valuesOf(issues, 'author'),
    ...Object.keys(permissions),
  ])
    expect(logins).toContain(login);
  const known = new Set(labels.map(({ name }) => name));
  for (const label of issues.flatMap((issue) => issue.labels)) expect(known).toContain(label);
});

test('a plain read finds nothing that came by a push', async () => {
  expect(await openStore(shop.github).read()).toEqual(shop.state);
});
