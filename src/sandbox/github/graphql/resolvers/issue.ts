import { nodeId } from '../../node-id.ts';
import type { Issue as IssueData } from '../../state.ts';
import type { Resolvers } from '../types.ts';
import { issuable } from './issuable.ts';
import { timelineItems } from './timeline.ts';

export const Issue: Resolvers<IssueData> = {
  ...issuable,
  id: ({ id }) => nodeId('issue', id),
  state: ({ state }) => state.toUpperCase(),
  stateReason: ({ stateReason }) => stateReason?.toUpperCase() ?? null,
  isPinned: () => false,
  timelineItems,
};
