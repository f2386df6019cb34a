import { describe, expect, test } from 'vitest';
import type { Release } from '../../src/domain/change.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { requestMarker } from '../../src/domain/markdown.ts';
import { withNotes } from '../../src/domain/release-body.ts';
import { planUndo } from '../../src/plans/undo/undo.ts';
import type { Effect, UndoFacts } from '../../src/plans/undo/undo-facts.ts';
import type { LabelPullRequest } from '../../src/steps/label-pull-request.ts';
import type { OpenIssue } from '../../src/steps/open-issue.ts';
import type { OpenPullRequest } from '../../src/steps/open-pull-request.ts';
import type { PublishRelease } from '../../src/steps/publish-release.ts';
import type { Push } from '../../src/steps/push.ts';
import type { Step } from '../../src/steps/registry.ts';
import type { ReportPick } from '../../src/steps/report-pick.ts';
import type { SetStatus } from '../../src/steps/set-status.ts';
import { shaOf } from '../support/gate-facts.ts';
import { basis, policy, refsOf } from '../support/plan-facts.ts';

const [a, b, c] = [shaOf('a'), shaOf('b'), shaOf('c')];
const branch = 'refs/heads/rc/1.8.0';
const common = { rel: 1, id: 'x'.repeat(20), at: '2026-11-21T10:00:00.000Z', version: '1.8.0' } as const;
const actor = { login: 'rita', source: 'github' } as const;
const pick: LedgerEntry = {
  ...{ ...common, actor, judgements: [], kind: 'pick', branch: 'rc/1.8.0', before: a, after: b, picks: [] },
};
const pushOf = (moves: Push['moves'], entry: LedgerEntry = pick): Push => ({
  ...{ kind: 'push', target: 'rc/1.8.0', moves, ledger: { ref: 'refs/rel/ledger', entries: [entry] } },
});
const picked = pushOf([{ ref: branch, from: a, to: b }]);

const factsOf = (over: Partial<UndoFacts> = {}): UndoFacts => ({
  ...basis,
  policy,
  subject: { id: common.id, command: 'pick', at: common.at, by: 'rita' },
  pushes: [picked],
  refs: refsOf({ 'heads/rc/1.8.0': 'b' }),
  ...{ onTop: new Map(), holding: [], against: [], effects: [], since: [], rules: [] },
  ...over,
});

/** The steps of the plan; fails where there is none. */
function stepsOf(facts: UndoFacts): readonly Step[] {
  const { planned } = planUndo(facts);
  if (planned.kind !== 'plan') throw new Error(JSON.stringify(planned));
  return planned.plan.steps;
}
const movesOf = (facts: UndoFacts) => stepsOf(facts).flatMap((s) => (s.kind === 'push' ? s.moves : []));
function troubleOf(over: Partial<UndoFacts>) {
  const { planned } = planUndo(factsOf(over));
  return planned.kind === 'stop' ? planned.trouble : null;
}

