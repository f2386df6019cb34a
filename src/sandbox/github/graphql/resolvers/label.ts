import { nodeId } from '../../node-id.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { Issue, Label, Milestone } from '../../state.ts';
import { type ConnectionForm, connection, sorted } from '../connection.ts';
import { type Args, type Context, maybe, type Resolvers, typed } from '../types.ts';
import { issueList, pullList } from './lists.ts';
import { repository } from './owner.ts';
import { actor } from './people.ts';

export const asLabel = typed<Label>('Label');
export const asMilestone = typed<Milestone>('Milestone');
const labels: ConnectionForm<Label> = { node: asLabel, key: ({ id }) => id };
const milestones: ConnectionForm<Milestone> = { node: asMilestone, key: ({ id }) => id };

/** A label by name; one that was deleted since still has its name in the timeline (GitHub keeps the object too). */
export const labelNamed = ({ state }: Context, name: string): Label =>
  state.labels.find((each) => each.name === name) ?? { id: 0, name, color: 'ededed', description: null };

/** Labels as GitHub lists them, only those in `names` where it is given. */
export function labelList(context: Context, args: Args, names?: readonly string[]) {
  const { query, orderBy } = args;
  const all = context.state.labels
    .filter(({ name }) => names === undefined || names.includes(name))
    .filter(({ name, description }) => !query || name.includes(query) || (description ?? '').includes(query));
  const value = (label: Label) => (orderBy?.field === 'NAME' ? label.name.toLowerCase() : label.id);
  return connection(sorted(all, value, orderBy?.direction), args, labels);
}

export const milestoneOf = ({ state }: Context, issue: Issue) =>
  maybe(
    state.milestones.find(({ number }) => number === issue.milestone),
    asMilestone,
  );

export function milestoneList({ state }: Context, args: Args) {
  const { states, query, orderBy } = args;
  const found = state.milestones
    .filter((item) => !states || states.includes(item.state.toUpperCase()))
    .filter(({ title }) => !query || title.toLowerCase().includes(query.toLowerCase()));
  return connection(sorted(found, milestoneOrder(orderBy?.field), orderBy?.direction), args, milestones);
}

function milestoneOrder(field: string | undefined): (item: Milestone) => string | number {
  if (field === 'DUE_DATE') return ({ dueOn }) => dueOn ?? '9999';
  return field === 'UPDATED_AT' ? ({ updatedAt }) => updatedAt : ({ number }) => number;
}

const labelFields: Resolvers<Label> = {
  id: ({ id }) => nodeId('label', id),
  name: ({ name }) => name,
  color: ({ color }) => color,
  description: ({ description }) => description,
  isDefault: () => false,
  repository: () => repository,
  url: ({ name }, _, context) => `${repoWeb(context)}/labels/${encodeURIComponent(name)}`,
  issues: ({ name }, args, context) => issueList(context, args, (issue) => issue.labels.includes(name)),
  pullRequests: ({ name }, args, context) => pullList(context, args, (issue) => issue.labels.includes(name)),
};

const path = ({ number }: Milestone) => `milestone/${number}`;

const milestoneFields: Resolvers<Milestone> = {
  id: ({ id }) => nodeId('milestone', id),
  number: ({ number }) => number,
  title: ({ title }) => title,
  description: ({ description }) => description,
  state: ({ state }) => state.toUpperCase(),
  closed: ({ state }) => state === 'closed',
  closedAt: ({ closedAt }) => closedAt,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  dueOn: ({ dueOn }) => dueOn,
  creator: ({ creator }, _, context) => actor(context, creator),
  repository: () => repository,
  url: (item, _, context) => `${repoWeb(context)}/${path(item)}`,
  resourcePath: (item, _, { state }) => `/${state.owner}/${state.name}/${path(item)}`,
  issues: ({ number }, args, context) => issueList(context, args, (issue) => issue.milestone === number),
  pullRequests: ({ number }, args, context) => pullList(context, args, (issue) => issue.milestone === number),
  progressPercentage: ({ number }, _, { state }) => {
    const inside = state.issues.filter(({ milestone }) => milestone === number);
    const done = inside.filter((issue) => issue.state === 'closed').length;
    return inside.length === 0 ? 0 : (100 * done) / inside.length;
  },
};

export const labelTypes = { Label: labelFields, Milestone: milestoneFields };
