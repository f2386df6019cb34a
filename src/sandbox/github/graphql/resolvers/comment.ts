import { nodeId } from '../../node-id.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { Comment, Issue } from '../../state.ts';
import type { ConnectionForm } from '../connection.ts';
import { type Resolvers, typed } from '../types.ts';
import { asIssue, asPull, isPull, pageOf } from './lists.ts';
import { writtenIn } from './written.ts';

/** A comment and what it stands on. */
export interface Placed {
  readonly on: Issue;
  readonly item: Comment;
}

export const asComment = typed<Placed>('IssueComment');
export const comments: ConnectionForm<Placed> = { node: asComment, key: ({ item }) => item.id };

export const IssueComment: Resolvers<Placed> = {
  ...writtenIn<Placed>(({ item }) => item),
  id: ({ item }) => nodeId('comment', item.id),
  databaseId: ({ item }) => item.id,
  fullDatabaseId: ({ item }) => String(item.id),
  isMinimized: () => false,
  minimizedReason: () => null,
  url: ({ on, item }, _, context) => `${repoWeb(context)}/${pageOf(on)}#issuecomment-${item.id}`,
  issue: ({ on }) => asIssue(on),
  pullRequest: ({ on }) => (isPull(on) ? asPull(on) : null),
};
