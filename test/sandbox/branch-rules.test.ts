import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noRules } from '../../src/domain/branch-rules.ts';
import { connectGitHub } from '../../src/github/github.ts';
import type { RulesetRule } from '../../src/sandbox/github/rule-forms.ts';
import type { Protection } from '../../src/sandbox/github/state.ts';
import { type Embedded, embedded } from '../support/embedded.ts';
import { connectTo, stubGitHub } from '../support/stub-github.ts';

const classic: Protection = {
  branch: 'main',
  requiredStatusChecks: null,
  requiresPullRequest: null,
  requiresLinearHistory: true,
  requiresSignatures: false,
  allowsForcePushes: false,
  allowsDeletions: false,
  locked: false,
  enforceAdmins: false,
  restrictedTo: ['dora'],
};
const review = {
  dismiss_stale_reviews_on_push: false,
  require_code_owner_review: false,
  require_last_push_approval: false,
  required_approving_review_count: 0,
  required_review_thread_resolution: false,
} as const;
const rules: RulesetRule[] = [
  { type: 'pull_request', parameters: { ...review, allowed_merge_methods: ['squash', 'rebase'] } },
  { type: 'required_signatures' },
];

let world: Embedded;
beforeAll(async () => {
  world = await embedded((state) => {
    state.protections = [classic];
    state.rulesets = [
      { id: 7, branches: ['topic', 'not-there'], rules },
      { id: 8, branches: ['clash'], rules: [{ type: 'required_linear_history' }] },
    ];
  });
});
afterAll(() => world.remove());

/** What the client reads of a branch's rules; every request and answer is held against GitHub's description. */
async function rulesOf(login: string, branch: string) {
  const github = connectGitHub({
    host: 'github.com',
    apiUrl: 'http://localhost',
    slug: { owner: 'acme', name: 'shop' },
    token: `sandbox:${login}`,
    fetch: (input, init) => world.github.fetch(new Request(input, init)),
  });
  const read = await github.branchRules(branch);
  if (!read.ok) throw new Error(read.why);
  return read.value;
}

const linear = { ...noRules, linear: true, mergesPullRequests: false };
const guarded = {
  ...noRules,
  ...{ byPullRequest: ['changes have to come by a PR'], mergesPullRequests: false, signed: true },
};

describe('the rules of a branch', () => {
  it.each([
    ['rita', 'rc/1.0', noRules],
    ['rita', 'main', { ...linear, pushers: ['dora'] }],
    ['dora', 'main', { ...noRules, hidden: true }],
    ['dora', 'clash', linear],
    ['dora', 'topic', guarded],
    ['dora', 'not-there', guarded],
  ])('%s is told of %s', async (login, branch, told) => {
    expect(await rulesOf(login, branch)).toEqual(told);
  });

  it('of a ruleset are kept by pushes and by merges of PRs, in the words of GitHub', async () => {
    const merge = () =>
      execFileSync('git', ['push', world.git('rev-parse', '--absolute-git-dir'), 'HEAD:refs/heads/topic'], {
        cwd: clone(),
        stdio: 'pipe',
      });
    expect(merge).toThrow(/GH013: Repository rule violations(.|\n)*through a pull request/);
    const { number } = (
      await world.ask('dora', 'POST ~/pulls', { title: 'Clash', head: 'topic', base: 'clash' })
    ).body;
    const answer = await world.ask('dora', `PUT ~/pulls/${number}/merge`, { merge_method: 'merge' });
    expect(JSON.stringify(answer.body)).toContain('Merge commits are not allowed');
  });

  it('are those of an old Enterprise Server without rulesets, too; what may not be read is said', async () => {
    const stub = await stubGitHub(({ path }) => {
      if (path.includes('/rules/')) return { status: 404, body: { message: 'Not Found' } };
      if (path.endsWith('/branches/devel')) return { body: { name: 'devel', protected: false } };
      return { body: { allow_merge_commit: false } };
    });
    const read = await connectTo(stub).github.branchRules('devel');
    expect(read).toEqual({ ok: true, value: { ...noRules, mergesPullRequests: false } });
    const refusing = await stubGitHub(() => ({ status: 403, body: { message: 'Resource not accessible' } }));
    expect(await connectTo(refusing).github.branchRules('devel')).toMatchObject({ ok: false });
  });
});

/** A clone on a commit that topic has not. */
function clone(): string {
  const dir = `${world.dir}/clone`;
  execFileSync('git', ['clone', '--quiet', '--branch', 'topic', `${world.dir}/origin.git`, dir]);
  execFileSync('git', ['commit', '--quiet', '--allow-empty', '-m', 'More'], { cwd: dir });
  return dir;
}
