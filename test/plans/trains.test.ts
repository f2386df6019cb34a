import { describe, expect, test } from 'vitest';
import { isVersion } from '../../src/domain/pattern.ts';
import { isLive, releasesOf, trainsOf } from '../../src/plans/trains.ts';
import { nextVersion } from '../../src/plans/versions.ts';
import { policyOf, shaOf } from '../support/gate-facts.ts';
import { policy, refsOf } from '../support/plan-facts.ts';

const refs = refsOf({
  'heads/devel': 'd',
  'heads/rc/1.10.0': 'a',
  'heads/rc/1.9.0': 'b',
  'heads/rc/1.9.0-hotfix': 'b',
  'heads/hotfix/1.8.1': 'c',
  'heads/feature/rc/2.0.0': 'd',
  'tags/v1.9.0-rc.10': ['0', 'b'],
  'tags/v1.9.0-rc.2': ['1', 'a'],
  'tags/v1.9.0-rc.0': ['1', 'a'],
  'tags/v1.9.0-rc.x': ['1', 'a'],
  'tags/v1.8.0': ['2', 'e'],
  'tags/v1.8.1': 'c',
  'tags/v1.8.01': 'c',
  'tags/1.7.0': 'e',
});

describe('trains and releases, read off the refs', () => {
  test('trains by version, with candidates by number; a name that only looks alike is none', () => {
    expect(trainsOf(refs, policy)).toEqual([
      {
        version: '1.8.1',
        kind: 'hotfix',
        branch: 'hotfix/1.8.1',
        tip: shaOf('c'),
        candidates: [],
        released: shaOf('c'),
      },
      {
        version: '1.9.0',
        kind: 'rc',
        branch: 'rc/1.9.0',
        tip: shaOf('b'),
        candidates: [
          { n: 2, tag: 'v1.9.0-rc.2', commit: shaOf('a') },
          { n: 10, tag: 'v1.9.0-rc.10', commit: shaOf('b') },
        ],
        released: null,
      },
      { version: '1.10.0', kind: 'rc', branch: 'rc/1.10.0', tip: shaOf('a'), candidates: [], released: null },
    ]);
    expect(
      trainsOf(refs, policy)
        .filter(isLive)
        .map((train) => train.version),
    ).toEqual(['1.9.0', '1.10.0']);
  });

  test('a train that was given up is none that is live', () => {
    const closed = refsOf({ 'heads/rc/1.9.0': 'a', 'heads/rc/1.10.0': 'b', 'rel/closed/rc/1.9.0': 'a' });
    const trains = trainsOf(closed, policy).map((train) => [train.version, isLive(train)]);
    expect(trains).toEqual([
      ['1.9.0', false],
      ['1.10.0', true],
    ]);
  });

  test('releases by version, each at the commit its tag peels to', () => {
    expect(releasesOf(refs, policy).map(({ version, commit }) => [version, commit])).toEqual([
      ['1.8.0', shaOf('e')],
      ['1.8.1', shaOf('c')],
    ]);
  });

  test("the policy's own patterns", () => {
    const own = policyOf(
      'version: 1\nbranches: { rc: "scp/{version}/rc" }\ntags: { candidate: "scp-{n}-of-{version}", release: "scp@{version}" }',
    );
    const named = refsOf({ 'heads/scp/2.0.0/rc': 'a', 'tags/scp-3-of-2.0.0': 'a', 'tags/scp@1.0.0': 'b' });
    expect(trainsOf(named, own)).toMatchObject([{ version: '2.0.0', candidates: [{ n: 3 }] }]);
    expect(releasesOf(named, own)).toMatchObject([{ version: '1.0.0' }]);
  });
});

describe('the next version', () => {
  test.each([
    ['minor', [], '0.1.0'],
    ['major', [], '1.0.0'],
    ['patch', [], '0.0.1'],
    ['minor', ['1.7.1', '1.8.0'], '1.9.0'],
    ['minor', ['1.10.0', '1.9.0'], '1.11.0'],
    ['major', ['1.10.0', '1.9.0'], '2.0.0'],
    ['patch', ['1.7.1', '1.8.0'], '1.8.1'],
  ] as const)('%s after %j is %s', (type, taken, next) => {
    expect(nextVersion(type, taken)).toBe(next);
  });

  test.each([
    ['1.8.0', true],
    ['0.0.0', true],
    ['10.20.30', true],
    ['1.8', false],
    ['v1.8.0', false],
    ['01.8.0', false],
    ['1.8.0-rc.1', false],
    ['1.8.0\n', false],
    ['', false],
  ])('%j is a version: %s', (text, is) => {
    expect(isVersion(text)).toBe(is);
  });
});
