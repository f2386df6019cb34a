import { nodeId } from '../../node-id.ts';
import { permissionOf } from '../../people.ts';
import { repoWeb } from '../../rest/ask.ts';
import { connection, nothing } from '../connection.ts';
import { notFound } from '../errors.ts';
import { type Context, maybe, type Resolvers } from '../types.ts';
import { asLabel, asMilestone, labelList, milestoneList } from './label.ts';
import { asIssue, asPull, isPull, issueList, issueOrPull, pullList } from './lists.ts';
import { gitObject } from './objects.ts';
import { actor, assignable, organizationOf, users } from './people.ts';
import { ruleList } from './protection.ts';
import { refList, refNamed } from './ref.ts';
import { asRelease, latestOf, releaseList, releaseNamed } from './release.ts';

const numbered = ({ state }: Context, number: number | undefined) =>
  state.issues.find((issue) => issue.number === number);

/** What every sandbox's repository is; the REST side shows the same. */
const constants = {
  databaseId: 1,
  description: null,
  homepageUrl: null,
  parent: null,
  forkCount: 0,
  stargazerCount: 0,
  hasProjectsEnabled: false,
  hasWikiEnabled: false,
  isFork: false,
  isPrivate: false,
  isTemplate: false,
  visibility: 'PUBLIC',
  rebaseMergeAllowed: true,
  squashMergeAllowed: true,
  deleteBranchOnMerge: false,
  viewerDefaultMergeMethod: 'MERGE',
  issueTemplates: [],
  pullRequestTemplates: [],
};

const fixed: Resolvers<null> = Object.fromEntries(
  Object.entries(constants).map(([name, value]) => [name, () => value]),
);

export const Repository: Resolvers<null> = {
  ...fixed,
  id: () => nodeId('repository', 1),
  hasIssuesEnabled: (_, __, { state }) => state.settings?.issues ?? true,
  isArchived: (_, __, { state }) => state.settings?.archived ?? false,
  mergeCommitAllowed: (_, __, { state }) => state.settings?.mergeCommits ?? true,
  name: (_, __, { state }) => state.name,
  nameWithOwner: (_, __, { state }) => `${state.owner}/${state.name}`,
  owner: (_, __, context) => actor(context, context.state.owner),
  isInOrganization: (_, __, { state }) => organizationOf(state, state.owner) !== null,
  url: (_, __, context) => repoWeb(context),
  resourcePath: (_, __, { state }) => `/${state.owner}/${state.name}`,
  sshUrl: (_, __, context) => `${repoWeb(context)}.git`,
  createdAt: (_, __, { state }) => state.createdAt,
  updatedAt: (_, __, { state }) => state.createdAt,
  isEmpty: async (_, __, { git }) => (await git.refs()).size === 0,
  viewerPermission: (_, __, { state, viewer }) => permissionOf(state, viewer.login).toUpperCase(),
  viewerCanAdminister: (_, __, { state, viewer }) => permissionOf(state, viewer.login) === 'admin',
  defaultBranchRef: (_, __, context) => refNamed(context, `refs/heads/${context.state.defaultBranch}`),
  ref: (_, { qualifiedName = '' }, context) => refNamed(context, qualifiedName),
  refs: (_, args, context) => refList(context, args),
  object: async (_, { oid, expression }, context) => {
    const sha = oid ?? (expression ? await context.git.expression(expression) : null);
    return sha === null ? null : gitObject(context, sha);
  },
  pullRequest: (_, { number }, context) => {
    const found = numbered(context, number);
    if (found === undefined || !isPull(found))
      throw notFound(`Could not resolve to a PullRequest with the number of ${number}.`);
    return asPull(found);
  },
  issue: (_, { number }, context) => {
    const found = numbered(context, number);
    if (found === undefined || isPull(found))
      throw notFound(`Could not resolve to an Issue with the number of ${number}.`);
    return asIssue(found);
  },
  issueOrPullRequest: (_, { number }, context) => {
    const found = numbered(context, number);
    if (found === undefined)
      throw notFound(`Could not resolve to an issue or pull request with the number of ${number}.`);
    return issueOrPull(found);
  },
  pullRequests: (_, args, context) => pullList(context, args),
  issues: (_, args, context) => issueList(context, args),
  label: (_, { name }, { state }) =>
    maybe(
      state.labels.find((each) => each.name === name),
      asLabel,
    ),
  labels: (_, args, context) => labelList(context, args),
  milestone: (_, { number }, { state }) =>
    maybe(
      state.milestones.find((each) => each.number === number),
      asMilestone,
    ),
  milestones: (_, args, context) => milestoneList(context, args),
  release: (_, { tagName = '' }, context) => releaseNamed(context, tagName),
  releases: (_, args, context) => releaseList(context, args),
  latestRelease: (_, __, context) => maybe(latestOf(context), asRelease),
  assignableUsers: (_, args, context) => connection(assignable(context, args.query), args, users),
  mentionableUsers: (_, args, context) => connection(assignable(context, args.query), args, users),
  branchProtectionRules: (_, args, context) => ruleList(context, args),
  forks: nothing,
  projects: nothing,
  projectsV2: nothing,
};
