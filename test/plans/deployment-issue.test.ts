import { describe, expect, test } from 'vitest';
import { type DeploymentIssueFacts, deploymentIssue } from '../../src/plans/promote/deployment-issue.ts';
import { policyOf, shaOf } from '../support/gate-facts.ts';
import { basis } from '../support/plan-facts.ts';

const policy = policyOf(`
version: 1
roles: { ops: { users: [omar], teams: [acme/ops_team] }, support: {} }
deployment:
  issue: { title: "Ship {version}", labels: [deployment, "train/{version}"], assignees: [omar] }
`);
const facts: DeploymentIssueFacts = {
  ...{ policy, stamp: basis.stamp, version: '1.8.0', tag: 'v1.8.0', sha: shaOf('c') },
  deployment: {
    page: 'https://github.com/acme/shop',
    items: [
      { id: 'backup', text: 'Back up the database', role: 'ops', onRecord: true },
      { id: 'tell', text: 'Tell @everybody *now*\n- [x] done', role: 'support', onRecord: false },
    ],
  },
};
const issueOf = (over: Partial<DeploymentIssueFacts> = {}) => {
  const [issue] = deploymentIssue({ ...facts, ...over });
  if (issue === undefined) throw new Error('no issue');
  return issue;
};

describe('the deployment issue', () => {
  test('has links, and a box for each item with its role and who holds it', () => {
    const { body, ...issue } = issueOf();
    expect(issue).toEqual({
      ...{ kind: 'open-issue', target: 'v1.8.0', title: 'Ship 1.8.0' },
      ...{ labels: ['deployment', 'train/1.8.0'], assignees: ['omar'] },
      marker: `<!-- rel:deployment 1.8.0 ${basis.stamp.id} -->`,
    });
    expect(body).toBe(
      `<!-- rel:deployment 1.8.0 ${basis.stamp.id} -->
Deploy [1.8.0](https://github.com/acme/shop/releases/tag/v1.8.0): the tag [\`v1.8.0\`](https://github.com/acme/shop/tree/v1.8.0), commit ${shaOf('c')}.

- [ ] Back up the database (**ops**: omar, acme/ops\\_team); on record: \`rel tick backup 1.8.0\`
- [ ] Tell @\u200beverybody \\*now\\* - \\[x\\] done (**support**)
`,
    );
  });

  test('of a product says which, and how to name it', () => {
    const product = { name: 'scp', title: 'Supply [Chain]', paths: [] };
    const { body, marker } = issueOf({ policy: { ...policy, product }, tag: 'scp/v1.8.0 #1' });
    expect(marker).toContain('rel:deployment scp@1.8.0 ');
    expect(body).toContain(
      '[Supply \\[Chain\\] 1.8.0](https://github.com/acme/shop/releases/tag/scp%2Fv1.8.0%20%231)',
    );
    expect(body).toContain('`rel --product scp tick backup 1.8.0`');
  });

  test('says where to see whose turn it is, where versions are handed over', () => {
    const { handOver } = policyOf('version: 1\nhandOver: [{ id: x, from: qa, to: ops }]');
    expect(issueOf({ policy: { ...policy, handOver } }).body).toContain(
      '\nWhose turn it is: `rel status 1.8.0`\n',
    );
  });

  test.each<[string, Partial<DeploymentIssueFacts>]>([
    ['without GitHub', { deployment: null }],
    ['where the policy asks for none', { policy: policyOf('version: 1') }],
  ])('is not opened %s', (_, over) => {
    expect(deploymentIssue({ ...facts, ...over })).toEqual([]);
  });
});
