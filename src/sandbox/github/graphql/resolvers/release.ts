import { nodeId } from '../../node-id.ts';
import { may } from '../../people.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { Release } from '../../state.ts';
import { type ConnectionForm, connection, sorted } from '../connection.ts';
import { type Args, type Context, maybe, type Resolvers, typed } from '../types.ts';
import { commitNamed } from './objects.ts';
import { repository } from './owner.ts';
import { person } from './people.ts';
import { refNamed } from './ref.ts';
import { reactionGroups } from './written.ts';

export const asRelease = typed<Release>('Release');
const releases: ConnectionForm<Release> = { node: asRelease, key: ({ id }) => id };

/** Drafts are seen by those who may write, nobody else. */
const seen = ({ state, viewer }: Context): Release[] =>
  state.releases.filter(({ draft }) => !draft || may(state, viewer.login, 'write'));

export const releaseNamed = (context: Context, tag: string) =>
  maybe(seen(context).find((each) => each.tag === tag) ?? null, asRelease);

export function releaseList(context: Context, args: Args) {
  const { field, direction } = args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' };
  const value = (item: Release) => (field === 'NAME' ? (item.name ?? item.tag) : item.createdAt);
  // Newest first where two were made in the same second.
  const all = sorted(seen(context), ({ id }) => id, direction);
  return connection(sorted(all, value, direction), args, releases);
}

/** The release marked as latest; without a mark, the newest that is whole. */
export function latestOf({ state }: Context): Release | null {
  const whole = state.releases.filter(({ draft, prerelease }) => !draft && !prerelease);
  return whole.find(({ latest }) => latest) ?? sorted(whole, ({ createdAt }) => createdAt).at(-1) ?? null;
}

const path = ({ tag, draft, id }: Release) =>
  `releases/tag/${draft ? `untagged-${id.toString(16).padStart(20, '0')}` : tag.split('/').map(encodeURIComponent).join('/')}`;

const releaseFields: Resolvers<Release> = {
  id: ({ id }) => nodeId('release', id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  description: ({ body }) => body,
  tagName: ({ tag }) => tag,
  isDraft: ({ draft }) => draft,
  isPrerelease: ({ prerelease }) => prerelease,
  isLatest: ({ id }, _, context) => latestOf(context)?.id === id,
  author: ({ author }, _, context) => person(context, author),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ publishedAt, createdAt }) => publishedAt ?? createdAt,
  publishedAt: ({ publishedAt }) => publishedAt,
  repository: () => repository,
  tag: ({ tag }, _, context) => refNamed(context, `refs/tags/${tag}`),
  tagCommit: async ({ tag }, _, context) => {
    const sha = await context.git.expression(`refs/tags/${tag}^{commit}`);
    return sha === null ? null : commitNamed(context, sha);
  },
  reactionGroups,
  url: (item, _, context) => `${repoWeb(context)}/${path(item)}`,
  resourcePath: (item, _, { state }) => `/${state.owner}/${state.name}/${path(item)}`,
};

export const releaseTypes = { Release: releaseFields };
