import { describe, expect, it, test } from 'vitest';
import type { DoctorFinding } from '../../src/domain/doctor.ts';
import type { CommitSample, HistoryFacts } from '../../src/domain/doctor-facts.ts';
import { found, unreadable } from '../../src/domain/errors.ts';
import type { RemoteRefs } from '../../src/domain/git.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { fitsRefPattern } from '../../src/domain/ref-pattern.ts';
import type { RefRule, RefRules } from '../../src/domain/ref-rules.ts';
import { plannedPushes } from '../../src/plans/doctor/pushes.ts';
import { ruleFindings } from '../../src/plans/doctor/rule-findings.ts';
import { loadPolicy } from '../../src/policy/load.ts';

const sha = 'a'.repeat(40);
const refs: RemoteRefs = new Map(
  ['heads/devel', 'heads/main', 'heads/rc/1.8.0', 'tags/v1.7.0', 'tags/v1.8.0-rc.1'].map((name) => [
    `refs/${name}`,
    { name: `refs/${name}`, sha, commit: sha },
  ]),
);
const commit: CommitSample = { message: 'Fix it\n', authorEmail: 'dora@example.com', paths: ['src/till.ts'] };
const tip = { merges: true, unsigned: true, passed: found(new Set(['build'])) };
const history: HistoryFacts = {
  tips: new Map([
    ['refs/heads/devel', tip],
    ['refs/heads/main', { merges: false, unsigned: false, passed: unreadable('no checks') }],
  ]),
  newest: [commit, { ...commit, message: 'PROJ-1: Mend it\n', authorEmail: 'quinn@corp.test' }],
  workflows: [],
};

function policyOf(text = ''): Policy {
  const loaded = loadPolicy(`version: 1\n${text}`, 'policy');
  if (!loaded.ok) throw new Error('no policy');
  return loaded.policy;
}

interface Case {
  readonly rule: Partial<RefRule> & Pick<RefRule, 'kind'>;
  /** The refs that have it, as GitHub's patterns have them; left out: it is one of all pushes. */
  readonly on?: string;
  readonly policy?: string;
  readonly signs?: boolean;
}

/** What is found where one rule stands: `STATE CODE REF COMMANDS`, a line each. */
function findings({ rule, on, policy, signs = false }: Case): string[] {
  const pushes = plannedPushes(policyOf(policy), refs, true);
  const full: RefRule = { by: 'the ruleset "X"', bypass: 'never', ...rule };
  const of = pushes.map(
    ({ ref }) => [ref, on !== undefined && fitsRefPattern(`refs/${on}`, ref) ? [full] : []] as const,
  );
  const rules: RefRules = { of: new Map(of), ofPushes: on === undefined ? [full] : [], hidden: [] };
  return ruleFindings(pushes, { rules, history, pusher: { email: 'rita@example.com', signs } }).map(lineOf);
}

const lineOf = ({ state, code, ref, commands }: DoctorFinding) =>
  [state, code, ref?.replace('refs/', '') ?? '-', ...commands].join(' ');
const keep = (
  operator: 'starts_with' | 'ends_with' | 'contains' | 'regex',
  pattern: string,
  negate = false,
) => ({
  keep: { operator, pattern, negate },
});
const free = 'ok rules.free -';

