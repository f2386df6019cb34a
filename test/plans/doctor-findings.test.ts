import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { CloneFacts, DoctorFacts, GitHubFacts, RemoteFacts } from '../../src/domain/doctor-facts.ts';
import { found, unreadable } from '../../src/domain/errors.ts';
import { pushRuleKinds } from '../../src/domain/push-rules.ts';
import type { RepositorySetup } from '../../src/domain/repository-setup.ts';
import { diagnose, doctorTrouble } from '../../src/plans/doctor/diagnose.ts';
import { loadPolicy } from '../../src/policy/load.ts';

const sha = 'a'.repeat(40);
const now = Date.UTC(2026, 10, 21, 14, 0);
const refsOf = (...names: string[]) =>
  new Map(names.map((name) => [`refs/heads/${name}`, { name: `refs/heads/${name}`, sha, commit: sha }]));

const clone: CloneFacts = {
  ...{ git: '2.50.1', shallow: false, partial: false, bare: false, pending: null },
  identity: found('Rita <rita@example.com>'),
  signing: found({ commits: false, tags: false, hasKey: false }),
};
const remote: RemoteFacts = {
  ...{
    name: 'origin',
    by: null,
    trouble: null,
    url: 'https://github.com/acme/shop',
    pushUrl: null,
    push: found(true),
  },
  read: found({ refs: refsOf('devel', 'main'), head: 'refs/heads/devel' }),
};
const setup: RepositorySetup = {
  ...{
    archived: false,
    disabled: false,
    issues: true,
    mergeCommits: true,
    defaultBranch: 'devel',
    role: 'admin',
  },
  token: { scopes: ['repo', 'workflow', 'read:org'], expires: null, limit: null, clock: now },
};
const github: GitHubFacts = {
  ...{ repository: 'acme/shop', host: 'github.com', inActions: false, unreachable: null },
  token: { kind: 'classic', from: 'GH_TOKEN' },
  login: found('rita'),
  setup: found(setup),
  rules: found({ of: new Map(), ofPushes: [], hidden: [] }),
  immutableReleases: found(false),
  actionsPullRequests: found(true),
};
const history = { tips: new Map(), newest: [], workflows: [] };

function policyOf(text = ''): DoctorFacts['policy'] {
  const loaded = loadPolicy(`version: 1\n${text}`, 'policy');
  if (!loaded.ok) throw new Error('no policy');
  return {
    policies: [loaded.policy],
    from: 'origin/devel:.releaserc.yaml',
    trouble: null,
    warnings: [],
    notLookedAt: [],
  };
}
const facts: DoctorFacts = { now, node: '20.17.0', clone, remote, policy: policyOf(), github, history };

const with_ = {
  clone: (more: Partial<CloneFacts>) => ({ ...facts, clone: { ...clone, ...more } }),
  remote: (more: Partial<RemoteFacts>) => ({ ...facts, remote: { ...remote, ...more } }),
  github: (more: Partial<GitHubFacts>) => ({ ...facts, github: { ...github, ...more } }),
  setup: (more: Partial<RepositorySetup>) => with_.github({ setup: found({ ...setup, ...more }) }),
  token: (more: Partial<RepositorySetup['token']>) => with_.setup({ token: { ...setup.token, ...more } }),
};
const bot = {
  login: found('github-actions[bot]'),
  token: { kind: 'installation', from: 'GITHUB_TOKEN' },
} as const;
const workflows = { ...history, workflows: ['.github/workflows/ci.yml'] };
const deployment = 'deployment: { issue: { title: "Deploy {version}" } }\n';

