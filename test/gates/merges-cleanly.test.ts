import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import { factKey } from '../../src/domain/facts.ts';
import type { MergeForecast } from '../../src/domain/merge-forecast.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { factsOf, policyOf, shaOf } from '../support/gate-facts.ts';

const gate = { id: 'merges', kind: 'merges-cleanly', into: ['production', 'team'], waivableBy: [] };
const request = { kind: 'merges' as const, sha: shaOf('c'), into: ['main', 'team'] };

const pr = {
  ...{ number: 12, title: 'Wish lists', url: 'https://github.com/acme/shop/pull/12', isDraft: false },
  ...{ headSha: shaOf('a'), author: 'dora', paths: ['a.ts', 'b.ts', 'c.ts'] },
};
const clean = (broken: readonly (typeof pr)[] = [], total = 1): MergeForecast => ({
  branch: 'main',
  outcome: 'clean',
  tip: shaOf('b'),
  breaks: found({ total, tried: 1, broken }),
});
const blind: MergeForecast = {
  branch: 'team',
  outcome: 'clean',
  tip: shaOf('b'),
  breaks: unreadable('403', 'pull requests: read'),
};
const paths = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];
const conflict: MergeForecast = { branch: 'team', outcome: 'conflict', tip: shaOf('d'), paths };
const none: MergeForecast = { branch: 'team', outcome: 'no-branch' };
const alien: MergeForecast = { branch: 'team', outcome: 'unreadable', why: 'it could not be fetched' };

const on = (forecasts: readonly MergeForecast[], over = {}) =>
  judge([{ ...gate, ...over }], factsOf({ merges: { [factKey(request)]: found(forecasts) } }))[0];

describe('merges-cleanly', () => {
  const fail = { breaking: 'fail' };
  test.each<[string, MergeForecast[], object, string, string]>([
    ['clean', [clean()], {}, 'pass', 'clean'],
    ['clean, with a PR that it breaks', [clean([pr])], {}, 'pass', 'clean'],
    ['the same where that is to fail', [clean([pr])], fail, 'fail', 'breaks'],
    ['nothing breaks where that would fail', [clean()], fail, 'pass', 'clean'],
    ['PRs that cannot be read', [clean(), blind], {}, 'pass', 'clean'],
    ['the same where what breaks is to fail', [clean(), blind], fail, 'unknown', 'unreadable'],
    ['one of two conflicts', [clean(), conflict], {}, 'fail', 'conflict'],
    ['a conflict outweighs what is not there', [none, conflict], {}, 'fail', 'conflict'],
    ['what breaks outweighs what is not there', [clean([pr]), none], fail, 'fail', 'breaks'],
    ['a branch that is not there', [clean(), none], {}, 'unknown', 'none'],
    ['a branch that cannot be read', [clean(), alien], {}, 'unknown', 'unreadable'],
  ])('%s', (_, forecasts, over, verdict, code) => {
    expect(on(forecasts, over)).toMatchObject({ verdict, code: `merges-cleanly.${code}` });
  });

  test('what could not be read at all is unknown', () => {
    const merges = { [factKey(request)]: unreadable('offline') };
    expect(judge([gate], factsOf({ merges }))[0]).toMatchObject({ code: 'merges-cleanly.unreadable' });
    const elsewhere = { [factKey({ ...request, sha: shaOf('a') })]: found([clean()]) };
    expect(judge([gate], factsOf({ merges: elsewhere }))[0]?.verdict).toBe('unknown');
  });

  test('asks about each branch once; `develop` and `production` are those of the policy', () => {
    const subject = { stage: 'promote' as const, version: '1.8.0', sha: shaOf('c') };
    const policy = policyOf('version: 1');
    const needs = (into: string[]) => needsOf([{ ...gate, ...{ into } }], subject, policy);
    expect(needs(['production', 'team'])).toEqual([request]);
    expect(needs(['develop', 'devel', 'rc/{version}'])).toMatchObject([{ into: ['devel', 'rc/1.8.0'] }]);
    expect(needs(['develop', 'rc'])).toEqual([{ ...request, into: ['devel'], rcs: true }]);
  });

  test('names where it conflicts, with the whole list as evidence', () => {
    expect(on([clean(), conflict])).toMatchObject({
      message: 'cccccccccc conflicts with team (a.ts, b.ts, c.ts and 2 more)',
      evidence: [
        { what: 'main: merges cleanly, 1 of 1 open PRs tried', sha: shaOf('b') },
        { what: `team: conflicts in ${paths.join(', ')}`, sha: shaOf('d') },
      ],
      remedy: expect.stringContaining('merge team'),
      actor: 'rte',
    });
  });

  test('says of a live RC what comes of its picks', () => {
    const picks = { branch: 'rc/1.8.0', by: 'picks' as const };
    const key = factKey({ ...request, into: ['main'], rcs: true });
    const judged = (...forecasts: readonly MergeForecast[]) =>
      judge(
        [{ ...gate, ...{ into: ['production', 'rc'] } }],
        factsOf({ merges: { [key]: found(forecasts) } }),
      )[0];
    expect(judged(clean(), { ...clean(), ...picks })).toMatchObject({
      message: 'cccccccccc merges into main without conflict; its picks apply to rc/1.8.0',
      evidence: [{}, { what: 'rc/1.8.0: its picks apply, 1 of 1 open PRs tried' }],
    });
    expect(judged({ ...clean(), ...picks })?.message).toBe('the picks of cccccccccc apply to rc/1.8.0');
    expect(judged()?.message).toContain('no live RC comes after this version');
    expect(judged(conflict, { ...conflict, ...picks, paths: ['b.ts'] })).toMatchObject({
      message:
        'cccccccccc conflicts with team (a.ts, b.ts, c.ts and 2 more) and with rc/1.8.0, picked (b.ts)',
      remedy: expect.stringMatching(
        /^merge team here.*; change it so that it applies to rc\/1.8.0, or waive/,
      ),
    });
  });

  test('names the PRs that it breaks, whether that fails or not', () => {
    const words = '#12 in a.ts, b.ts and 1 more';
    const named = on([clean([pr], 70)]);
    expect(named?.message).toBe(
      `cccccccccc merges into main without conflict; afterwards ${words} would conflict with main (1 of 70 PRs tried)`,
    );
    expect(named?.evidence[1]).toEqual({
      what: '#12 Wish lists: would conflict with main in a.ts, b.ts, c.ts',
      who: 'dora',
      sha: pr.headSha,
      url: pr.url,
    });
    const failed = on([clean([pr])], { breaking: 'fail' });
    expect(failed).toMatchObject({ message: expect.stringContaining(words), actor: 'dora' });
    expect(on([clean(), blind])?.message).toMatch(/team could not be read: 403$/);
  });
});
