import { describe, expect, test } from 'vitest';
import { conflictBody, conflictTitle } from '../../../src/plans/requests/conflict-text.ts';
import type { ConflictBranch } from '../../../src/plans/requests/request-facts.ts';
import { deliveryBody, deliveryTitle } from '../../../src/plans/requests/request-text.ts';
import { shaOf } from '../../support/gate-facts.ts';

const [fix, other] = [shaOf('c'), shaOf('d')];
const conflict = (over: object = {}): Exclude<ConflictBranch, { kind: 'closed' }> => ({
  ...{
    kind: 'make',
    head: 'rel/conflict/1.8.0/236',
    pr: 236,
    title: 'Lower | the `limit` @all',
    author: null,
  },
  ...{
    at: null,
    onto: shaOf('1'),
    left: [],
    signed: [],
    needs: [],
    picks: [{ source: fix, commit: shaOf('7') }],
  },
  sources: [{ sha: fix, name: '#236 Lower', trailers: [] }],
  conflicts: [{ source: fix, path: 'a|`b`', kind: 'contents', markers: true }],
  sides: { ours: [], before: [], theirs: { sha: fix, pr: 236, subject: 'Lower', author: 'Dina' } },
  status: { state: 'failure', description: 'markers', paths: ['f'] },
  ...over,
});
const body = (over: object = {}, branch = 'rc/1.8.0', into = '1.8.0') =>
  conflictBody({ branch, into, conflict: conflict(over) });

describe("the text of a conflict's PR", () => {
  test('is safe whatever title, path and branch hold', () => {
    const text = body({ head: "it's $(me)" }, 'a b;c', 'a b;c');
    expect(text).toContain('#236 Lower \\| the \\`limit\\` @\u200ball does not apply');
    expect(text).toContain('| `` a\\|`b` `` | both changed the same lines: look for `<<<<<<<` |');
    expect(text).toContain("git switch 'it'\\''s $(me)'\n");
    expect(text).toContain("`rel pick 236 --into 'a b;c'`");
    expect(text).toContain(`\n(cherry picked from commit ${fix})\n`);
  });

  test.each([
    ['modify/delete', 'deleted it: keep it, or `git rm` it'],
    ['binary', 'it is no text'],
    ['submodule', 'submodule, which leaves no markers'],
  ])('says of %s that there are no markers', (kind, words) => {
    expect(body({ conflicts: [{ source: fix, path: 'f', kind, markers: false }] })).toContain(words);
  });

  test('names who changed the files, what is needed first, and what is left to pick', () => {
    const side = (pr: number | null, subject: string) => ({ sha: other, pr, subject, author: 'Dan *Dev*' });
    const ours = [1, 2, 3, 4, 5, 6].map((pr) => side(pr, 'x'));
    const text = body({
      sides: { ours, before: [side(null, 'y')], theirs: side(236, 'Lower') },
      needs: [{ name: '#98', pr: 98, sha: other, subject: 'z' }],
      left: [other],
    });
    expect(text).toContain('- changed them on `rc/1.8.0`:\n  - #1 x (Dan \\*Dev\\*)\n');
    expect(text).toContain('  - and 1 more\n- changed them before the fix, and is not there:\n');
    expect(text).toContain('with #98 first it applies cleanly. Run: `rel pick 98 236 --into 1.8.0`');
    expect(text).toContain(`git cherry-pick -x ${other}`);
  });

  test('of a branch that is there already names what is left', () => {
    const open = { kind: 'open' as const, tip: shaOf('8'), open: null, told: true };
    expect(body(open)).toContain('- `f`\n');
  });
});

test('titles are as long as GitHub takes them', () => {
  const long = conflict({ title: 'x'.repeat(300) });
  expect(conflictTitle({ branch: 'rc/1.8.0', into: '1.8.0', conflict: long })).toHaveLength(256);
});

describe("the text of a delivery's PR", () => {
  const picks = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...{ pr: at + 1, source: fix, commit: other, subject: 's'.repeat(200) },
      ...{ proof: 'adapted' as const, findings: [{ kind: 'moved' as const, path: 'b_*', from: 'a' }] },
    }));
  const text = (count: number) => ({ branch: 'rc/1.8.0', into: '1.8.0', picks: picks(count) });

  test('is within what GitHub takes, however many there are', () => {
    expect(deliveryBody(text(2000)).length).toBeLessThan(65_536);
    expect(deliveryBody(text(2000))).toContain('And 1880 more');
    expect(deliveryTitle(text(2000))).toBe('Pick #1, #2, #3, #4 and 1996 more onto rc/1.8.0');
    expect(deliveryBody(text(2000))).toContain(
      '- #50 moved: the change to a lands in b\\_\\*\n- and 1950 more',
    );
    expect(deliveryBody(text(1))).toContain(`| ${other} | ${fix} | adapted |`);
    expect(deliveryTitle(text(1))).toMatch(/^Pick #1 onto rc\/1\.8\.0: s+$/);
  });
});