/** What is otherwise than it should be, and what is found: `STATE CODE`, beside what is ok. */
const table: [name: string, asked: DoctorFacts, told: string[]][] = [
  ['all is well', facts, []],
  ['an old git', with_.clone({ git: '2.37.9' }), ['problem git.version']],
  ['the oldest git that works', with_.clone({ git: '2.38.0' }), []],
  ['a shallow clone', with_.clone({ shallow: true }), ['problem clone.shallow']],
  ['a bare, partial clone', with_.clone({ bare: true, partial: true }), []],
  ['nobody commits', with_.clone({ identity: unreadable('no name') }), ['problem git.identity']],
  ['signing is set up wrong', with_.clone({ signing: unreadable('gpg.format') }), ['problem git.signing']],
  [
    'no key is named',
    with_.clone({ signing: found({ commits: true, tags: false, hasKey: false }) }),
    ['warning git.signing'],
  ],
  [
    'an operation waits',
    with_.clone({ pending: { code: 'pending', message: 'x', remedy: 'y' } }),
    ['problem clone.pending'],
  ],
  ['no remote', with_.remote({ url: null, read: unreadable('none') }), ['problem remote.url']],
  [
    'no remote can be chosen',
    with_.remote({ url: null, trouble: { code: 'no-remote', message: 'several', remedy: 'say which one' } }),
    ['problem remote.url'],
  ],
  ['it does not answer', with_.remote({ read: unreadable('no route') }), ['problem remote.read']],
  [
    'its HEAD is gone',
    with_.remote({ read: found({ refs: refsOf('devel', 'main'), head: null }) }),
    ['warning remote.head'],
  ],
  ['it is pushed to elsewhere', with_.remote({ pushUrl: 'https://elsewhere' }), ['warning remote.push-url']],
  ['it lets nobody push', with_.remote({ push: unreadable('403') }), ['problem remote.push']],
  [
    'there is no branch',
    with_.remote({ push: null, read: found({ refs: new Map(), head: null }) }),
    ['problem remote.develop', 'unknown remote.push', 'warning remote.head', 'warning remote.production'],
  ],
  [
    'a branch where a folder goes',
    with_.remote({
      read: found({ refs: refsOf('devel', 'main', 'rc', 'hotfix'), head: 'refs/heads/devel' }),
    }),
    ['problem remote.clash', 'problem remote.clash'],
  ],
  [
    'no policy',
    {
      ...facts,
      policy: {
        ...policyOf(),
        policies: [],
        from: null,
        trouble: { code: 'no-policy', message: 'none', remedy: 'run: rel init' },
      },
    },
    ['problem policy.none'],
  ],
  [
    'a signed ledger, and no key',
    {
      ...facts,
      policy: policyOf(
        'ledger: { signed: true, keys: [{ login: rita, key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f" }] }\n',
      ),
    },
    ['problem ledger.key'],
  ],
  [
    'no GitHub at all',
    with_.github({ repository: null, token: null, login: null, setup: null, rules: null }),
    [],
  ],
  ['no token', with_.github({ token: null, login: null, rules: null }), ['problem token.none']],
  [
    'a token that GitHub does not take',
    with_.github({ login: unreadable('401'), rules: null }),
    ['problem token.login'],
  ],
  [
    'GitHub does not answer',
    with_.github({ unreachable: { code: 'github-unreachable', message: 'no', remedy: 'wait' }, rules: null }),
    ['problem github.unreachable'],
  ],
  [
    'the token may not see it',
    with_.github({ setup: unreadable('404'), rules: null }),
    ['problem repository.hidden'],
  ],
  ['its owner may only read', with_.setup({ role: 'read' }), ['problem token.role']],
  ['GitHub does not say what it may', with_.setup({ role: null }), ['unknown token.role']],
  ['a token for nothing', with_.token({ scopes: [] }), ['problem token.scopes']],
  ['a token that sees no teams', with_.token({ scopes: ['repo', 'workflow'] }), ['warning token.scopes']],
  ['a token that ends soon', with_.token({ expires: '2026-11-25 10:00:00 UTC' }), ['warning token.expires']],
  ['a token that ends later', with_.token({ expires: '2027-11-25 10:00:00 UTC' }), []],
  [
    'few requests are left',
    with_.token({ limit: { left: 5, of: 1000, resetsAt: now } }),
    ['warning token.limit'],
  ],
  ['a clock of its own', with_.token({ clock: now - 300_000 }), ['warning clock.skew']],
  ['no scope for workflows, none changed', with_.token({ scopes: ['repo', 'read:org'] }), []],
  [
    'no scope for workflows, one changed',
    { ...with_.token({ scopes: ['repo', 'read:org'] }), history: workflows },
    ['problem token.workflows'],
  ],
  [
    'GITHUB_TOKEN',
    { ...with_.github({ ...bot, inActions: true }), history: workflows },
    ['problem token.workflows', 'warning token.starts-nothing'],
  ],
  ['archived', with_.setup({ archived: true }), ['problem repository.state']],
  ['no issues', with_.setup({ issues: false }), []],
  [
    'no issues, and one is asked for',
    { ...with_.setup({ issues: false }), policy: policyOf(deployment) },
    ['problem repository.issues'],
  ],
  [
    'no merge commits',
    { ...with_.setup({ mergeCommits: false }), policy: policyOf('promote: { deliver: pull-request }\n') },
    ['problem repository.merge-commits'],
  ],
  ['immutable releases', with_.github({ immutableReleases: found(true) }), ['warning repository.immutable']],
  [
    'settings that could not be read',
    with_.github({ immutableReleases: unreadable('403', 'administration: read') }),
    ['unknown repository.immutable'],
  ],
  [
    'workflows may open no PRs, in one',
    with_.github({ actionsPullRequests: found(false), inActions: true }),
    ['warning repository.actions-prs'],
  ],
  ['the rules could not be read', with_.github({ rules: unreadable('403') }), ['unknown rules.hidden']],
];

