import { describe, expect, test } from 'vitest';
import type { RemoteRefs } from '../../../src/domain/git.ts';
import type { Places } from '../../../src/plans/presence/already-there.ts';
import { whereAre } from '../../../src/plans/presence/where.ts';
import { placeRefs } from '../../../src/plans/presence/where-refs.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { policy } from '../../support/plan-facts.ts';

const refsOf = (...names: readonly string[]): RemoteRefs =>
  new Map(
    names.map((name) => {
      const sha = shaOf(name.at(-1) ?? '');
      return [name, { name, sha, commit: sha }];
    }),
  );

test('where a change is looked for', () => {
  const refs = refsOf(
    'refs/heads/feature/a',
    'refs/heads/rc/1.8.0',
    'refs/heads/rc/1.7.0',
    'refs/heads/main',
    'refs/heads/devel',
    'refs/tags/v1.10.0',
    'refs/tags/v1.7.0',
    'refs/tags/v1.10.0-rc.1',
    'refs/tags/v1.7.0-rc.10',
    'refs/tags/v1.7.0-rc.2',
    'refs/tags/nightly',
  );
  const names = (all: boolean) => placeRefs(refs, [policy], all).map(({ name }) => name);
  const tags = ['v1.7.0-rc.2', 'v1.7.0-rc.10', 'v1.10.0-rc.1', 'v1.7.0', 'v1.10.0'];
  expect(names(false)).toEqual(['devel', 'main', 'rc/1.8.0', ...tags]);
  expect(names(true)).toEqual(['devel', 'main', 'rc/1.8.0', 'feature/a', 'rc/1.7.0', ...tags]);
});

describe('what comes of the commits of a change together', () => {
  const [a, b, tip] = [shaOf('a'), shaOf('b'), shaOf('t')];
  const held: Places = { held: [{ how: 'provenance', commit: shaOf('1') }], lost: [] };
  const lost: Places = { held: [], lost: [{ how: 'provenance', commit: shaOf('1'), by: shaOf('2') }] };
  const nowhere: Places = { held: [], lost: [] };
  test.each([
    ['all of them', held, held, 'held'],
    ['one of two', held, nowhere, 'partly'],
    ['one of two, and the other reverted', lost, held, 'partly'],
    ['one reverted, the other never there', lost, nowhere, 'reverted'],
    ['none', nowhere, nowhere, 'missing'],
    ['reverted in one place and there in another', { ...held, lost: lost.lost }, held, 'held'],
  ] as const)('%s', (_, first, second, state) => {
    const change = { of: '#7', pr: 7, title: 'Mend', note: null, commits: [a, b] };
    const ref = { name: 'rc/1.8.0', kind: 'branch', commit: tip } as const;
    const result = whereAre([change], [ref], (source) => (source === a ? first : second));
    const states = { held: [], partly: [], reverted: [], missing: [], [state]: ['rc/1.8.0'] };
    expect(result.changes).toMatchObject([{ of: '#7', pr: 7, ...states, firstRelease: null }]);
    const count = (part: 'held' | 'lost') =>
      [first, second].filter((one) => one[part].length > 0 && (part === 'held' || one.held.length === 0));
    expect([result.places.length, result.reverted.length]).toEqual([
      count('held').length,
      count('lost').length,
    ]);
  });

  test('the first release is the lowest version, and a tag that lacks it is not told', () => {
    const change = { of: a, pr: null, title: 'Mend', note: null, commits: [a] };
    const refs = ['v1.7.0', 'v1.8.0', 'v1.9.0'].map((name) => {
      return { name, kind: 'release', commit: name } as const;
    });
    const result = whereAre([change], refs, (_source, at) => (at === 'v1.7.0' ? nowhere : held));
    expect(result.changes).toMatchObject([
      { held: ['v1.8.0', 'v1.9.0'], missing: [], firstRelease: 'v1.8.0' },
    ]);
    expect(result.places).toMatchObject([{ of: a, source: a, kind: 'release' }, { ref: 'v1.9.0' }]);
  });
});
