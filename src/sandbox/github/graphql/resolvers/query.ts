import { isoTime } from '../../commit-data.ts';
import { userOf } from '../../people.ts';
import { notFound, Refused } from '../errors.ts';
import type { Context, Resolvers } from '../types.ts';
import { nodeOf } from './node.ts';
import { ownRepository } from './owner.ts';
import { account, organizationOf, userNamed, viewerOf } from './people.ts';
import { search } from './search.ts';

function rateLimit({ state, price }: Context) {
  const { limit, used, resetsAt } = state.rateLimit;
  // A limit of 0 counts nothing: then GitHub Enterprise Server answers null (fact 42).
  if (limit === 0) return null;
  const { cost, nodeCount } = price;
  return { cost, nodeCount, limit, used, remaining: Math.max(0, limit - used), resetAt: isoTime(resetsAt) };
}

export const Query: Resolvers<undefined> = {
  viewer: (_, __, context) => viewerOf(context),
  rateLimit: (_, __, context) => rateLimit(context),
  repository: (_, { owner = '', name = '' }, context) => {
    const found = ownRepository(context, owner, name);
    if (found === null) throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
    return found;
  },
  organization: (_, { login = '' }, { state }) => {
    const found = organizationOf(state, login);
    if (found === null) throw notFound(`Could not resolve to an Organization with the login of '${login}'.`);
    return account(found);
  },
  user: (_, { login = '' }, { state }) => {
    const found = userOf(state, login);
    if (found?.type !== 'User') throw notFound(`Could not resolve to a User with the login of '${login}'.`);
    return userNamed(found);
  },
  repositoryOwner: (_, { login = '' }, { state }) => {
    const found = organizationOf(state, login) ?? userOf(state, login);
    return found === null || found.type === 'Bot' ? null : account(found);
  },
  node: (_, { id = '' }, context) => nodeOf(context, id),
  nodes: (_, { ids = [] }, context) => {
    if (ids.length > 100)
      throw new Refused(
        'ARGUMENT_LIMIT',
        `You may not provide more than 100 node ids; you provided ${ids.length}.`,
      );
    return ids.map((id) => nodeOf(context, id));
  },
  search: (_, args, context) => search(args, context),
};
