import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/domain/change.ts';
import { suggestType, suggestVersion, tooSmall } from '../../src/plans/suggest-version.ts';
import { takenVersions } from '../../src/plans/taken-versions.ts';
import { policyOf, pullRequestOf, shaOf } from '../support/gate-facts.ts';
import { policy, refsOf } from '../support/plan-facts.ts';

const labels = policyOf(
  'version: 1\nversions: { major: [breaking], minor: [feature, wish], default: patch }',
);

/** `241 feature` is a PR with its labels; `-` a commit that came without one. */
const changeOf = (text: string): Change => {
  const [number = '', ...names] = text.split(' ');
  const pullRequest = number === '-' ? null : pullRequestOf({ number: Number(number), labels: names });
  return { commit: shaOf('a'), subject: text, pullRequest };
};

describe('what the next version is', () => {
  test.each<[readonly string[], string]>([
    [['241 feature', '242 bug'], 'minor: #241 has the label feature'],
    [['241 feature', '242 breaking feature'], 'major: #242 has the label breaking'],
    [['241 wish', '242 feature', '243 feature'], 'minor: #242 has the label feature'],
    [['-', '242 bug'], 'patch: no PR has a label of versions.major or versions.minor'],
    [[], 'patch: no PR has a label'],
    [['241 Feature'], 'minor: #241 has the label feature'],
  ])('%j', (changes, expected) => {
    const { type, why } = suggestType(changes.map(changeOf), labels);
    expect(`${type}: ${why}`).toContain(expected);
  });

  test('is the default of the policy where no labels are named, and where there is no GitHub', () => {
    const said = [suggestType([changeOf('241 breaking')], policy), suggestType(null, labels)];
    expect(said.map(({ type, why }) => `${type}: ${why}`)).toEqual([
      'minor: the policy says so: versions.default',
      expect.stringContaining('patch: without GitHub there are no labels'),
    ]);
  });

  test('comes after all that are taken', () => {
    const taken = ['1.7.2', '1.8.0', '1.9.0'];
    const type = (one: 'patch' | 'minor' | 'major') => suggestVersion({ type: one, why: '' }, taken).version;
    expect([type('patch'), type('minor'), type('major')]).toEqual(['1.9.1', '1.10.0', '2.0.0']);
  });

  test.each([
    ['1.8.1', '1.8.1 is a patch version, and #241 has the label feature, which makes it a minor one'],
    ['1.9.0', null],
    ['2.0.0', null],
    ['next', null],
  ])('a version that somebody named: %s', (version, expected) => {
    expect(tooSmall(version, { type: 'minor', why: '#241 has the label feature' })).toBe(expected);
  });
});

test('versions are taken by releases, candidates, trains, and trains that were given up', () => {
  const refs = refsOf({
    'heads/devel': 'a',
    'heads/rc/1.9.0': 'a',
    'heads/hotfix/1.7.3': 'a',
    'heads/topic/1.20.0': 'a',
    'tags/v1.7.2': 'a',
    'tags/v1.10.0-rc.3': 'a',
    'tags/v1.10.0-rc.4': 'a',
    'tags/1.21.0': 'a',
    'rel/closed/rc/1.11.0': 'a',
    'rel/ledger': 'a',
  });
  expect(takenVersions(refs, policy).sort()).toEqual(['1.10.0', '1.11.0', '1.7.2', '1.7.3', '1.9.0']);
});
