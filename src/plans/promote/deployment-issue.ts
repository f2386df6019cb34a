import type { DeploymentItem } from '../../domain/deployment.ts';
import { codeText, plainText } from '../../domain/markdown.ts';
import { fillPattern } from '../../domain/pattern.ts';
import type { Stamp } from '../../domain/plan.ts';
import type { Policy } from '../../domain/policy.ts';
import { releaseTitle, trainName } from '../../domain/train-name.ts';
import type { OpenIssue } from '../../steps/open-issue.ts';

/** Where the issue is opened, and what is to be done. */
export interface DeploymentPlace {
  /** Where GitHub shows the repository: `https://github.com/acme/shop`. */
  readonly page: string;
  /** What is to be done, in order. `onRecord`: the item of a checklist gate, which is ticked by `rel tick`. */
  readonly items: readonly (DeploymentItem & { readonly onRecord: boolean })[];
}

export interface DeploymentIssueFacts {
  readonly policy: Policy;
  readonly stamp: Stamp;
  readonly version: string;
  /** The release's tag, and the commit that it is on. */
  readonly tag: string;
  readonly sha: string;
  /** Null: there is no GitHub, or the policy asks for no issue. */
  readonly deployment: DeploymentPlace | null;
}

/** The issue from which a release is deployed, if any: links, and a box for each item with its role and who holds it. */
export function deploymentIssue(facts: DeploymentIssueFacts): OpenIssue[] {
  const { policy, stamp, version, tag, sha, deployment } = facts;
  if (policy.deployment === undefined || deployment === null) return [];
  const { title, labels, assignees } = policy.deployment.issue;
  const product = policy.product?.name;
  // The operation's id is known to nobody before: no issue that is there already can pass for this one.
  const marker = `<!-- rel:deployment ${trainName({ version, product })} ${stamp.id} -->`;
  const release = `${deployment.page}/releases/tag/${encodeURIComponent(tag)}`;
  const tree = `${deployment.page}/tree/${encodeURIComponent(tag)}`;
  const name = releaseTitle(policy.product, version);
  const lines = [
    marker,
    `Deploy [${plainText(name)}](${release}): the tag [${codeText(tag)}](${tree}), commit ${sha}.`,
    ...(deployment.items.length === 0 ? [] : ['']),
    ...deployment.items.map((item) => itemLine(item, policy, version)),
    ...next(facts),
  ];
  return [
    {
      ...{ kind: 'open-issue', target: tag, marker, body: `${lines.join('\n')}\n` },
      title: fillPattern(title, { version }),
      labels: labels.map((label) => fillPattern(label, { version })),
      assignees: [...assignees],
    },
  ];
}

/** `- [ ] Back up the database (ops: omar)`, with how it is put on record where it is. */
function itemLine(item: DeploymentPlace['items'][number], policy: Policy, version: string): string {
  const { roles } = policy;
  const { id, text, role, onRecord } = item;
  const rule = Object.hasOwn(roles, role) ? roles[role] : undefined;
  const people = [...(rule?.users ?? []), ...(rule?.teams ?? [])].map(plainText).join(', ');
  const tick = onRecord ? `; on record: ${codeText(`${relOf(policy)} tick ${id} ${version}`)}` : '';
  return `- [ ] ${plainText(text)} (**${plainText(role)}**${people === '' ? '' : `: ${people}`})${tick}`;
}

/** What a command begins with. */
const relOf = ({ product }: Policy): string =>
  product === undefined ? 'rel' : `rel --product ${product.name}`;

/** What is said of it on record, where the policy has hand-over points that come after the release. */
function next({ policy, version }: DeploymentIssueFacts): string[] {
  if (policy.handOver.length === 0) return [];
  return ['', `Whose turn it is: ${codeText(`${relOf(policy)} status ${version}`)}`];
}
