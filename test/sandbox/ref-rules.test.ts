import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectGitHub, type GitHub } from '../../src/github/github.ts';
import { NewRuleset } from '../../src/sandbox/github/rule-forms.ts';
import type { Protection } from '../../src/sandbox/github/state.ts';
import { type Embedded, embedded } from '../support/embedded.ts';
import { connectTo, stubGitHub } from '../support/stub-github.ts';

const classic = (branch: string, more: Partial<Protection>): Protection => ({
  ...{ branch, requiredStatusChecks: null, requiresPullRequest: null, requiresLinearHistory: false },
  ...{ requiresSignatures: false, allowsForcePushes: true, allowsDeletions: true, locked: false },
  ...{ enforceAdmins: true, restrictedTo: null, ...more },
});

let world: Embedded;
beforeAll(async () => {
  world = await embedded((state) => {
    state.protections = [
      classic('main', { requiresLinearHistory: true, restrictedTo: ['dora'] }),
      classic('rc/*', { enforceAdmins: false, requiresPullRequest: { approvals: 0, dismissStale: false } }),
    ];
    state.rulesets = [
      {
        id: 1,
        ...NewRuleset.parse({
          name: 'RCs',
          branches: ['rc/**/*'],
          rules: [{ type: 'creation' }],
          bypass: ['dora'],
        }),
      },
      {
        id: 2,
        ...NewRuleset.parse({ name: 'Tags', target: 'tag', branches: ['v*'], rules: [{ type: 'update' }] }),
      },
      {
        id: 3,
        ...NewRuleset.parse({
          name: 'Files',
          target: 'push',
          rules: [{ type: 'max_file_size', parameters: { max_file_size: 2 } }],
        }),
      },
    ];
  });
});
afterAll(() => world.remove());

/** rel's client, each of whose requests and answers is held against GitHub's description. */
const as = (login: string): GitHub =>
  connectGitHub({
    ...{ host: 'github.com', apiUrl: 'http://localhost', slug: { owner: 'acme', name: 'shop' } },
    ...{ token: `sandbox:${login}`, tokenFrom: 'GH_TOKEN' },
    fetch: (input, init) => world.github.fetch(new Request(input, init)),
  });

const refs = [
  'refs/heads/main',
  'refs/heads/rc/1.0',
  'refs/heads/rc/1.1',
  'refs/tags/v1.0.0',
  'refs/rel/ledger',
];
const there = refs.slice(0, 2);

async function rulesOf(login: string): Promise<unknown> {
  const asked = { refs, there, defaultBranch: 'main', login, isAdmin: login === 'rita' };
  const { of, ofPushes, hidden } = await as(login).refRules(asked);
  const words = [...of].map(([ref, rules]) => [
    ref.slice('refs/'.length),
    rules.map((r) => `${r.kind} ${r.bypass}`),
  ]);
  return {
    ...Object.fromEntries(words.filter(([, rules]) => rules?.length !== 0)),
    pushes: ofPushes.map(({ kind, most }) => `${kind} ${most}`),
    hidden: hidden.map(({ what }) => what),
  };
}

describe('every rule of a ref', () => {
  it('is read for an admin, who bypasses what is not enforced for admins', async () => {
    expect(await rulesOf('rita')).toEqual({
      'heads/main': ['linear-history never', 'pushers never'],
      'heads/rc/1.0': ['pull-request always', 'creation never'],
      'heads/rc/1.1': ['pull-request always', 'creation never'],
      'tags/v1.0.0': ['update never'],
      ...{ pushes: ['file-size 2097152'], hidden: [] },
    });
  });

  it('is read for others as far as GitHub shows it; what it hides is named, and not taken for none', async () => {
    expect(await rulesOf('dora')).toEqual({
      'heads/main': ['linear-history never'],
      'heads/rc/1.0': ['pull-request never', 'creation always'],
      'heads/rc/1.1': ['creation always'],
      'tags/v1.0.0': ['update never'],
      pushes: ['file-size 2097152'],
      hidden: [
        'the branch protection that is waiting for rc/1.1',
        'a lock, and required deployments, in the branch protection of main, rc/1.0',
      ],
    });
  });

  it('that could not be read is hidden: a ruleset that is refused, and one that is gone', async () => {
    for (const status of [403, 404]) {
      const stub = await stubGitHub(({ path }) => {
        if (path.endsWith('/rulesets')) return { body: [{ id: 7, name: 'X', enforcement: 'active' }] };
        if (path.endsWith('/rulesets/7')) return { status, body: { message: 'Not for you' } };
        return { body: { data: { repository: {} } } };
      });
      const asked = { refs: ['refs/tags/v1'], there: [], defaultBranch: 'main', login: 'x', isAdmin: false };
      const { hidden } = await connectTo(stub).github.refRules(asked);
      expect(hidden).toEqual([
        expect.objectContaining({ what: 'rulesets', why: expect.stringContaining('Not for you') }),
      ]);
    }
  });
});

describe('what GitHub says of the repository and the token', () => {
  it('is one request; settings that only admins see are their own', async () => {
    const setup = await as('rita').setup();
    expect(setup).toMatchObject({
      ok: true,
      value: { archived: false, role: 'admin', defaultBranch: 'main' },
    });
    expect(await as('dora').setup()).toMatchObject({
      value: { role: 'write', token: { scopes: ['read:org', 'repo', 'workflow'] } },
    });
    expect(as('dora').token).toEqual({ kind: 'other', from: 'GH_TOKEN' });
    const told = {
      immutableReleases: { ok: true, value: false },
      actionsPullRequests: { ok: true, value: false },
    };
    expect(await as('rita').adminSettings()).toEqual(told);
    expect(await as('dora').adminSettings()).toMatchObject({
      immutableReleases: { ok: false },
      actionsPullRequests: { ok: false },
    });
  });

  it('is read off the headers, where there are any', async () => {
    const stub = await stubGitHub(() => ({
      body: {
        archived: true,
        disabled: false,
        has_issues: false,
        default_branch: 'devel',
        permissions: { pull: true },
      },
      headers: {
        ...{
          'github-authentication-token-expiration': '2027-01-01 00:00:00 UTC',
          'x-ratelimit-limit': '1000',
        },
        ...{
          'x-ratelimit-remaining': '7',
          'x-ratelimit-reset': '1800000000',
          date: 'Sat, 21 Nov 2026 14:00:00 GMT',
        },
      },
    }));
    expect(await connectTo(stub).github.setup()).toMatchObject({
      value: {
        ...{ archived: true, issues: false, role: 'read' },
        token: {
          ...{ scopes: null, expires: '2027-01-01 00:00:00 UTC', clock: Date.UTC(2026, 10, 21, 14) },
          limit: { left: 7, of: 1000, resetsAt: 1_800_000_000_000 },
        },
      },
    });
  });
});