/** The rule, where it stands, and all that is found. */
const table: [name: string, asked: Case, told: string[]][] = [
  [
    'creations',
    { rule: { kind: 'creation' }, on: 'heads/rc/*' },
    ['problem rule.creation heads/rc/1.9.0 rel cut-rc'],
  ],
  [
    'creations of tags',
    { rule: { kind: 'creation' }, on: 'tags/v*' },
    [
      'problem rule.creation tags/v1.9.0-rc.1 rel cut-rc',
      'problem rule.creation tags/v1.8.0-rc.2 rel tag-rc',
      'problem rule.creation tags/v1.8.0 rel promote',
    ],
  ],
  [
    'updates',
    { rule: { kind: 'update' }, on: 'heads/rc/*' },
    ['problem rule.update heads/rc/1.8.0 rel pick'],
  ],
  [
    'PRs only',
    { rule: { kind: 'pull-request' }, on: 'heads/main' },
    ['problem rule.pull-request heads/main rel promote'],
  ],
  [
    'PRs only, and a release by PR',
    { rule: { kind: 'pull-request' }, on: 'heads/main', policy: 'promote: { deliver: pull-request }\n' },
    [free],
  ],
  [
    'PRs only, and picks by PR',
    { rule: { kind: 'pull-request' }, on: 'heads/rc/*', policy: 'pick: { deliver: pull-request }\n' },
    [free],
  ],
  [
    'PRs only on devel: a sync opens one',
    { rule: { kind: 'pull-request' }, on: 'heads/devel' },
    [free, 'ok rules.by-request heads/devel rel sync-hotfix'],
  ],
  [
    'PRs only on devel, and a sync that is told to push',
    { rule: { kind: 'pull-request' }, on: 'heads/devel', policy: 'sync: { deliver: push }\n' },
    ['problem rule.pull-request heads/devel rel sync-hotfix'],
  ],
  [
    'a queue',
    { rule: { kind: 'merge-queue' }, on: 'heads/**/*' },
    [
      'problem rule.merge-queue heads/rc/1.8.0 rel pick',
      'problem rule.merge-queue heads/main rel promote',
      'ok rules.by-request heads/devel rel sync-hotfix',
    ],
  ],
  [
    'checks that passed where an RC begins',
    { rule: { kind: 'status-checks', names: ['build'] }, on: 'heads/rc/1.9.0' },
    [free],
  ],
  [
    'checks that did not',
    { rule: { kind: 'status-checks', names: ['build', 'unit'] }, on: 'heads/rc/1.9.0' },
    ['problem rule.status-checks heads/rc/1.9.0 rel cut-rc'],
  ],
  [
    'checks, not on creation',
    { rule: { kind: 'status-checks', names: ['unit'], notOnCreation: true }, on: 'heads/rc/1.9.0' },
    [free],
  ],
  [
    'checks that could not be read',
    { rule: { kind: 'status-checks', names: ['unit'] }, on: 'heads/hotfix/*' },
    ['unknown rule.status-checks heads/hotfix/1.8.1 rel cut-hotfix'],
  ],
  [
    'checks of a new commit',
    { rule: { kind: 'status-checks', names: ['build'] }, on: 'heads/main' },
    ['problem rule.status-checks heads/main rel promote'],
  ],
  [
    'a scan where an RC begins',
    { rule: { kind: 'code-scanning', names: ['CodeQL'] }, on: 'heads/rc/1.9.0' },
    ['unknown rule.code-scanning heads/rc/1.9.0 rel cut-rc'],
  ],
  [
    'workflows of a new commit',
    { rule: { kind: 'workflows', notOnCreation: true }, on: 'heads/rc/*' },
    ['problem rule.workflows heads/rc/1.8.0 rel pick'],
  ],
  [
    'linear history against a merge',
    { rule: { kind: 'linear-history' }, on: 'heads/main' },
    ['problem rule.linear-history heads/main rel promote'],
  ],
  [
    'linear history against all of devel',
    { rule: { kind: 'linear-history' }, on: 'heads/rc/*' },
    ['problem rule.linear-history heads/rc/1.9.0 rel cut-rc'],
  ],
  ['linear history on devel: a sync picks', { rule: { kind: 'linear-history' }, on: 'heads/devel' }, [free]],
  [
    'signatures, unsigned',
    { rule: { kind: 'signatures' }, on: 'heads/rc/1.8.0' },
    ['problem rule.signatures heads/rc/1.8.0 rel pick'],
  ],
  ['signatures, signed', { rule: { kind: 'signatures' }, on: 'heads/rc/1.8.0', signs: true }, [free]],
  [
    'signatures of what comes with a merge',
    { rule: { kind: 'signatures' }, on: 'heads/main', signs: true },
    ['problem rule.signatures heads/main rel promote'],
  ],
  ['signatures of production', { rule: { kind: 'signatures' }, on: 'heads/hotfix/*' }, [free]],
  ['a lock', { rule: { kind: 'locked' }, on: 'heads/main' }, ['problem rule.locked heads/main rel promote']],
  [
    'pushers',
    { rule: { kind: 'pushers', names: ['dora'] }, on: 'heads/main' },
    ['problem rule.pushers heads/main rel promote'],
  ],
  [
    'one of the pushers',
    { rule: { kind: 'pushers', names: ['rita'], bypass: 'silently' }, on: 'heads/main' },
    [free],
  ],
  [
    'a bypass',
    { rule: { kind: 'update', bypass: 'always' }, on: 'heads/main' },
    ['warning rule.update heads/main rel promote'],
  ],
  [
    'a bypass for PRs',
    { rule: { kind: 'update', bypass: 'by-request' }, on: 'heads/main' },
    ['problem rule.update heads/main rel promote'],
  ],
  [
    'a bypass that nobody tells',
    { rule: { kind: 'update', bypass: 'unknown' }, on: 'heads/main' },
    ['unknown rule.update heads/main rel promote'],
  ],
  [
    'names of branches',
    { rule: { kind: 'branch-name', ...keep('regex', '^(?!rc/)') }, on: 'heads/**/*' },
    ['problem rule.branch-name heads/rc/1.9.0 rel cut-rc'],
  ],
  ['names that fit', { rule: { kind: 'branch-name', ...keep('contains', 'rc/') }, on: 'heads/rc/*' }, [free]],
  [
    'names of tags are no names of branches',
    { rule: { kind: 'tag-name', ...keep('starts_with', 'w') }, on: 'heads/**/*' },
    [free],
  ],
  [
    'names of tags',
    { rule: { kind: 'tag-name', ...keep('ends_with', '.0') }, on: 'tags/*' },
    [
      'problem rule.tag-name tags/v1.9.0-rc.1 rel cut-rc',
      'problem rule.tag-name tags/v1.8.0-rc.2 rel tag-rc',
    ],
  ],
  [
    'a pattern that cannot be tried',
    { rule: { kind: 'branch-name', ...keep('regex', '(?P<x>y)') }, on: 'heads/rc/*' },
    ['unknown rule.branch-name heads/rc/1.9.0 rel cut-rc'],
  ],
  [
    "messages of rel's own",
    { rule: { kind: 'commit-message', ...keep('regex', '(?i)^proj-') }, on: 'heads/main' },
    ['problem rule.commit-message heads/main rel promote'],
  ],
  [
    'messages, some',
    { rule: { kind: 'commit-message', ...keep('starts_with', 'PROJ-') }, on: 'heads/rc/*' },
    ['warning rule.commit-message heads/rc/1.8.0 rel pick'],
  ],
  [
    'messages, all',
    { rule: { kind: 'commit-message', ...keep('contains', 'Signed-off-by') }, on: 'heads/rc/*' },
    ['problem rule.commit-message heads/rc/1.8.0 rel pick'],
  ],
  [
    'messages: the line of a pick counts',
    { rule: { kind: 'commit-message', ...keep('contains', 'cherry picked from') }, on: 'heads/rc/*' },
    [free],
  ],
  [
    'authors, some',
    { rule: { kind: 'author-email', ...keep('ends_with', '@corp.test') }, on: 'heads/rc/*' },
    ['warning rule.author-email heads/rc/1.8.0 rel pick'],
  ],
  [
    'committers',
    { rule: { kind: 'committer-email', ...keep('ends_with', '@corp.test') }, on: 'heads/rc/*' },
    ['problem rule.committer-email heads/rc/1.8.0 rel pick'],
  ],
  [
    'committers that fit',
    { rule: { kind: 'committer-email', ...keep('ends_with', '@example.com') }, on: 'heads/rc/*' },
    [free],
  ],
  [
    'a rule that nobody knows',
    { rule: { kind: 'unknown-rule', names: ['moon_phase'] }, on: 'heads/main' },
    ['unknown rule.unknown-rule heads/main rel promote'],
  ],
  [
    'refs that only grow',
    { rule: { kind: 'force-push' }, on: 'heads/main' },
    [free, 'ok rules.kept - rel undo'],
  ],
  [
    'files of the record',
    { rule: { kind: 'file-extensions', files: ['*.json'] } },
    ['problem rule.file-extensions rel/ledger any command'],
  ],
  [
    'files of a change',
    { rule: { kind: 'file-paths', files: ['src/**/*'] } },
    ['warning rule.file-paths heads/rc/1.8.0 rel pick'],
  ],
  ['files that nobody changes', { rule: { kind: 'file-paths', files: ['secrets/*'] } }, [free]],
  [
    'long paths of the record',
    { rule: { kind: 'file-path-length', most: 20 } },
    ['problem rule.file-path-length rel/ledger any command'],
  ],
];

describe('what a rule means for what rel pushes', () => {
  it.each(table)('%s', (_name, asked, told) => {
    expect(findings(asked)).toEqual(told);
  });
});

test('what GitHub hides is not known, and not taken for none', () => {
  const pushes = plannedPushes(policyOf(), refs, true);
  const hidden = [{ what: 'rulesets', why: 'the token may not', permission: 'metadata: read' }];
  const rules = { of: new Map(), ofPushes: [], hidden };
  const all = ruleFindings(pushes, { rules, history: null, pusher: { email: null, signs: false } });
  expect(all).toMatchObject([
    {
      state: 'unknown',
      code: 'rules.hidden',
      means: 'the token may not',
      remedy: expect.stringContaining('metadata: read'),
    },
  ]);
});