describe('the refs of what is taken back', () => {
  test.each<[string, Push['moves'], Record<string, string>, Push['moves']]>([
    ['go back where they were', picked.moves, { 'heads/rc/1.8.0': 'b' }, [{ ref: branch, from: b, to: a }]],
    [
      'go where they were not',
      [{ ref: branch, from: null, to: b }],
      { 'heads/rc/1.8.0': 'b' },
      [{ ref: branch, from: b, to: null }],
    ],
    ['stay where they were only held', [{ ref: branch, from: a, to: a }], { 'heads/rc/1.8.0': 'c' }, []],
    ['stay gone where somebody deleted them', picked.moves, {}, []],
    ['stay where they are back already', picked.moves, { 'heads/rc/1.8.0': 'a' }, []],
  ])('%s', (_, moves, refs, back) => {
    expect(movesOf(factsOf({ pushes: [pushOf(moves)], refs: refsOf(refs) }))).toEqual(back);
  });

  test('that were moved twice go back to the first', () => {
    const twice = [picked, pushOf([{ ref: branch, from: b, to: c }])];
    const refs = refsOf({ 'heads/rc/1.8.0': 'c' });
    expect(movesOf(factsOf({ pushes: twice, refs }))).toEqual([{ ref: branch, from: c, to: a }]);
    const between = [picked, pushOf([{ ref: branch, from: shaOf('d'), to: c }])];
    expect(troubleOf({ pushes: between, refs })).toMatchObject({ code: 'moved' });
  });

  test('and the record of each version says so, once', () => {
    const request: LedgerEntry = {
      ...{ ...common, actor, judgements: [], kind: 'pick-request', branch: 'rc/1.8.0', head: 'rel/x' },
      ...{ before: null, after: b, base: a, conflict: false, picks: [] },
    };
    const other = pushOf([{ ref: 'refs/heads/rc/1.9.0', from: a, to: c }], { ...pick, version: '1.9.0' });
    const refs = refsOf({ 'heads/rc/1.8.0': 'b', 'heads/rc/1.9.0': 'c' });
    const [push] = stepsOf(factsOf({ pushes: [picked, pushOf([], request), other], refs }));
    const entries = push?.kind === 'push' ? push.ledger.entries : [];
    expect(entries).toMatchObject([
      { kind: 'undo', version: '1.8.0', undoes: common.id, command: 'pick', refs: [{ ref: branch, to: a }] },
      { kind: 'undo', version: '1.9.0', undoes: common.id, refs: [{ ref: 'refs/heads/rc/1.9.0', to: a }] },
    ]);
  });
});

const release: Release = {
  ...{ id: 7, tag: 'v1.8.0', name: '1.8.0', draft: true, prerelease: false, url: '', immutable: false },
  ...{ body: withNotes('', 'Notes'), assets: 0, publishedAt: null },
};
const publish: PublishRelease = {
  kind: 'publish-release',
  target: 't',
  tag: 'v1.8.0',
  name: '1.8.0',
  body: 'More',
  latest: true,
};
const request: OpenPullRequest = {
  ...{
    kind: 'open-pull-request',
    target: 't',
    head: 'rel/pick',
    base: 'rc/1.8.0',
    draft: false,
    assignees: [],
  },
  ...{ title: 'Pick', body: `${requestMarker}\nnew` },
};
const pr = { number: 9, url: '', state: 'OPEN', isDraft: false, headSha: a, author: 'rita' } as const;
const open = (title: string, body: string) => ({ ...pr, title, body });
const report: ReportPick = {
  kind: 'report-pick',
  target: 't',
  number: 230,
  branch: 'rc/1.8.0',
  where: { state: 'picked', commits: [b] },
};
const label: LabelPullRequest = {
  kind: 'label-pull-request',
  target: 't',
  number: 230,
  label: 'picked/1.8.0',
};
const status: SetStatus = {
  kind: 'set-status',
  target: 't',
  sha: a,
  context: 'rel',
  state: 'failure',
  description: 'x',
};
const issue: OpenIssue = {
  kind: 'open-issue',
  target: 't',
  title: 'Deploy',
  body: '',
  labels: [],
  assignees: [],
  marker: 'm',
};
const told = (state: 'pending' | 'failure', description = 'y') => ({
  known: true,
  status: { context: 'rel', state, description, targetUrl: null },
});

