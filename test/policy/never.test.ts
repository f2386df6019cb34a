import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../src/domain/errors.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { PolicyFacts } from '../../src/policy/never/facts.ts';
import { neverRemarks } from '../../src/policy/never/never.ts';
import { wantedFiles } from '../../src/policy/never/places.ts';
import { readWorkflows } from '../../src/policy/workflow.ts';

const ci = 'name: CI\non: push\njobs: { build: {}, unit: { strategy: { matrix: { node: [20, 22] } } } }\n';

/** A repository that has what the policies below ask for. */
const there: PolicyFacts = {
  now: Date.parse('2026-11-21T10:00:00Z'),
  teams: {
    'acme/qa': found(['quinn', 'QUINN']),
    'acme/none': found([]),
    'acme/gone': unreadable('404', 'read:org'),
  },
  labels: found(['bug', 'Feature', 'qa-approved', 'rc/1.8.0']),
  milestones: found(['1.8.0', 'Sprint 7']),
  checks: found([
    { name: 'build', app: 'github-actions', workflow: 'CI' },
    { name: 'unit (20)', app: 'github-actions', workflow: 'CI' },
    { name: 'scan', app: 'sonar', workflow: null },
    { name: 'ci/jenkins', app: null, workflow: null },
  ]),
  tips: 'devel, main',
  workflows: found(readWorkflows(new Map([['.github/workflows/ci.yml', ci]]))),
  branches: found(['devel', 'main', 'rc/1.8.0']),
  lines: found(['1.6', '1.7']),
  files: found(new Map([['scripts/ready.sh', true]])),
};

function policyOf(text: string) {
  const loaded = loadPolicy(`version: 1\n${text}`, 'p');
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.policy;
}

/** Each remark in one line: its code, its place and what it says. */
const said = (text: string, facts: Partial<PolicyFacts> = {}): string[] =>
  neverRemarks(policyOf(text), { ...there, ...facts }).map(
    ({ code, path, message, hint }) => `${code} ${path.join('.')}: ${message} | ${hint ?? ''}`,
  );

const gate = (rule: string, before = '') => `${before}\ngates: { promote: [{ id: it, ${rule} }] }`;
const at = 'gates.promote.0';

describe('what can pass is not remarked on', () => {
  test.each([
    gate('kind: checks, names: [build, unit (22), scan, ci/jenkins]'),
    gate('kind: checks, names: [build], app: github-actions, workflow: CI'),
    gate('kind: issues, labels: [BUG], milestone: "{version}"'),
    gate('kind: pull-requests, select: { label: feature, base: devel }'),
    gate('kind: sign-off, roles: [qa]', 'roles: { qa: { teams: [acme/qa] } }'),
    gate('kind: merges-cleanly, into: [production, develop, rc/1.8.0]'),
    gate('kind: command, argv: [./scripts/ready.sh], files: [scripts/ready.sh]'),
    gate('kind: command, argv: [make, ready]'),
    gate('kind: document, path: "docs/{version}.md"'),
    gate('kind: document, path: docs/x.md, name: notes'),
    gate('kind: window, open: [{ days: [sat], from: "09:00", to: "10:00" }]'),
    gate('kind: tickets, labels: [bug], milestone: true'),
    `roles: { qa: { users: [ann, bob] } }\napprovals: { qa: { role: qa, by: [{ signOff: true }] } }\n${gate('kind: approvals, requires: [qa]')}\nledger: { signed: true, keys: [{ login: Bob, key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGB2lm0sUQ1rbO8zEUpiOIBzW7lpWAQqXKuMj4zvMlDM" }] }`,
    'roles: { qa: { users: [ann, bob] } }\napprovals: { qa: { role: qa, by: [{ label: qa-approved }] } }\npick: { requires: [qa] }',
    'roles: { qa: { users: [ann] } }\napprovals: { qa: { role: qa, by: [{ review: true }], notAuthor: false } }\npick: { requires: [qa] }',
    'roles: { qa: { users: [ann] } }\napprovals: { qa: { role: qa, by: [{ label: nobody-needs-it }] } }',
  ])('%s', (text) => {
    expect(said(text)).toEqual([]);
  });
});

const qa = (role: string, by = '[{ review: true }]', more = '') =>
  `roles: { qa: ${role} }\napprovals: { qa: { role: qa, by: ${by} }${more} }\npick: { requires: [qa] }`;
const required = 'kind: approvals, requires: [qa]';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGB2lm0sUQ1rbO8zEUpiOIBzW7lpWAQqXKuMj4zvMlDM';
const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEzWlD9aIoOLo2lZ1vJ2Hq4m1bUa1yQJt3HhV1cVg0aX';
const ledger = (login: string, more = '') =>
  `ledger: { signed: true, keys: [{ login: c, key: "${other}" }, { login: ${login}, key: "${key}"${more} }] }`;

