import { routes as assignees } from './assignees.ts';
import { routes as branches } from './branches.ts';
import { routes as checks } from './checks.ts';
import { routes as comments } from './comments.ts';
import { routes as commits } from './commits.ts';
import { routes as contents } from './contents.ts';
import { routes as deployments } from './deployments.ts';
import { routes as issues } from './issues.ts';
import { routes as labels } from './labels.ts';
import { routes as merge } from './merge.ts';
import { routes as milestones } from './milestones.ts';
import { routes as people } from './people.ts';
import { routes as pulls } from './pulls.ts';
import { routes as refs } from './refs.ts';
import { routes as releaseNotes } from './release-notes.ts';
import { routes as releases } from './releases.ts';
import { routes as repository } from './repository.ts';
import { routes as requestedReviewers } from './requested-reviewers.ts';
import { routes as reviews } from './reviews.ts';
import type { Route } from './route.ts';
import { routes as rulesets } from './rulesets.ts';
import { routes as statuses } from './statuses.ts';
import { routes as tags } from './tags.ts';
import { routes as teams } from './teams.ts';

/** Every REST operation that the embedded GitHub covers, the more specific paths first. */
export const routes: readonly Route[] = [
  ...assignees,
  ...branches,
  ...checks,
  ...comments,
  ...commits,
  ...contents,
  ...deployments,
  ...issues,
  ...labels,
  ...merge,
  ...milestones,
  ...people,
  ...pulls,
  ...refs,
  ...releaseNotes,
  ...releases,
  ...repository,
  ...requestedReviewers,
  ...reviews,
  ...rulesets,
  ...statuses,
  ...tags,
  ...teams,
].sort((one, other) => depth(other) - depth(one) || one.path.localeCompare(other.path));

// More segments first, and literal ones before parameters: `commits/{ref}/status` must win over `commits/{ref}`.
function depth({ path }: Route): number {
  return path.split('/').reduce((sum, part) => sum + (part.startsWith('{') ? 10 : 11), 0);
}

/** Parameters that may hold slashes: branch, tag and label names, paths. */
const greedy = new Set(['branch', 'ref', 'path', 'basehead', 'tag', 'name']);

/** The path of an operation as hono writes it; numbers match digits only. */
export function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (greedy.has(name)) return `:${name}{.+}`;
    return /_(number|id)$/.test(name) ? `:${name}{[0-9]+}` : `:${name}`;
  });
}
