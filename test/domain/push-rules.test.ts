import { describe, expect, it } from 'vitest';
import { pushRuleKinds, ruleOfReason, ruleRemedy } from '../../src/domain/push-rules.ts';

/** What GitHub says for a refused ref, a line each (facts 27, 28, 43, 46 and 47), and the rule behind it. */
const said: [string, string][] = [
  ['Changes must be made through a pull request.', 'pull-request'],
  ['Changes must be made through the merge queue', 'merge-queue'],
  ['A pull request for this branch has been added to a merge queue.', 'merge-queue'],
  ['Required status check "ci-build" is failing.', 'status-checks'],
  ['3 of 3 required status checks are expected.', 'status-checks'],
  ['This branch must not contain merge commits.', 'linear-history'],
  ['Commits must have verified signatures.', 'signatures'],
  ['Cannot create ref due to creations being restricted.', 'creation'],
  ['Cannot update this protected ref.', 'update'],
  ['Cannot delete this tag', 'deletion'],
  ['Cannot delete a protected branch', 'deletion'],
  ['Cannot force-push to this branch', 'force-push'],
  ['Cannot change this locked branch', 'locked'],
  ["You're not authorized to push to this branch.", 'pushers'],
  ["Required workflow 'Audit' is not satisfied", 'workflows'],
  ['Code scanning is waiting for results from CodeQL for the commit cfbb5c1.', 'code-scanning'],
  ['Missing successful active staging deployment.', 'deployments'],
  ['Commit message must match a given regex pattern: ^file path', 'commit-message'],
  ['Branch name must match a given regex pattern: ^feature/', 'branch-name'],
  ['Push cannot contain secrets', 'secrets'],
  ['File path is restricted', 'file-paths'],
  ['tag_name was used by an immutable release', 'immutable-tag'],
];

describe('the rule behind a refused push', () => {
  it.each(said)('%s', (reason, kind) => {
    expect(ruleOfReason(reason)).toBe(kind);
  });

  it('is none where GitHub says something else', () => {
    expect(ruleOfReason('the moon is not full')).toBeNull();
  });

  it.each(pushRuleKinds)('%s has a way on', (kind) => {
    expect(ruleRemedy(kind, 'cut')).toMatch(/\w/);
  });

  it('names the way by a PR first, where there is one for what was pushed', () => {
    expect(ruleRemedy('pull-request', 'pick')).toMatch(
      /^put `pick: \{ deliver: pull-request \}`.*; or ask an admin/,
    );
    expect(ruleRemedy('pull-request', 'cut')).toMatch(/^ask an admin/);
    expect(ruleRemedy('creation', 'pick')).toMatch(/^ask an admin/);
  });
});
