import { expect, test } from 'vitest';
import type { PickTarget } from '../../src/domain/results.ts';
import { pickText } from '../../src/view/pick.ts';
import { shaOf } from '../support/gate-facts.ts';

const plain = (text: string) => text;
const paint = { good: plain, bad: plain, doubtful: plain, dim: plain, strong: plain };
const pick = { pr: 231, source: shaOf('a'), outcome: 'picked', commit: shaOf('b') } as const;
const base = { branch: 'rc/1.8.0', tree: shaOf('d'), picks: [pick] };
const pushed: PickTarget = { ...base, before: shaOf('c'), after: shaOf('b') };
const waiting: PickTarget = {
  ...{ ...base, before: shaOf('c'), after: shaOf('c') },
  pullRequest: { number: 300, url: 'https://github.com/acme/shop/pull/300', head: 'rel/pick/1.8.0' },
};

test.each<[string, PickTarget, boolean, string]>([
  ['pushed', pushed, true, 'picked as bbbbbbbbbb'],
  ['that waits in a PR', waiting, true, 'committed as bbbbbbbbbb'],
  ['not done', pushed, false, 'would become bbbbbbbbbb'],
  ['not done, for a PR', waiting, false, 'would become bbbbbbbbbb'],
])('a pick %s', (_name, target, done, words) => {
  const text = pickText({ targets: [target], judgements: [] }, done, paint as never);
  expect(text).toContain(`#231 aaaaaaaaaa   ${words}`);
});