describe('what can never pass', () => {
  test.each([
    [
      'a sign-off of nobody',
      gate('kind: sign-off, roles: [qa]', 'roles: { qa: {} }'),
      `role.empty ${at}.roles.0: the gate it of promote can never pass: nobody holds the role \`qa\` | name users`,
    ],
    [
      'a role with a word of rel and no members',
      gate('kind: sign-off, roles: [pdm]'),
      `role.empty ${at}.roles.0: `,
    ],
    [
      'a role whose team is empty',
      gate('kind: sign-off, roles: [qa]', 'roles: { qa: { teams: [acme/none] } }'),
      'nobody holds the role `qa` (nobody is in acme/none)',
    ],
    [
      'an item that nobody can tick',
      gate('kind: checklist, items: [{ id: a, text: A, role: ops }]'),
      `role.empty ${at}.items.0.role: `,
    ],
    [
      'a waiver of nobody',
      gate('kind: checks, names: [build], waivableBy: [ops]'),
      `role.empty ${at}.waivableBy.0: the gate it of promote can never be waived by ops: `,
    ],
    [
      'an approval of nobody',
      gate(required, qa('{}')),
      `role.empty ${at}.requires.0: the gate it of promote can never pass: nobody can give the approval qa, since nobody`,
    ],
    [
      'an approval after one of nobody',
      gate(
        required,
        'roles: { qa: { users: [a, b] }, rte: {} }\napprovals: { rte: { role: rte, by: [{ review: true }] }, qa: { role: qa, by: [{ review: true }], after: [rte] } }',
      ),
      'nobody can give the approval qa, since rte has to come first, and nobody holds the role `rte`',
    ],
    [
      'an approval by a label that is not there',
      gate(required, qa('{ users: [a, b] }', '[{ label: nope }]')),
      `approvals.no-label ${at}.requires.0: `,
    ],
    [
      'a pick that needs it',
      qa('{}'),
      'role.empty pick.requires.0: no fix can ever be picked: nobody can give',
    ],
    [
      'an unused role of nobody',
      'roles: { ops: {} }',
      'role.empty roles.ops: nobody holds the role `ops` | ',
    ],
    [
      'one label of two',
      qa('{ users: [a, b] }', '[{ label: nope }, { review: true }]'),
      'approvals.no-label approvals.qa.by.0.label: nobody can give the approval qa by the label `nope`',
    ],
    [
      'a pick that needs what only a sign-off gives',
      qa('{ users: [a, b] }', '[{ signOff: true }]'),
      'approvals.only-sign-off pick.requires.0: no fix can ever be picked: only a sign-off gives the approval qa, and no candidate holds a change before its pick | let it',
    ],
    [
      'the same behind another, at a gate of the cut',
      'roles: { qa: { users: [a, b] } }\napprovals: { first: { role: qa, by: [{ signOff: true }] }, qa: { role: qa, by: [{ review: true }], after: [first] } }\ngates: { cut: [{ id: it, kind: approvals, requires: [qa] }] }',
      'approvals.only-sign-off gates.cut.0.requires.0: the gate it of cut can never pass: only a sign-off gives the approval first, and no candidate holds a change before its cut | ',
    ],
    [
      'a role that signs off, in a signed ledger without a key of theirs',
      gate('kind: sign-off, roles: [qa]', `roles: { qa: { users: [b, A] } }\n${ledger('d')}`),
      'ledger.no-key roles.qa: nothing that qa puts on record can count: the ledger is signed, and nobody who holds the role (a, b) has a key in ledger.keys | add',
    ],
    [
      'the same with a key that counts no longer, for a document',
      gate(
        'kind: document, name: x, recordedBy: qa',
        `roles: { qa: { users: [a] } }\n${ledger('a', `, until: "${'0'.repeat(40)}"`)}`,
      ),
      'ledger.no-key roles.qa: ',
    ],
    [
      'a document that nobody can record',
      gate('kind: document, name: x, recordedBy: ops'),
      `role.empty ${at}.recordedBy: the gate it of promote can never pass: nobody holds`,
    ],
    [
      'one person, and four eyes',
      qa('{ users: [quinn], teams: [acme/qa] }'),
      'approvals.one-person approvals.qa.role: what quinn writes can never get the approval qa',
    ],
    [
      'a team that cannot be read',
      'roles: { qa: { teams: [acme/gone] } }',
      'role.team-unreadable roles.qa.teams.0: the team acme/gone cannot be read: every gate that asks who is in it is unknown (404) | correct its name, or give the token the permission `read:org`',
    ],
    [
      'a check that nothing produces',
      gate('kind: checks, names: [biuld]'),
      `checks.unknown-name ${at}.names.0: the gate it of promote can never pass: nothing produces the check \`biuld\`; looked at the checks of devel, main, and at the jobs in .github/workflows of devel | did you mean \`build\`?`,
    ],
    [
      'a job by the name without its matrix',
      gate('kind: checks, names: [unit]'),
      'checks.unknown-name gates.promote.0.names.0: ',
      'are called `unit (...)`',
    ],
    [
      'a check of another app',
      gate('kind: checks, names: [build], app: sonar'),
      `checks.wrong-app ${at}.app: `,
      'it comes from: github-actions',
    ],
    [
      'a status of an app',
      gate('kind: checks, names: [ci/jenkins], app: jenkins'),
      'a commit status, which has no app',
    ],
    [
      'a check of another workflow',
      gate('kind: checks, names: [build], workflow: Nightly'),
      `checks.wrong-workflow ${at}.workflow: `,
      'it comes from: CI',
    ],
    [
      'a milestone that is not there',
      gate('kind: issues, milestone: "v{version}"'),
      `issues.no-milestone ${at}.milestone: `,
    ],
    [
      'issues that cannot be there',
      gate('kind: issues, labels: [bugs]'),
      `issues.no-label ${at}.labels.0: the gate it of promote passes whatever is open: `,
      'did you mean `bug`?',
    ],
    [
      'PRs that cannot be there',
      gate('kind: pull-requests, select: { label: none }'),
      `pull-requests.no-label ${at}.select.label: the gate it of promote can never pass: `,
    ],
    [
      'PRs that need not be there',
      gate('kind: pull-requests, select: { label: none }, allowNone: true'),
      'passes whatever is open: the repository has no label `none`',
    ],
    [
      'PRs to a branch that is not there',
      gate('kind: pull-requests, select: { label: bug, base: develop }'),
      `pull-requests.no-branch ${at}.select.base: `,
      'did you mean `devel`?',
    ],
    [
      'a merge into no branch',
      gate('kind: merges-cleanly, into: [next]'),
      `merges-cleanly.no-branch ${at}.into.0: `,
    ],
    ['labels of tickets', gate('kind: tickets, labels: [L2]'), `tickets.no-label ${at}.labels.0: `],
    [
      'a line that nothing is released of',
      'lines: ["1.6", "1.5"]',
      'lines.no-release lines.1: `rel cut-hotfix --line 1.5` has nothing to begin at',
      'a release of it has a tag like v1.5.0',
    ],
    [
      'a template of release notes that is not there',
      'notes: { template: docs/notes.md }',
      'notes.no-template notes.template: release notes have no template: docs/notes.md is not on devel',
    ],
    [
      'picks that select nothing',
      'pick: { select: { label: "train/{version}" } }',
      'pick.no-label pick.select.label: `rel pick --approved` finds no PR',
    ],
    [
      'a version by a label that nothing has',
      'versions: { minor: [feature, bugs] }',
      'versions.no-label versions.minor.1: no PR makes the next version a minor one: the repository has no label `bugs`',
      'did you mean `bug`?',
    ],
    [
      'a program that is not laid out',
      gate('kind: command, argv: [./ready.sh]'),
      `command.no-file ${at}.argv.0: `,
      'say `files: [ready.sh]`',
    ],
    [
      'a file that is not there',
      gate('kind: command, argv: [sh, x.sh], files: [x.sh]'),
      `command.no-file ${at}.files.0: the gate it of promote can never pass: x.sh is not on devel`,
    ],
    [
      'a document that is not there',
      gate('kind: document, path: ROLLBACK.md'),
      `document.no-file ${at}.path: the gate it of promote does not pass yet`,
    ],
    [
      'a window inside a freeze',
      gate(
        'kind: window, open: [{ days: [sat], from: "12:00", to: "13:00" }], freezes: [{ from: 2026-01-01, to: 2030-01-01 }]',
      ),
      `window.never-open ${at}.open: `,
    ],
  ])('%s', (_name, text, ...parts) => {
    const policy = policyOf(text);
    const files = found(new Map(wantedFiles(policy).map((path) => [path, path === 'scripts/ready.sh'])));
    const lines = said(text, { files });
    expect(
      lines.filter((line) => parts.every((part) => line.includes(part))),
      lines.join('\n'),
    ).toHaveLength(1);
  });
});

test('what could not be read is not remarked on', () => {
  const no = unreadable('no GitHub');
  const facts = { teams: {}, labels: no, milestones: no, checks: no, workflows: no, branches: no, files: no };
  const text = `roles: { qa: { teams: [acme/qa] } }
approvals: { qa: { role: qa, by: [{ label: nope }] } }
pick: { requires: [qa] }
gates:
  promote:
    - { id: a, kind: checks, names: [nope] }
    - { id: b, kind: issues, labels: [nope], milestone: nope }
    - { id: c, kind: merges-cleanly, into: [nope] }
    - { id: d, kind: document, path: nope.md }
    - { id: e, kind: sign-off, roles: [qa] }`;
  expect(said(text, facts)).toEqual([]);
  // Half of the story is none, either: a status comes from outside, and a nightly has not run yet.
  expect(said(gate('kind: checks, names: [nope]'), { checks: no })).toEqual([]);
  expect(said(gate('kind: checks, names: [nope]'), { workflows: no })).toEqual([]);
});
