import { describe, expect, test } from 'vitest';
import { chooseHotfix, type HotfixAsked, overtakenBy } from '../../src/plans/choose-hotfix.ts';
import { planCutHotfix } from '../../src/plans/cut-hotfix.ts';
import { releasesOf, trainsOf } from '../../src/plans/trains.ts';
import { policyOf, shaOf } from '../support/gate-facts.ts';
import { basis, gist, movesOf, refsOf, stepsOf } from '../support/plan-facts.ts';

type Refs = Parameters<typeof refsOf>[0];

const policy = policyOf('version: 1\nlines: ["1.5", "1.6"]');

/** 1.7.1 is on production; 1.4 is not supported, 1.5 has no release. */
const before: Refs = {
  'heads/main': 'e',
  'tags/v1.4.2': 'a',
  'tags/v1.6.0': 'b',
  'tags/v1.6.10': 'c',
  'tags/v1.7.1': 'd',
};

const factsOf = (more: Refs, onProduction: string | null = '1.7.1') => {
  const refs = refsOf({ ...before, ...more });
  const released = releasesOf(refs, policy);
  const release = released.find(({ version }) => version === onProduction) ?? null;
  const production = { branch: 'main', sha: refs.get('refs/heads/main')?.sha ?? null, release };
  return { policy, refs, released, production, trains: trainsOf(refs, policy) };
};

/** What is chosen, in a few words: `1.7.2 of 1.7 from main at e`, `there: 1.7.2`, or the trouble's code and message. */
function choice(asked: HotfixAsked, facts: ReturnType<typeof factsOf>): string {
  const chosen = chooseHotfix(asked, facts);
  switch (chosen.kind) {
    case 'new':
      return `${chosen.version} of ${chosen.line} from ${chosen.from} at ${chosen.sha.slice(0, 1)}`;
    case 'there':
      return `there: ${chosen.train.version}`;
    case 'stop': {
      const { code, message, why, remedy } = chosen.trouble;
      return [`${code}: ${message}`, ...(why === undefined ? [] : [why]), remedy].join(' | ');
    }
  }
}

