import { association } from '../../rest/shapes/user.ts';
import { nothing } from '../connection.ts';
import { type Resolver, type Resolvers, type Typed, typed } from '../types.ts';
import { repository } from './owner.ts';
import { actor } from './people.ts';

const reactions = ['THUMBS_UP', 'THUMBS_DOWN', 'LAUGH', 'HOORAY', 'CONFUSED', 'HEART', 'ROCKET', 'EYES'];
const asReactionGroup = typed<string>('ReactionGroup');

/** GitHub names every reaction; nobody reacts in a sandbox. */
export const reactionGroups = (): Typed<string>[] => reactions.map(asReactionGroup);
export const ReactionGroup: Resolvers<string> = { content: (content) => content, users: nothing };

interface Written {
  readonly author: string | null;
  readonly body: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What GitHub's Comment interface asks of everything a person wrote. */
export const written: Resolvers<Written> = {
  author: ({ author }, _, context) => actor(context, author),
  authorAssociation: ({ author }, _, context) => association(context, author),
  body: ({ body }) => body ?? '',
  bodyText: ({ body }) => body ?? '',
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  publishedAt: ({ createdAt }) => createdAt,
  includesCreatedEdit: ({ createdAt, updatedAt }) => updatedAt > createdAt,
  lastEditedAt: ({ createdAt, updatedAt }) => (updatedAt > createdAt ? updatedAt : null),
  viewerDidAuthor: ({ author }, _, { viewer }) => author === viewer.login,
  reactionGroups,
  repository: () => repository,
};

/** The same fields for something that holds what was written. */
export const writtenIn = <S>(of: (source: S) => Written): Resolvers<S> =>
  Object.fromEntries(
    Object.entries(written).map(([name, resolve]): [string, Resolver<S>] => [
      name,
      (source, args, context) => resolve(of(source), args, context),
    ]),
  );
