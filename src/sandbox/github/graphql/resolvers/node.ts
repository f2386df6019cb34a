import { type NodeKind, nodeId, readNodeId } from '../../node-id.ts';
import type { Issue } from '../../state.ts';
import { NotCovered, notFound } from '../errors.ts';
import { type Context, maybe } from '../types.ts';
import { asCheckRun, asStatusContext, asSuite } from './checks.ts';
import { asComment } from './comment.ts';
import { asLabel, asMilestone } from './label.ts';
import { isPull, issueOrPull } from './lists.ts';
import { gitObject } from './objects.ts';
import { repository } from './owner.ts';
import { account, teamNode } from './people.ts';
import { refNamed } from './ref.ts';
import { asRelease } from './release.ts';
import { asReview } from './review.ts';
import { timelineItem } from './timeline.ts';

type Find = (context: Context, key: string) => unknown;

const withId = <T extends { readonly id: number }>(items: readonly T[], key: string): T | undefined =>
  items.find(({ id }) => String(id) === key);

const issue: Find = ({ state }, key) => maybe(withId(state.issues, key), issueOrPull);
const object: Find = (context, sha) => gitObject(context, sha);

/** Something that stands on an issue or PR: the first that `pick` finds. */
function placed<T>(pick: (on: Issue, key: string) => T | null | undefined): Find {
  return ({ state }, key) => {
    for (const on of state.issues) {
      const found = pick(on, key);
      if (found !== null && found !== undefined) return found;
    }
    return null;
  };
}

const finders: Partial<Record<NodeKind, Find>> = {
  repository: () => repository,
  user: ({ state }, key) => maybe(withId(state.users, key), account),
  team: (context, key) => maybe(withId(context.state.teams, key), (team) => teamNode(context, team)),
  label: ({ state }, key) => maybe(withId(state.labels, key), asLabel),
  milestone: ({ state }, key) => maybe(withId(state.milestones, key), asMilestone),
  issue,
  pull: issue,
  comment: placed((on, key) => maybe(withId(on.comments, key), (item) => asComment({ on, item }))),
  review: placed((on, key) =>
    isPull(on) ? maybe(withId(on.pull.reviews, key), (item) => asReview({ on, item })) : null,
  ),
  event: placed((on, key) => maybe(withId(on.timeline, key), (event) => timelineItem({ on, event }))),
  status: ({ state }, key) => maybe(withId(state.statuses, key), asStatusContext),
  checkRun: ({ state }, key) => maybe(withId(state.checkRuns, key), asCheckRun),
  checkSuite: ({ state }, key) =>
    state.checkRuns.some(({ suite }) => String(suite) === key) ? asSuite(Number(key)) : null,
  release: ({ state }, key) => maybe(withId(state.releases, key), asRelease),
  ref: refNamed,
  commit: object,
  tree: object,
  tag: object,
};

/** The object of a global id; NOT_FOUND where there is none, 501 where its kind is not covered. */
export async function nodeOf(context: Context, id: string): Promise<unknown> {
  const parsed = readNodeId(id);
  const find = parsed === null ? null : finders[parsed.kind];
  if (parsed !== null && !find) throw new NotCovered(`node(id) of a ${parsed.kind}`);
  const found = parsed === null || !find ? null : await find(context, parsed.key);
  if (found === null || nodeId(parsed?.kind ?? 'ref', parsed?.key ?? '') !== id)
    throw notFound(`Could not resolve to a node with the global id of '${id}'`);
  return found;
}
