import { describe, expect, test } from 'vitest';
import type { FixOfClosed } from '../../src/domain/closed-train.ts';
import { found, unreadable } from '../../src/domain/errors.ts';
import { type CloseFacts, planClose } from '../../src/plans/close.ts';
import { shaOf } from '../support/gate-facts.ts';
import { basis, gist, movesOf, policy, stepsOf, trainOf } from '../support/plan-facts.ts';

const carried: FixOfClosed = { sha: shaOf('1'), subject: 'Mend the cart (#231)', pr: 231, in: ['devel'] };
const lost: FixOfClosed = { sha: shaOf('2'), subject: 'Mend the till', pr: 232, in: [] };
const train = trainOf('c', 'a');
const facts: CloseFacts = {
  ...{ ...basis, policy, train, reason: 'withdrawn', drop: false, fixes: [carried] },
  ...{ next: '1.9.0', holds: found(true), github: true },
};

describe('closing a train', () => {
  test('keeps its branch and its tip, says what became of its fixes, and that the draft is none any more', () => {
    const planned = planClose(facts);
    expect(gist(planned)).toBe('push abandon-release');
    const steps = stepsOf(planned);
    expect(movesOf(steps)).toEqual(['refs/heads/rc/1.8.0 c>c', 'refs/rel/closed/rc/1.8.0 ->c']);
    expect(steps[0]).toMatchObject({
      ledger: { entries: [{ kind: 'close', sha: shaOf('c'), reason: 'withdrawn', fixes: [carried] }] },
    });
    expect(steps[1]).toMatchObject({ tag: 'v1.8.0', name: '1.8.0' });
  });

  test.each<[string, Partial<CloseFacts>, string]>([
    ['without GitHub', { github: false }, 'push'],
    ['with a fix that nobody else has', { fixes: [carried, lost] }, 'fixes-lost'],
    ['with one that may go', { fixes: [carried, lost], drop: true }, 'push abandon-release'],
    ['again', { train: { ...train, closed: true } }, 'nothing'],
    ['that is released', { train: { ...train, released: shaOf('a') } }, 'already-exists'],
    ['by somebody who may not', { holds: found(false) }, 'role-not-held'],
    ['by somebody whose team cannot be read', { holds: unreadable('hidden') }, 'github-refused'],
  ])('%s', (_, over, expected) => {
    expect(gist(planClose({ ...facts, ...over }))).toBe(expected);
  });

  test('names what would be lost, and how it is carried on', () => {
    const planned = planClose({ ...facts, fixes: [carried, lost] });
    expect(planned).toMatchObject({
      trouble: {
        why: '2222222222 Mend the till (#232)',
        remedy: expect.stringContaining('rel pick 2222222222 --into 1.9.0'),
      },
    });
  });
});