describe('what was told on GitHub', () => {
  test.each<[string, Effect, object | null]>([
    [
      'a comment that was not there',
      { kind: 'report', step: report, before: null },
      { kind: 'take-back-report', was: null },
    ],
    [
      'a comment that was there',
      { kind: 'report', step: report, before: { body: 'old' } },
      { kind: 'take-back-report', was: 'old' },
    ],
    [
      'a label',
      { kind: 'label', step: label, before: false },
      { kind: 'unlabel-pull-request', label: 'picked/1.8.0' },
    ],
    ['a label that was there', { kind: 'label', step: label, before: true }, null],
    [
      'a published draft',
      {
        kind: 'release',
        step: publish,
        before: release,
        latest: { id: 3, tag: 'v1.7.1' },
        now: { ...release, draft: false },
      },
      {
        kind: 'take-back-release',
        was: { name: '1.8.0', body: release.body },
        latest: { id: 3, since: common.at },
      },
    ],
    [
      'a release that was published before',
      { kind: 'release', step: publish, before: { ...release, draft: false }, latest: null, now: release },
      null,
    ],
    [
      'a draft that rel made',
      {
        kind: 'release',
        step: { ...publish, kind: 'draft-release' },
        before: null,
        latest: null,
        now: release,
      },
      { kind: 'take-back-release', was: null, wrote: { name: '1.8.0', body: withNotes('', 'More') } },
    ],
    [
      'a draft that was there',
      {
        kind: 'release',
        step: { ...publish, kind: 'draft-release' },
        before: release,
        latest: null,
        now: release,
      },
      null,
    ],
    [
      'a PR that rel opened',
      {
        kind: 'request',
        step: request,
        before: { open: null, newest: 8 },
        now: [
          { number: 9, state: 'OPEN' },
          { number: 8, state: 'MERGED' },
        ],
      },
      { kind: 'take-back-pull-request', number: 9, was: null },
    ],
    [
      'a PR whose text rel brought up to date',
      {
        kind: 'request',
        step: request,
        before: { open: open('Pick', `${requestMarker}\nold`), newest: 9 },
        now: [{ number: 9, state: 'OPEN' }],
      },
      { kind: 'take-back-pull-request', number: 9, was: { body: `${requestMarker}\nold` } },
    ],
    [
      'a PR with a text of a person',
      {
        kind: 'request',
        step: request,
        before: { open: open('Mine', 'mine'), newest: 9 },
        now: [{ number: 9, state: 'OPEN' }],
      },
      null,
    ],
    [
      'a status that was another',
      { kind: 'status', step: status, before: told('pending') },
      { kind: 'set-status', state: 'pending' },
    ],
    ['a status that was the same', { kind: 'status', step: status, before: told('failure', 'x') }, null],
    [
      'an issue',
      { kind: 'issue', step: issue, before: null, now: { number: 5 } },
      { kind: 'close-issue', number: 5 },
    ],
    [
      'an issue that was there',
      { kind: 'issue', step: issue, before: { number: 5 }, now: { number: 5 } },
      null,
    ],
    [
      'a milestone that was closed',
      { kind: 'milestone', step: { kind: 'close-milestone', target: 't', number: 4, title: '1.8.0' } },
      { kind: 'reopen-milestone', number: 4 },
    ],
    [
      'a milestone that was opened',
      { kind: 'milestone', step: { kind: 'open-milestone', target: 't', title: '1.9.0' } },
      { kind: 'delete-milestone', title: '1.9.0' },
    ],
  ])('%s', (_, effect, step) => {
    const { left } = planUndo(factsOf({ effects: [effect] }));
    expect(stepsOf(factsOf({ effects: [effect] })).slice(1)).toMatchObject(step === null ? [] : [step]);
    expect(left).toEqual([]);
  });

  test.each<[string, Effect]>([
    ['the comment on #230', { kind: 'report', step: report, before: undefined }],
    ['the label picked/1.8.0 on #230', { kind: 'label', step: label, before: null }],
    [
      'the GitHub Release v1.8.0',
      { kind: 'release', step: publish, before: undefined, latest: null, now: release },
    ],
    ['the PR #9', { kind: 'request', step: request, before: null, now: [{ number: 9, state: 'OPEN' }] }],
    ['the status rel of', { kind: 'status', step: status, before: { known: true, status: null } }],
    ['the issue #5', { kind: 'issue', step: issue, before: undefined, now: { number: 5 } }],
  ])('%s is named where what it was is not known, and left', (what, effect) => {
    const { left } = planUndo(factsOf({ effects: [effect] }));
    expect(left).toEqual([expect.stringContaining(what)]);
    expect(stepsOf(factsOf({ effects: [effect] }))).toHaveLength(1);
  });

  test('is taken back in the other order, so that the first word counts', () => {
    const effects: Effect[] = [
      { kind: 'report', step: report, before: null },
      { kind: 'report', step: report, before: { body: 'between' } },
    ];
    expect(stepsOf(factsOf({ effects })).slice(1)).toMatchObject([{ was: 'between' }, { was: null }]);
  });
});

