import { describe, expect, test } from 'vitest';
import type { SideCommit } from '../../src/domain/conflict.ts';
import { askedTrouble } from '../../src/view/conflict.ts';
import { type Problem, unresolvedTrouble } from '../../src/view/unresolved.ts';
import { shaOf } from '../support/gate-facts.ts';

const commit = (pr: number | null, subject: string, author = 'Dina Dev'): SideCommit => ({
  sha: shaOf('a'),
  pr,
  subject,
  author,
});
const asked = {
  target: 'rc/1.8.0',
  name: '#236',
  sides: { ours: [commit(225, 'Raise it')], theirs: commit(236, 'Lower it'), before: [] },
  open: ['src/a.ts'],
  replayed: [],
  needs: [],
  place: '.git/rel/conflict/rc-1.8.0',
};

describe('what a person is asked', () => {
  test('names the paths, both sides, the place and the three ways on', () => {
    expect(askedTrouble(asked)).toEqual({
      code: 'conflict',
      message: 'rc/1.8.0: #236 conflicts in src/a.ts',
      why: 'ours:   #225 Raise it (aaaaaaaaaa, Dina Dev)\ntheirs: #236 Lower it (aaaaaaaaaa, Dina Dev)',
      remedy:
        'resolve it in .git/rel/conflict/rc-1.8.0, then run: rel continue\n(rel continue --skip leaves #236 out; rel abort gives up)',
    });
  });

  test('fits 80 columns, however much there is, and holds nothing a terminal would act on', () => {
    const many = Array.from({ length: 9 }, (_, at) =>
      commit(at, `\x1b[31m${'long '.repeat(30)}`, 'N'.repeat(99)),
    );
    const { message, why = '' } = askedTrouble({
      ...asked,
      open: ['a', 'b', 'c', 'd', 'e'],
      sides: { ours: many, theirs: commit(null, 'x'), before: many },
    });
    expect(message).toBe('rc/1.8.0: #236 conflicts in a, b, c and 2 more');
    expect(why.split('\n').filter((line) => line.length > 72 || line.includes('\x1b'))).toEqual([]);
    expect(why.match(/and 6 more/g)).toHaveLength(2);
  });

  test('says what would make it clean, where that is known', () => {
    const { remedy } = askedTrouble({ ...asked, needs: ['#228', '#229'] });
    expect(remedy).toContain('\n(or rel abort, and pick it with #228, #229: then it applies cleanly)');
  });

  test('says what rerere or a driver has done already', () => {
    const { message, why, remedy } = askedTrouble({ ...asked, open: [], replayed: ['src/a.ts'] });
    expect(message).toContain('your git has resolved it there');
    expect(why).toContain('rerere resolved src/a.ts as it was resolved before');
    expect(remedy).toMatch(/^look at it in /);
  });
});

const side = (mode: string, digit: string) => ({ mode, sha: shaOf(digit) });
const file = side('100644', 'b');
const cases: [string, Problem, string][] = [
  ['a marker', { kind: 'marker', path: 'f', line: 7 }, 'f:7: a conflict marker is left'],
  [
    'deleted on ours',
    { kind: 'unmerged', path: "it's", ours: null, theirs: file },
    String.raw`'it'\''s' is not ours any more: git add -- 'it'\''s' keeps it, git rm -- 'it'\''s' takes it away`,
  ],
  [
    'deleted on theirs',
    { kind: 'unmerged', path: 'f', ours: file, theirs: null },
    'f is not theirs any more: git add',
  ],
  [
    'both, without markers',
    { kind: 'unmerged', path: 'f', ours: file, theirs: file },
    'git checkout --ours (or --theirs) -- f, then git add -- f',
  ],
  [
    'a submodule',
    { kind: 'unmerged', path: 'sub', ours: side('160000', 'c'), theirs: side('160000', 'd') },
    `(ours ${shaOf('c')}, theirs ${shaOf('d')}): git update-index --cacheinfo 160000,COMMIT,sub`,
  ],
  [
    'changed',
    { kind: 'not-added', path: 'g', deleted: false },
    'g is changed: git add -- g, or git checkout -- g',
  ],
  [
    'deleted',
    { kind: 'not-added', path: 'g', deleted: true },
    'g is gone: git rm -- g, or git checkout -- g',
  ],
  ['given up', { kind: 'given-up' }, `git cherry-pick -x ${shaOf('1')}`],
  ['elsewhere', { kind: 'elsewhere' }, `git reset --soft ${shaOf('2')}`],
  ['refused by git', { kind: 'refused', why: 'no filter' }, 'git will not take it: no filter'],
];

describe('what is still to be done is said with the command that does it', () => {
  const at = { target: 'rc/1.8.0', name: '#236', place: 'P', change: shaOf('1'), onto: shaOf('2') };
  test.each(cases)('%s', (_, problem, said) => {
    const { message, why, remedy } = unresolvedTrouble([problem], at);
    expect(message).toBe('rc/1.8.0: #236 is not resolved yet');
    expect(why).toContain(said);
    expect(remedy).toContain('mend that in P, then run: rel continue');
  });

  test('no more than twelve lines', () => {
    const problems = Array.from({ length: 20 }, (_, line): Problem => ({ kind: 'marker', path: 'f', line }));
    expect(unresolvedTrouble(problems, at).why?.split('\n')).toHaveLength(13);
  });
});
