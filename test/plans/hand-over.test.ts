import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/domain/verdict.ts';
import { handOverTurns, isHandedOver, type PointStanding, withHandOver } from '../../src/plans/hand-over.ts';
import { policyOf } from '../support/gate-facts.ts';

const policy = policyOf(`
version: 1
roles: { qa: { users: [quinn] }, release-manager: { users: [rene] }, devops: { users: [omar] } }
handOver:
  - { id: to-release, from: qa, to: release-manager }
  - { id: to-ops, from: release-manager, to: devops, after: [to-release, promote] }
`);
const [toRelease, toOps] = policy.handOver;
if (toRelease === undefined || toOps === undefined) throw new Error('no points');

const verdict = (code: string, over: Partial<Verdict> = {}): Verdict => {
  const [kind = ''] = code.split('.');
  const word = /accepted|passed/.test(code) ? 'pass' : 'unknown';
  return {
    ...{ gate: kind, kind, code, verdict: word, message: `to-ops: ${code}`, evidence: [] },
    ...{ remedy: `mend ${code}`, actor: null },
    ...over,
  };
};
const standing = (code: string, ...needs: readonly Verdict[]): PointStanding => ({
  point: toOps,
  standing: verdict(`hand-over.${code}`),
  needs,
});
const passed = verdict('test-results.passed');
const missing = verdict('test-results.missing', { message: 'none', actor: 'qa' });
const before = verdict('hand-over.open', { message: 'to-release: not yet' });
const on = { version: '1.8.0', released: true };
const call = 'rel hand-over to-ops 1.8.0';

describe('whose turn it is', () => {
  test.each<[string, PointStanding, boolean, string, string[]]>([
    [
      'given: the taker',
      standing('given'),
      true,
      'given',
      [`devops: ${call} --accept (or --decline --reason TEXT)`],
    ],
    [
      'given, and a need is gone: the taker',
      standing('given', missing),
      true,
      'given',
      [`devops: ${call} --accept (or --decline --reason TEXT)`],
    ],
    [
      'declined: the giver',
      standing('declined'),
      true,
      'declined',
      [`release-manager: hand-over.declined; when that is mended: ${call}`],
    ],
    ['all there: the giver', standing('open', passed), true, 'ready', [`release-manager: ${call}`]],
    [
      'given of another commit: the giver',
      standing('stale', passed),
      true,
      'ready',
      [`release-manager: ${call}`],
    ],
    ['given by a stranger: the giver', standing('wrong-person'), true, 'ready', [`release-manager: ${call}`]],
    [
      'something is missing: whoever that waits for',
      standing('open', passed, missing),
      true,
      'waits',
      ['qa: to-ops: mend test-results.missing'],
    ],
    [
      'something that nobody in particular does: the giver',
      standing('open', verdict('x.missing')),
      true,
      'waits',
      ['release-manager: to-ops: mend x.missing'],
    ],
    ['another point is before it: nobody', standing('open', before, missing), true, 'waits', []],
    ['the release is before it: nobody', standing('open', missing), false, 'waits', []],
    ['accepted: nobody', standing('accepted', missing), true, 'accepted', []],
    [
      'it cannot be read: the RTE',
      standing('unreadable'),
      true,
      'unknown',
      ['release-manager: to-ops: mend hand-over.unreadable'],
    ],
  ])('%s', (_, point, released, state, actors) => {
    const at = { ...on, released };
    expect(handOverTurns([point], at)).toMatchObject([{ point: 'to-ops', to: 'devops', state }]);
    const told = withHandOver([], [point], at, policy).map(({ who, does }) => `${who}: ${does}`);
    expect(told).toEqual(actors);
  });

  test('says what it waits for: what comes before it, then what it needs', () => {
    const message = (each: PointStanding, released: boolean) =>
      handOverTurns([each], { ...on, released })[0]?.message;
    expect(message(standing('open', passed, missing), false)).toBe('after to-release and promote');
    expect(message(standing('open', before, missing), true)).toBe('after to-release and promote');
    expect(message(standing('open', passed, missing, verdict('x.y')), true)).toBe('none; to-ops: x.y');
  });

  test('comes before the promotion, and nothing is said twice', () => {
    const ready = { ...standing('open'), point: toRelease, standing: verdict('hand-over.open') };
    const actors = (...does: string[]) => does.map((one) => ({ who: 'rte', does: one }));
    const told = (...others: string[]) =>
      withHandOver(actors(...others), [ready], on, policy).map(({ does }) => does);
    expect(told('rel promote 1.8.0')).toEqual(['rel hand-over to-release 1.8.0', 'rel promote 1.8.0']);
    expect(told('rel pick 7')).toEqual(['rel pick 7', 'rel hand-over to-release 1.8.0']);
    const gate = 'handed-over: qa (quinn) runs: rel hand-over to-release 1.8.0';
    expect(told(gate)).toEqual([gate]);
    const early = withHandOver(actors(gate), [{ ...ready, needs: [missing] }], on, policy);
    expect(early.map(({ does }) => does)).toEqual(['to-release: mend test-results.missing']);
  });

  test('is nobody any more once all is accepted', () => {
    const turns = (...codes: string[]) =>
      handOverTurns(
        codes.map((code) => standing(code)),
        on,
      );
    expect(isHandedOver(turns('accepted', 'accepted'))).toBe(true);
    expect(isHandedOver(turns('accepted', 'given'))).toBe(false);
  });
});
