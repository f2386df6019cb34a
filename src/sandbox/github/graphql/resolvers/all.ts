import { Mutation } from '../mutations/all.ts';
import type { Resolvers } from '../types.ts';
import { suiteTypes } from './check-suite.ts';
import { checkTypes } from './checks.ts';
import { IssueComment } from './comment.ts';
import { gitTypes } from './git-objects.ts';
import { Issue } from './issue.ts';
import { labelTypes } from './label.ts';
import { people } from './people.ts';
import { protectionTypes } from './protection.ts';
import { PullRequest, PullRequestChangedFile } from './pull-request.ts';
import { Query } from './query.ts';
import { refTypes } from './ref.ts';
import { releaseTypes } from './release.ts';
import { Repository } from './repository.ts';
import { reviewTypes } from './review.ts';
import { timelineTypes } from './timeline.ts';
import { ReactionGroup } from './written.ts';

const byType = {
  ...people,
  ...gitTypes,
  ...checkTypes,
  ...suiteTypes,
  ...labelTypes,
  ...refTypes,
  ...protectionTypes,
  ...releaseTypes,
  ...reviewTypes,
  ...timelineTypes,
  Query,
  Mutation,
  Repository,
  PullRequest,
  PullRequestChangedFile,
  Issue,
  IssueComment,
  ReactionGroup,
};

/** The resolvers of every covered type. Each type's values come only from its own factory, so the cast is safe. */
export const resolvers = byType as unknown as Readonly<Record<string, Resolvers<unknown> | undefined>>;