describe('which hotfix is cut', () => {
  test.each<[string, HotfixAsked, Refs, string]>([
    ['nothing named', {}, {}, '1.7.2 of 1.7 from main at e'],
    ['its version', { version: '1.7.2' }, {}, '1.7.2 of 1.7 from main at e'],
    ['a later version', { version: '1.7.5' }, {}, '1.7.5 of 1.7 from main at e'],
    ["production's line", { line: '1.7' }, {}, '1.7.2 of 1.7 from main at e'],
    ['an older line', { line: '1.6' }, {}, '1.6.11 of 1.6 from v1.6.10 at c'],
    ['a version of an older line', { version: '1.6.11' }, {}, '1.6.11 of 1.6 from v1.6.10 at c'],
    ['both', { version: '1.6.12', line: '1.6' }, {}, '1.6.12 of 1.6 from v1.6.10 at c'],
    ['the next is on its way as an RC', {}, { 'heads/rc/1.7.2': 'f' }, '1.7.3 of 1.7 from main at e'],
    [
      'one is given up, its branch gone',
      {},
      { 'rel/closed/hotfix/1.7.2': 'f' },
      '1.7.3 of 1.7 from main at e',
    ],
    ['the next has a candidate', {}, { 'tags/v1.7.2-rc.1': 'f' }, '1.7.3 of 1.7 from main at e'],
    [
      'one is given up',
      {},
      { 'heads/hotfix/1.7.2': 'f', 'rel/closed/hotfix/1.7.2': 'f' },
      '1.7.3 of 1.7 from main at e',
    ],
    ['one of another line is live', {}, { 'heads/hotfix/1.6.11': 'f' }, '1.7.2 of 1.7 from main at e'],
    ['it is live', {}, { 'heads/hotfix/1.7.2': 'f' }, 'there: 1.7.2'],
    ['it is live, by its version', { version: '1.7.2' }, { 'heads/hotfix/1.7.2': 'f' }, 'there: 1.7.2'],
    ['that of the older line is live', { line: '1.6' }, { 'heads/hotfix/1.6.11': 'f' }, 'there: 1.6.11'],
    ['it was cut and is released', { version: '1.7.1' }, { 'heads/hotfix/1.7.1': 'd' }, 'there: 1.7.1'],
    ['it is released, the next is meant', {}, { 'heads/hotfix/1.7.1': 'd' }, '1.7.2 of 1.7 from main at e'],
  ])('%s', (_name, asked, refs, expected) => {
    expect(choice(asked, factsOf(refs))).toBe(expected);
  });

  test.each<[string, HotfixAsked, Refs, RegExp]>([
    [
      'a line for a version',
      { version: '1.6' },
      {},
      /^usage: `1\.6` is a line.*run: rel cut-hotfix --line 1\.6$/,
    ],
    ['no version', { version: 'v1.7.2' }, {}, /^usage: `v1\.7\.2` is not a version/],
    ['leading zeros', { version: '1.7.02' }, {}, /^usage/],
    ['no line', { line: '1.6.10' }, {}, /^usage: `1\.6\.10` is not a line.*--line 1\.6$/],
    [
      'a version of another line',
      { version: '1.7.2', line: '1.6' },
      {},
      /^usage: 1\.7\.2 is not of the line 1\.6/,
    ],
    [
      'an unsupported line',
      { line: '1.4' },
      {},
      /^unknown-version: 1\.4 is not .*supported: 1\.5, 1\.6, 1\.7 \(on main\).*add "1\.4" to `lines`/,
    ],
    ['a version of it', { version: '1.4.3' }, {}, /^unknown-version: 1\.4 is not a supported line/],
    [
      'a supported line without a release',
      { line: '1.5' },
      {},
      /^unknown-version: the line 1\.5 has no release .*v1\.5\.x/,
    ],
    ['a line to come', { version: '1.8.1' }, {}, /^unknown-version: the line 1\.8 has no release/],
    [
      'a line that is out, and not on production',
      { line: '2.0' },
      { 'tags/v2.0.0': 'f' },
      /^unknown-version: 2\.0 is not a supported line.* name a supported one/,
    ],
    [
      'what is out',
      { version: '1.7.1' },
      {},
      /^already-exists: .*1\.7\.1 of the same line is out already.*run: rel cut-hotfix --line 1\.7 /,
    ],
    [
      'what comes before what is out',
      { version: '1.6.9' },
      {},
      /^already-exists: .*1\.6\.10 of the same line/,
    ],
    [
      'another one of its line is live',
      { version: '1.7.3' },
      { 'heads/hotfix/1.7.2': 'f' },
      /^already-exists: .*1\.7\.2 is the hotfix of its line.*\(hotfix\/1\.7\.2\).*one hotfix at a time.*--into 1\.7\.2.*rel promote 1\.7\.2$/,
    ],
    [
      'an RC has the version',
      { version: '1.7.2' },
      { 'heads/rc/1.7.2': 'f' },
      /^already-exists: .*rc\/1\.7\.2 has that version \| run/,
    ],
    [
      'it is given up',
      { version: '1.7.2' },
      { 'heads/hotfix/1.7.2': 'f', 'rel/closed/hotfix/1.7.2': 'f' },
      /^already-exists: .*its train is over/,
    ],
    [
      'it is given up, and its branch gone',
      { version: '1.7.2' },
      { 'rel/closed/hotfix/1.7.2': 'f' },
      /^already-exists: .*its train was closed/,
    ],
    [
      'it has a candidate and no branch',
      { version: '1.7.2' },
      { 'tags/v1.7.2-rc.4': 'f' },
      /^already-exists: .*v1\.7\.2-rc\.4/,
    ],
  ])('refused: %s', (_name, asked, refs, expected) => {
    expect(choice(asked, factsOf(refs))).toMatch(expected);
  });

  test('without a release on production nothing can be mended there, and an older line still can', () => {
    expect(choice({}, factsOf({}, null))).toMatch(/^unknown-version: no release is on main .*v\{version\}/);
    expect(choice({ line: '1.6' }, factsOf({}, null))).toBe('1.6.11 of 1.6 from v1.6.10 at c');
    expect(choice({ line: '1.7' }, factsOf({}, null))).toMatch(/supported: 1\.5, 1\.6 /);
  });

  test('trains of its line that are left behind are known', () => {
    const { trains } = factsOf({ 'heads/rc/1.7.2': 'f', 'heads/rc/1.8.0': 'f', 'heads/hotfix/1.6.11': 'f' });
    expect(overtakenBy('1.7.3', trains).map(({ branch }) => branch)).toEqual(['rc/1.7.2']);
  });
});

describe('cutting a hotfix', () => {
  const plan = (asked: HotfixAsked, refs: Refs, github = true) => {
    const facts = factsOf(refs);
    const chosen = chooseHotfix(asked, facts);
    if (chosen.kind === 'stop') throw new Error(chosen.trouble.message);
    return planCutHotfix({ ...basis, policy, chosen, refs: facts.refs, github });
  };

  test('its branch and the record in one push, with production held; then the draft release', () => {
    const planned = plan({}, {});
    expect(gist(planned)).toBe('push draft-release');
    expect(movesOf(stepsOf(planned))).toEqual(['refs/heads/main e>e', 'refs/heads/hotfix/1.7.2 ->e']);
    const entry = {
      kind: 'cut-hotfix',
      version: '1.7.2',
      branch: 'hotfix/1.7.2',
      from: 'main',
      sha: shaOf('e'),
    };
    expect(stepsOf(planned)).toMatchObject([
      { ledger: { entries: [entry] } },
      { tag: 'v1.7.2', name: '1.7.2' },
    ]);
    expect(gist(plan({}, {}, false))).toBe('push');
  });

  test('one of an older line begins at its newest release and leaves production alone', () => {
    expect(movesOf(stepsOf(plan({ line: '1.6' }, {})))).toEqual(['refs/heads/hotfix/1.6.11 ->c']);
  });

  test.each<[string, HotfixAsked, Refs, string]>([
    ['it is live', {}, { 'heads/hotfix/1.7.2': 'f' }, 'nothing'],
    ['it is released', { version: '1.7.1' }, { 'heads/hotfix/1.7.1': 'd' }, 'nothing'],
    ['a branch is in the way as a folder', {}, { 'heads/hotfix/1.7.2/x': 'f' }, 'already-exists'],
    ['a branch is in the way as a file', {}, { 'heads/hotfix': 'f' }, 'already-exists'],
  ])('%s', (_name, asked, refs, expected) => {
    expect(gist(plan(asked, refs))).toBe(expected);
  });
});
