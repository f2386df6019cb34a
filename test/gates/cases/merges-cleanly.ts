import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import { factKey } from '../../../src/domain/facts.ts';
import type {
  BrokenPullRequest,
  BrokenPullRequests,
  MergeForecast,
} from '../../../src/domain/merge-forecast.ts';
import { shaOf } from '../../support/gate-facts.ts';
import type { Table } from './case.ts';

const on = (read: Read<readonly MergeForecast[]>, sha = 'c') => ({
  merges: { [factKey({ kind: 'merges', sha: shaOf(sha), into: ['main', 'team'] })]: read },
});
const main: MergeForecast = clean('main', found({ total: 0, tried: 0, broken: [] }));
function clean(branch: string, breaks: Read<BrokenPullRequests>): MergeForecast {
  return { branch, outcome: 'clean', tip: shaOf('b'), breaks };
}
const pr = (number: number, author: string | null = 'dora'): BrokenPullRequest => ({
  ...{ number, title: 'Wish lists', url: `https://github.com/acme/shop/pull/${number}`, isDraft: false },
  ...{ headSha: shaOf('a'), author, paths: ['a.ts', 'b.ts', 'c.ts'].slice(0, number) },
});
const breaking = (...prs: readonly BrokenPullRequest[]) =>
  clean('team', found({ total: 9, tried: 8, broken: prs }));
const conflict = (branch: string, ...paths: readonly string[]): MergeForecast => ({
  ...{ branch, outcome: 'conflict', tip: shaOf('d'), paths },
});
const blind = clean('team', unreadable('403', 'pull requests: read'));
const fail = { breaking: 'fail' };
const rcs = { into: ['production', 'rc'] };
const onRcs = (...read: readonly MergeForecast[]) => ({
  merges: {
    [factKey({ kind: 'merges', sha: shaOf('c'), into: ['main'], rcs: true })]: found(read),
  },
});
const picked: MergeForecast = {
  ...{ branch: 'rc/1.8.0', by: 'picks', outcome: 'clean', tip: shaOf('e') },
  breaks: found({ total: 0, tried: 0, broken: [] }),
};

export const mergesCleanly: Table = {
  rule: { kind: 'merges-cleanly', into: ['production', 'team', 'main'] },
  cases: [
    ['pass', 'into both', 'pass merges-cleanly.clean', on(found([main, breaking()]))],
    [
      'pass',
      'with PRs that it breaks',
      'pass merges-cleanly.clean',
      on(found([main, breaking(pr(1), pr(2))])),
    ],
    ['pass', 'whose PRs cannot be read', 'pass merges-cleanly.clean', on(found([main, blind]))],
    [
      'pass',
      'every PR was tried',
      'pass merges-cleanly.clean',
      on(found([clean('main', found({ total: 1, tried: 1, broken: [pr(1)] }))])),
    ],
    ['pass', 'it breaks none, where that would fail', 'pass merges-cleanly.clean', on(found([main])), fail],
    ['fail', 'one conflicts', 'fail merges-cleanly.conflict', on(found([main, conflict('team', 'a.ts')]))],
    [
      'fail',
      'one conflicts, of the other nothing is known',
      'fail merges-cleanly.conflict',
      on(
        found([
          conflict('main', 'a.ts'),
          { branch: 'team', outcome: 'unreadable', why: 'it was not fetched' },
        ]),
      ),
    ],
    [
      'fail',
      'both conflict, one in four paths',
      'fail merges-cleanly.conflict',
      on(found([conflict('main', 'a', 'b', 'c'), conflict('team', 'a', 'b', 'c', 'd')])),
    ],
    [
      'fail',
      'what it breaks, where the rule says so',
      'fail merges-cleanly.breaks',
      on(found([main, breaking(pr(1), pr(2), pr(3))])),
      fail,
    ],
    [
      'fail',
      'it breaks six',
      'fail merges-cleanly.breaks',
      on(found([breaking(pr(1, null), pr(1), pr(1), pr(1), pr(1), pr(1))])),
      fail,
    ],
    ['pass', 'and its picks apply to the live RC', 'pass merges-cleanly.clean', onRcs(main, picked), rcs],
    ['pass', 'picked onto the live RC alone', 'pass merges-cleanly.clean', onRcs(picked), rcs],
    ['pass', 'no RC is live', 'pass merges-cleanly.clean', onRcs(), rcs],
    [
      'fail',
      'its picks conflict with the live RC',
      'fail merges-cleanly.conflict',
      onRcs(main, { ...conflict('rc/1.8.0', 'a.ts'), by: 'picks' }),
      rcs,
    ],
    [
      'fail',
      'it conflicts, merged and picked',
      'fail merges-cleanly.conflict',
      onRcs(conflict('main', 'a.ts'), { ...conflict('rc/1.8.0', 'a.ts'), by: 'picks' }),
      rcs,
    ],
    [
      'fail',
      'its picks break a PR against the live RC',
      'fail merges-cleanly.breaks',
      onRcs(main, { ...picked, breaks: found({ total: 1, tried: 1, broken: [pr(1)] }) }),
      { ...rcs, ...fail },
    ],
    [
      'unknown',
      'nothing could be tried',
      'unknown merges-cleanly.unreadable',
      on(unreadable('403', 'contents: read')),
    ],
    [
      'unknown',
      'the PRs, where breaking them would fail',
      'unknown merges-cleanly.unreadable',
      on(found([main, blind])),
      fail,
    ],
    [
      'unknown',
      'a branch that shares no history',
      'unknown merges-cleanly.unreadable',
      on(found([main, { branch: 'team', outcome: 'unreadable', why: 'they have no common commit' }])),
    ],
    ['wrong SHA', 'tried for another commit', 'unknown merges-cleanly.unreadable', on(found([main]), 'd')],
    [
      'gone',
      'a branch',
      'unknown merges-cleanly.none',
      on(found([main, { branch: 'team', outcome: 'no-branch' }])),
    ],
    [
      'gone',
      'both branches',
      'unknown merges-cleanly.none',
      on(
        found([
          { branch: 'main', outcome: 'no-branch' },
          { branch: 'team', outcome: 'no-branch' },
        ]),
      ),
    ],
    [
      'gone',
      'the account of a PR’s author',
      'pass merges-cleanly.clean',
      on(found([main, breaking(pr(1, null))])),
    ],
  ],
  none: {
    stale: 'it is merged, in memory, for every judgement',
    'wrong app': 'git answers',
    'wrong person': 'git answers',
  },
};
