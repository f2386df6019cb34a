import type { PullRequestPrint, TimelinePrint } from './queries/pull-request-prints.ts';
import type { PullRequestAnswer } from './queries/pull-requests.ts';

/**
 * Everything of a PR that can change, in one text: what it is, its labels, and of each item of its timeline which one it
 * is, who did it, and what can become of it afterwards (a review is dismissed, a comment edited, a label renamed, an
 * account deleted). Of two answers with the same print the rest is the same, too: which commit an item names, when it was,
 * and the words of a comment that nobody has edited since. Null where only a part of the timeline was read, or a hole is in it.
 */
export function printOf(pr: PullRequestPrint | PullRequestAnswer): string | null {
  const { nodes, pageInfo } = pr.timelineItems;
  if (nodes === null || pageInfo.hasPreviousPage) return null;
  const items: unknown[] = [];
  for (const item of nodes) {
    if (item?.id === undefined) return null;
    items.push(itemPrint(item as TimelinePrint));
  }
  return JSON.stringify([
    ...[pr.number, pr.title, pr.url, pr.state, pr.isDraft, pr.baseRefName, pr.headRefName, pr.headRefOid],
    ...[pr.mergedAt, pr.updatedAt, pr.author, pr.mergeCommit, pr.commits.totalCount, pr.milestone],
    ...[pr.labels, items],
  ]);
}

const itemPrint = (item: TimelinePrint): readonly unknown[] => [
  ...[item.__typename, item.id, item.actor ?? item.author ?? null],
  ...[item.label?.name ?? null, item.state ?? null, item.lastEditedAt ?? null],
];
