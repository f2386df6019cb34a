import { checklist } from '../../gates/checklist.ts';
import type { DeploymentPlace } from '../../plans/promote/deployment-issue.ts';
import type { World } from '../world.ts';

/** Where the deployment issue is opened, and what is to be done; null without GitHub, and where none is asked for. */
export function deploymentPlace({
  policy,
  github,
}: Pick<World, 'policy' | 'github'>): DeploymentPlace | null {
  const { deployment, gates } = policy;
  if (deployment === undefined || github === null) return null;
  const { host, slug } = github;
  const rule = Object.values(gates)
    .flat()
    .find(({ id, kind }) => kind === checklist.kind && id === deployment.checklist);
  const listed = rule === undefined ? [] : checklist.schema.parse(rule).items;
  const items = [
    ...listed.map((item) => ({ ...item, onRecord: true })),
    ...deployment.items.map((item) => ({ ...item, onRecord: false })),
  ];
  return { page: `https://${host}/${slug.owner}/${slug.name}`, items };
}
