import { describe, expect, test } from 'vitest';
import { matchesBranch } from '../../src/domain/branch-match.ts';
import { found, unreadable } from '../../src/domain/errors.ts';
import type { FeatureBranch } from '../../src/domain/feature-branch.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { against, apart, landed, ownPullRequest as pull } from '../support/feature-branches.ts';
import { checkOf, factsOf, policyOf, shaOf } from '../support/gate-facts.ts';

const gate = {
  ...{ id: 'ready', kind: 'feature-branches', waivableBy: [] },
  match: 'feature/{version}/*',
};
const match = 'feature/1.8.0/*';

const refused = unreadable('403', 'pull requests: read');

const on = (branches: readonly FeatureBranch[], over = {}) =>
  judge([{ ...gate, ...over }], factsOf({ featureBranches: { [match]: found(branches) } }))[0];

describe('feature-branches', () => {
  const red = checkOf({ conclusion: 'failure' });
  const early = { startedAt: '2026-11-20T09:00:00Z', completedAt: '2026-11-20T09:05:00Z' };
  const skipped = apart({ checks: found([checkOf(), checkOf({ name: 'docs', conclusion: 'skipped' })]) });
  test.each<[string, FeatureBranch[], object, string, string]>([
    ['on develop', [landed], {}, 'pass', 'merged'],
    ['ready', [landed, apart()], {}, 'pass', 'ready'],
    ['no branch', [], {}, 'unknown', 'none'],
    ['no branch where that may be', [], { allowNone: true }, 'pass', 'merged'],
    ['a PR of its own is open', [apart({ open: against(pull(7)) })], {}, 'fail', 'open-pull-requests'],
    [
      'the same after it was merged',
      [{ ...landed, open: against(pull(7)) }],
      {},
      'fail',
      'open-pull-requests',
    ],
    [
      'more than one page of them',
      [apart({ open: found({ total: 70, newest: [pull(7)] }) })],
      {},
      'fail',
      'open-pull-requests',
    ],
    ['nothing would bring it there', [apart({ own: found(null) })], {}, 'fail', 'no-pull-request'],
    ['a draft', [apart({ own: found(pull(9, { isDraft: true })) })], {}, 'fail', 'draft'],
    ['a red check', [apart({ checks: found([checkOf({ name: 'unit' }), red]) })], {}, 'fail', 'red'],
    ['red, then green', [apart({ checks: found([{ ...red, ...early }, checkOf()]) })], {}, 'pass', 'ready'],
    ['green, then red', [apart({ checks: found([checkOf(early), red]) })], {}, 'fail', 'red'],
    [
      'one app green, another red',
      [apart({ checks: found([checkOf(), { ...red, app: 'x' }]) })],
      {},
      'fail',
      'red',
    ],
    ['no check has run', [apart({ checks: found([]) })], {}, 'unknown', 'unchecked'],
    [
      'one still runs',
      [apart({ checks: found([checkOf({ completed: false })]) })],
      {},
      'unknown',
      'unchecked',
    ],
    ['one was skipped', [skipped], {}, 'unknown', 'unchecked'],
    ['one was skipped, and may be', [skipped], { allow: ['skipped'] }, 'pass', 'ready'],
    ['a conflict', [apart({ conflicts: found(['a.ts', 'b.ts']) })], {}, 'fail', 'conflict'],
    ['its PRs cannot be read', [{ ...landed, open: refused }], {}, 'unknown', 'unreadable'],
    ['its PR cannot be read', [apart({ own: refused })], {}, 'unknown', 'unreadable'],
    ['its checks cannot be read', [apart({ checks: refused })], {}, 'unknown', 'unreadable'],
    ['it cannot be fetched', [apart({ conflicts: refused })], {}, 'unknown', 'unreadable'],
    [
      'what is wrong outweighs what is unknown',
      [apart({ checks: refused, conflicts: found(['a']) })],
      {},
      'fail',
      'conflict',
    ],
    ['one of two', [landed, apart({ own: found(null) })], {}, 'fail', 'no-pull-request'],
  ])('%s', (_, branches, over, verdict, code) => {
    expect(on(branches, over)).toMatchObject({ verdict, code: `feature-branches.${code}` });
  });

  test('what could not be read at all is unknown, and of another pattern says nothing', () => {
    for (const featureBranches of [{ [match]: refused }, { 'feature/*': found([landed]) }])
      expect(judge([gate], factsOf({ featureBranches }))[0]).toMatchObject({
        ...{ verdict: 'unknown', code: 'feature-branches.unreadable' },
      });
  });

  test('says everything that is in the way, the worst one decides, and whose it is', () => {
    const open = against(pull(7, { author: 'dan' }), pull(8, { isDraft: true }));
    const own = found(pull(9, { isDraft: true }));
    const conflicts = found(['a.ts', 'b.ts']);
    const checks = found([red]);
    const verdict = on([landed, apart({ open, own, checks, conflicts })]);
    expect(verdict).toMatchObject({
      message: [
        'feature/1.8.0/b waits for #7, #8 (draft)',
        '#9 of feature/1.8.0/b is a draft',
        'feature/1.8.0/b: build is failure on bbbbbbbbbb',
        'feature/1.8.0/b conflicts with devel in a.ts and 1 more',
      ].join('; '),
      remedy: 'merge them into feature/1.8.0/b, or close them',
      actor: 'dan',
      evidence: [
        { what: 'feature/1.8.0/a: on devel', sha: shaOf('a') },
        { what: 'feature/1.8.0/b: #9 Wish lists', who: 'dora', url: pull(9).url },
      ],
    });
  });

  test('says what is there, by which PR, and what is ready', () => {
    const by = pull(5, { state: 'MERGED', mergeCommit: shaOf('d') });
    expect(on([{ ...landed, by }])).toMatchObject({
      message: 'the branch feature/1.8.0/*: on devel',
      evidence: [{ what: 'feature/1.8.0/a: on devel by #5', who: 'dora' }],
    });
    expect(on([landed, apart()])?.message).toBe(
      'ready to be merged into devel: feature/1.8.0/b; 1 of 2 are there already',
    );
    const many = on([apart({ open: found({ total: 9, newest: [1, 2, 3, 4, 5, 6].map((n) => pull(n)) }) })]);
    expect(many?.message).toContain('waits for #1, #2, #3, #4, #5 and 4 more');
  });

  test('asks for the branches of its version', () => {
    const subject = { stage: 'cut' as const, version: '1.8.0', sha: shaOf('c') };
    expect(needsOf([gate], subject, policyOf('version: 1'))).toEqual([{ kind: 'feature-branches', match }]);
  });

  test.each([
    ['feature/1.8.0/*', 'feature/1.8.0/cart', true],
    ['feature/1.8.0/*', 'feature/1x8.0/cart', false],
    ['feature/1.8.0/*', 'feature/1.8.0/cart/more', false],
    ['feature/1.8.0/*', 'feature/1.8.0/', false],
    ['feature/1.8.0/*', 'old/feature/1.8.0/cart', false],
    ['feature/**', 'feature/1.8.0/cart', true],
    ['feature/*-1.8.0', 'feature/cart-1.8.0', true],
    ['FR-*', 'FR-12', true],
    ['a+(b)', 'a+(b)', true],
  ])('%s fits %s: %s', (pattern, branch, fits) => {
    expect(matchesBranch(pattern, branch)).toBe(fits);
  });
});
