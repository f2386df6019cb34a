import { describe, expect, test } from 'vitest';
import { releaseTypeOf } from '../../src/domain/release-type.ts';
import { judge, leftOut, needsOf } from '../../src/gates/judge.ts';
import { factsOf, policyOf, shaOf } from '../support/gate-facts.ts';

const policy = policyOf(`
version: 1
gates:
  promote:
    - { id: always, kind: issues, labels: [bug] }
    - { id: large, kind: issues, labels: [risk], only: [minor, major] }
    - { id: small, kind: issues, labels: [urgent], only: [patch] }
`);
const rules = policy.gates.promote;
const at = (version: string) => ({ stage: 'promote' as const, version, sha: shaOf('c') });

test.each([
  ['1.0.0', 'major'],
  ['0.1.0', 'minor'],
  ['1.10.0', 'minor'],
  ['0.0.1', 'patch'],
  ['2.0.10', 'patch'],
  ['1.2', null],
  ['release/2024', null],
])('%s is %s', (version, type) => {
  expect(releaseTypeOf(version)).toBe(type);
});

describe('a gate with `only`', () => {
  test.each([
    ['2.0.0', ['always', 'large'], ['small']],
    ['1.8.0', ['always', 'large'], ['small']],
    ['1.8.1', ['always', 'small'], ['large']],
    // A branch that is none of rel's has no type, and no gate is left out for that.
    ['maintenance', ['always', 'large', 'small'], []],
  ])('at %s: judged and asked for, or left out', (version, judged, out) => {
    const verdicts = judge(rules, factsOf({ policy, subject: at(version) }));
    expect(verdicts.map(({ gate }) => gate)).toEqual(judged);
    expect(leftOut(rules, version).map(({ id }) => id)).toEqual(out);
    expect(needsOf(rules, at(version), policy)).toHaveLength(judged.length);
  });
});