describe('what the doctor finds', () => {
  it.each(table)('%s', (_name, asked, told) => {
    const { findings, ready } = diagnose(asked);
    const bad = findings.filter(({ state }) => state !== 'ok').map(({ state, code }) => `${state} ${code}`);
    expect(bad.sort()).toEqual(told);
    expect(ready).toBe(!told.some((line) => line.startsWith('problem')));
    for (const { state, remedy } of findings) if (state === 'problem') expect(remedy).toMatch(/\w/);
  });
});

test('the remote is told with what chose it, and what to do where nothing could', () => {
  const told = (more: Partial<RemoteFacts>) =>
    diagnose(with_.remote(more)).findings.find(({ code }) => code === 'remote.url');
  expect(told({})?.message).toBe('origin is https://github.com/acme/shop');
  expect(told({ name: 'up', by: 'rel.remote' })?.message).toContain(
    'up is https://github.com/acme/shop (chosen by rel.remote)',
  );
  const trouble = { code: 'no-remote', message: 'several', remedy: 'say which one' } as const;
  expect(told({ url: null, trouble })?.remedy).toBe('say which one');
});

test('the exit code tells a silent remote from one that is not ready', () => {
  const code = (asked: DoctorFacts) => doctorTrouble(diagnose(asked))?.code ?? null;
  expect(code(facts)).toBeNull();
  expect(code(with_.clone({ shallow: true }))).toBe('not-ready');
  expect(code(with_.remote({ read: unreadable('no route') }))).toBe('remote-unreachable');
  const silent = { code: 'github-unreachable', message: 'no', remedy: 'wait' } as const;
  expect(code(with_.github({ unreachable: silent, rules: null }))).toBe('github-unreachable');
});

test('the page about it names every code', () => {
  const top = join(import.meta.dirname, '../..');
  const folder = join(top, 'src/plans/doctor');
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const codes = texts.flatMap((text) =>
    [...text.matchAll(/'((?:[a-z]+)\.[a-z-]+)'/g)].map(([, code]) => code),
  );
  const told = ['rule.force-push', 'rule.deletion', 'rule.immutable-tag', 'rule.secrets']; // never refuse what rel pushes
  const rules = pushRuleKinds.map((kind) => `rule.${kind}`).filter((code) => !told.includes(code));
  const page = readFileSync(join(top, 'docs/doctor.md'), 'utf8');
  expect(codes.length).toBeGreaterThan(30);
  expect(
    [...codes, ...rules].filter((code) => code !== 'github.com' && !page.includes(`\`${code}\``)),
  ).toEqual([]);
});
