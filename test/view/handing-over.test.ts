import { expect, test } from 'vitest';
import type { HandOverTurn } from '../../src/domain/hand-over-results.ts';
import { handingOverText, handOverLines } from '../../src/view/handing-over.ts';
import type { Paint } from '../../src/view/paint.ts';

const plain = (text: string) => text;
const paint: Paint = { good: plain, bad: plain, doubtful: plain, dim: plain, strong: plain };
const turn = (state: HandOverTurn['state'], message: string, to = 'ops'): HandOverTurn => ({
  ...{ point: `to-${to}`, from: 'release-manager', to, state, message },
});
const release = {
  ...{ version: '1.8.0', tag: 'v1.8.0', sha: 'c'.repeat(40) },
  points: [
    turn('accepted', 'accepted by omar'),
    turn('given', 'given by rafael, not accepted by support yet', 'support'),
    turn('waits', 'after to-ops', 'qa'),
    turn('declined', 'declined by eve: \u001b[31mno', 'dev'),
  ],
  actors: [
    { who: 'support', does: 'rel hand-over to-support 1.8.0 --accept' },
    { who: 'qa', does: 'look' },
  ],
};

test('a release that is not handed over: a line a point, within 80 columns, and who acts', () => {
  expect(handingOverText(release, paint).split('\n')).toEqual([
    '1.8.0  v1.8.0 at cccccccccc; released, not handed over',
    '  ✓ accepted to-ops      release-manager to ops',
    '  ? given    to-support  release-manager to support',
    '             given by rafael, not accepted by support yet',
    '  - waits    to-qa       release-manager to qa: after to-ops',
    '  ✗ declined to-dev      release-manager to dev: declined by eve: no',
    'next: support: rel hand-over to-support 1.8.0 --accept',
    '      qa: look',
  ]);
});

test('one that is, and of which product; and no lines where there are no points', () => {
  const done = { ...release, product: 'scp', points: [turn('accepted', '')], actors: [] };
  expect(handingOverText(done, paint)).toMatch(/^scp 1\.8\.0 {2}.*released, handed over\n.*to ops$/);
  expect(handOverLines([], paint)).toEqual([]);
});