describe('what cannot be taken back stops all of it', () => {
  const newest = { sha: c, author: 'Dora', subject: 'Mend it' };
  const promoted: LedgerEntry = {
    ...{ ...common, id: 'y', actor: { login: 'omar', source: 'github' }, judgements: [], kind: 'promote' },
    ...{ sha: b, tag: 'v1.8.0', candidate: 'v1.8.0-rc.2', main: b },
  };
  const tagged = {
    pushes: [pushOf([{ ref: 'refs/tags/v1.8.0-rc.2', from: null, to: b }])],
    refs: refsOf({ 'tags/v1.8.0-rc.2': 'b' }),
  };
  const forced = { ref: branch, kind: 'force-push', by: 'the ruleset "Releases"' } as const;
  test('but a rule that this token may get past is only said', () => {
    const { planned, concerns } = planUndo(factsOf({ rules: [{ ...forced, sure: false }] }));
    expect([planned.kind, concerns]).toEqual(['plan', [expect.stringContaining('the ruleset "Releases"')]]);
  });

  test.each<[string, Partial<UndoFacts>, string, string]>([
    ['a rule', { rules: [{ ...forced, sure: true }] }, 'push-refused', 'the ruleset "Releases"'],
    [
      'work on top',
      { refs: refsOf({ 'heads/rc/1.8.0': 'c' }), onTop: new Map([[branch, { count: 2, newest }]]) },
      'moved',
      '2 commits on top of it, the newest cccccccccc "Mend it" by Dora',
    ],
    ['a branch put elsewhere', { refs: refsOf({ 'heads/rc/1.8.0': 'c' }) }, 'moved', 'put elsewhere'],
    [
      'a tag on what would go',
      {
        refs: refsOf({ 'heads/rc/1.8.0': 'b', 'tags/v1.8.0-rc.3': 'b' }),
        holding: [{ ref: 'refs/tags/v1.8.0-rc.3', commit: b }],
      },
      'moved',
      'refs/tags/v1.8.0-rc.3 holds',
    ],
    [
      'a PR against what would go',
      { against: [{ branch: 'rc/1.8.0', number: 9, title: 'Mine' }] },
      'moved',
      '#9 (Mine) is open against rc/1.8.0',
    ],
    ['a release of the candidate', { ...tagged, since: [promoted] }, 'moved', 'the promote of omar'],
    [
      'an immutable release',
      {
        effects: [
          {
            kind: 'release',
            step: publish,
            before: release,
            latest: null,
            now: { ...release, draft: false, immutable: true },
          },
        ],
      },
      'github-refused',
      'immutable',
    ],
    [
      'a PR that was merged',
      {
        effects: [
          {
            kind: 'request',
            step: request,
            before: { open: null, newest: 8 },
            now: [{ number: 9, state: 'MERGED' }],
          },
        ],
      },
      'moved',
      '#9, which it opened, was merged',
    ],
  ])('%s', (_, over, code, why) => {
    expect(troubleOf(over)).toMatchObject({ code, why: expect.stringContaining(why) });
  });
});

test('what others put on record since, and what was public, is said before the question', () => {
  const signedOff: LedgerEntry = {
    ...{ ...common, id: 'y', actor: { login: 'quinn', source: 'github' }, judgements: [], kind: 'sign-off' },
    ...{ role: 'qa', decision: 'approved', sha: b, candidate: 'v1.8.0-rc.2' },
  };
  const pushes = [pushOf([{ ref: 'refs/tags/v1.8.0-rc.2', from: null, to: b }])];
  const facts = factsOf({ pushes, refs: refsOf({ 'tags/v1.8.0-rc.2': 'b' }), since: [signedOff] });
  expect(planUndo(facts).concerns).toEqual([
    expect.stringContaining('the sign-off of quinn'),
    expect.stringContaining('v1.8.0-rc.2 was public'),
  ]);
  expect(planUndo(factsOf({ since: [{ ...signedOff, sha: c }] })).concerns).toEqual([]);
  const accepted: LedgerEntry = {
    ...{ ...common, id: 'z', actor: { login: 'omar', source: 'github' }, judgements: [], kind: 'hand-over' },
    ...{ point: 'deploy', from: 'qa', to: 'ops', decision: 'accepted', sha: b },
  };
  const word = factsOf({ pushes: [pushOf([], signedOff)], since: [accepted, { ...signedOff, id: 'z' }] });
  expect(planUndo(word).concerns).toEqual([expect.stringContaining('the hand-over of omar')]);
});
