import { beforeAll, expect, test } from 'vitest';
import { type BranchRules, noRules } from '../../../src/domain/branch-rules.ts';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { SyncRequest } from '../../../src/domain/sync-request.ts';
import { syncWay } from '../../../src/facts/sync/way.ts';
import type { World } from '../../../src/facts/world.ts';
import { openRepository, type Repository } from '../../../src/git/repository.ts';
import { policyOf, shaOf } from '../../support/gate-facts.ts';
import { emptyRepository } from '../../support/git-history.ts';
import { basis } from '../../support/plan-facts.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

let repo: Repository;
beforeAll(async () => {
  repo = await openRepository(emptyRepository());
});

const request: SyncRequest = {
  ...{ into: [], deliver: null, onConflict: null, includeReverted: false },
  ...{ terminal: false, attended: false, resolutions: [], skips: [] },
};
const plain = policyOf('version: 1');
const pushing = policyOf('version: 1\nsync: { deliver: push }');
const asking = policyOf('version: 1\nsync: { deliver: pull-request }');
const picking = policyOf('version: 1\npick: { deliver: pull-request }');
const sign = async () => '';
const signer = { commits: true, commit: sign, tag: sign } as unknown as World['signer']; // only `commits` is asked
const hidden: BranchRules = { ...noRules, hidden: true };

const way = (
  rules: Read<BranchRules> | null,
  policy: Policy,
  kind: 'develop' | 'rc',
  more: Partial<World> = {},
) => {
  const github = rules === null ? null : { ...gitHubOf([]), branchRules: async () => rules };
  const world = worldOf(repo, { devel: shaOf('d') }, github, { policy, ...more });
  const target = { branch: 'devel', version: null, tip: shaOf('d') };
  return syncWay(world, { kind, target }, { request, stamp: basis.stamp });
};

test.each<[string, Read<BranchRules> | null, Policy, 'develop' | 'rc', boolean, number]>([
  ['nothing is demanded', found(noRules), plain, 'develop', false, 0],
  ['a PR is demanded', found({ ...noRules, byPullRequest: ['checks'] }), plain, 'develop', true, 0],
  ['others may push', found({ ...noRules, pushers: ['dora'] }), plain, 'rc', true, 0],
  ['the actor may push', found({ ...noRules, pushers: ['rita'] }), plain, 'rc', false, 0],
  ['commits must be signed', found({ ...noRules, signed: true }), plain, 'develop', true, 0],
  ['a linear history is pushed', found({ ...noRules, linear: true }), plain, 'develop', false, 0],
  ['the rules are hidden', found(hidden), plain, 'develop', true, 1],
  ['the rules cannot be read', unreadable('GitHub answered 403'), plain, 'rc', true, 1],
  ['the policy pushes all the same', found(hidden), pushing, 'rc', false, 0],
  ['the policy wants a PR', found(noRules), asking, 'develop', true, 0],
  ['picks go by PR', found(noRules), picking, 'rc', true, 0],
  ['picks go by PR, and this is no RC', found(noRules), picking, 'develop', false, 0],
  ['there is no GitHub', null, plain, 'develop', false, 0],
])('by a PR or not: %s', async (_, rules, policy, kind, byRequest, warnings) => {
  const found = await way(rules, policy, kind);
  expect([found.byRequest, found.warnings.length]).toEqual([byRequest, warnings]);
});

test('who signs pushes where commits must be signed; a PR without GitHub cannot be', async () => {
  const signed = found({ ...noRules, signed: true });
  expect((await way(signed, plain, 'develop', { signer })).byRequest).toBe(false);
  await expect(way(null, asking, 'develop')).rejects.toMatchObject({ code: 'usage' });
});
