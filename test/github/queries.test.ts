import { type FieldNode, getNamedType, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import { describe, expect, it } from 'vitest';
import { pullRequestsOfBranch } from '../../src/github/queries/branch-pull-requests.ts';
import {
  checksBySha,
  moreChecks,
  pullRequestsBySha,
  statusOfCommit,
} from '../../src/github/queries/commits.ts';
import { documentOf, type Fields, fieldOf } from '../../src/github/queries/fields.ts';
import { issueList, milestoneList } from '../../src/github/queries/issues.ts';
import { repositoryLabels } from '../../src/github/queries/labels.ts';
import { openPullRequestsByBase } from '../../src/github/queries/open-pull-requests.ts';
import { ownPullRequestsByHead } from '../../src/github/queries/own-pull-requests.ts';
import { pullRequestList } from '../../src/github/queries/pull-request-list.ts';
import { pullRequestPrints } from '../../src/github/queries/pull-request-prints.ts';
import { pullRequestTextsByNumber } from '../../src/github/queries/pull-request-texts.ts';
import {
  pullRequestsByNumber,
  pullRequestsOfMilestone,
  pullRequestsOfRepository,
  pullRequestTimeline,
} from '../../src/github/queries/pull-requests.ts';
import { teamMembers } from '../../src/github/queries/teams.ts';
import { closingIssuesByNumber, ticketsById } from '../../src/github/queries/tickets.ts';
import { viewer } from '../../src/github/queries/viewer.ts';
import { githubSchema } from '../support/stub-github.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => 1000 + i);
const shas = (count: number) => numbers(count).map((n) => n.toString(16).padStart(40, 'a'));
const branches = numbers(25).map((n) => `feature/1.8.0/"${n}"`);
const asked = <K>(fields: Fields<K>, keys: readonly K[]) =>
  documentOf(keys.map((key) => fieldOf(fields, key)));
const labels = ['a "b"'];
const documents: Readonly<Record<string, string>> = {
  pullRequestsByNumber: asked(
    pullRequestsByNumber({ comments: true, tickets: true, remembered: true }),
    numbers(50),
  ),
  pullRequestPrints: asked(pullRequestPrints({ comments: true, tickets: true }), numbers(100)),
  pullRequestTexts: asked(pullRequestTextsByNumber, numbers(50)),
  pullRequestTimeline,
  pullRequestsOfRepository,
  pullRequestsOfMilestone,
  pullRequestList: asked(pullRequestList, [{ labels, base: 'devel', milestone: null, after: null }]),
  pullRequestListOfMilestone: asked(pullRequestList, [
    { labels: null, base: null, milestone: 7, after: 'x' },
  ]),
  pullRequestsBySha: asked(pullRequestsBySha, shas(150)),
  pullRequestsOfBranch,
  ownPullRequestsByHead: asked(ownPullRequestsByHead('devel'), branches),
  openPullRequestsByBase: asked(openPullRequestsByBase, branches),
  statusOfCommit,
  checksBySha: asked(checksBySha, shas(25)),
  moreChecks,
  issueList: asked(issueList, [{ labels, milestone: null, after: null }]),
  issueListOfMilestone: asked(issueList, [{ labels: null, milestone: 7, after: 'x' }]),
  milestones: asked(milestoneList, [null]),
  repositoryLabels: asked(repositoryLabels, [null]),
  closingIssuesByNumber: asked(closingIssuesByNumber, numbers(100)),
  ticketsById: asked(
    ticketsById,
    numbers(100).map((n) => `I_${n}`),
  ),
  teamMembers: asked(teamMembers, [{ team: 'acme/qa', after: null }]),
  viewer,
};

/** Nodes and points as GitHub prices them: at the limits that are asked for, not at the hits (fact 2). */
function price(source: string): { nodes: number; points: number; connections: (number | null)[] } {
  const info = new TypeInfo(githubSchema());
  const connections: (number | null)[] = [];
  let document = parse(source);
  // Fragments are priced where they are spread.
  const fragments = new Map(
    document.definitions.flatMap((d) => (d.kind === 'FragmentDefinition' ? [[d.name.value, d]] : [])),
  );
  document = visit(document, {
    FragmentSpread: (spread) => {
      const fragment = fragments.get(spread.name.value);
      if (fragment === undefined) throw new Error(spread.name.value);
      const { typeCondition, selectionSet } = fragment;
      return { kind: 'InlineFragment', typeCondition, selectionSet } as const;
    },
    FragmentDefinition: () => null,
  });
  const within = [1];
  let nodes = 0;
  let calls = 0;
  const isConnection = () => /Connection$/.test(getNamedType(info.getType())?.name ?? '');
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(field) {
          const outer = within.at(-1) ?? 1;
          const limit = isConnection() ? limitOf(field) : 1;
          if (isConnection()) {
            connections.push(limit);
            calls += outer;
            nodes += outer * (limit ?? 0);
          }
          within.push(outer * (limit ?? 1));
        },
        leave: () => void within.pop(),
      },
    }),
  );
  return { nodes, points: Math.max(1, Math.round(calls / 100)), connections };
}

function limitOf(field: FieldNode): number | null {
  const given = field.arguments?.find((a) => a.name.value === 'first' || a.name.value === 'last')?.value;
  return given?.kind === 'IntValue' ? Number(given.value) : null;
}

describe('every document', () => {
  it.each(Object.keys(documents))('%s is valid by the published schema', (name) => {
    expect(validate(githubSchema(), parse(documents[name] ?? ''))).toEqual([]);
  });

  it.each(Object.keys(documents))('%s limits every connection and stays cheap', (name) => {
    const { nodes, points, connections } = price(documents[name] ?? '');
    for (const limit of connections) expect(limit).toSatisfy((n) => n !== null && n >= 1 && n <= 100);
    expect(nodes).toBeLessThan(40_000);
    expect(points).toBeLessThanOrEqual(8);
  });

  it('and the price itself is right where GitHub documents it', () => {
    // The example of "Rate limits and query limits for the GraphQL API": 22,060 nodes.
    const example = `query { viewer { repositories(first: 50) { edges { node { name
      pullRequests(first: 20) { edges { node { title comments(first: 10) { edges { node { bodyHTML } } } } } }
      issues(first: 20) { edges { node { title bodyHTML comments(first: 10) { edges { node { bodyHTML } } } } } } } } }
      followers(first: 10) { edges { node { login } } } } }`;
    expect(price(example).nodes).toBe(22_060);
  });
});
