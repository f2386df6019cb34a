import type { Label, Milestone, State } from '../github/state.ts';
import { permissions, qaTeam, users, viewer } from './people.ts';
import { time } from './world.ts';

const labels: readonly (readonly [name: string, color: string, description: string])[] = [
  ['bug', 'd73a4a', 'Something is not as it should be'],
  ['docs', '0075ca', 'Documentation'],
  ['feature', 'a2eeef', 'Something new'],
  ['fix', 'e99695', 'Mends something'],
  ['qa-approved', '0e8a16', 'QA has tried it'],
  ['rc/1.8.0', 'fbca04', 'Shall get onto the train 1.8.0'],
  ['rc/1.9.0', 'fbca04', 'Shall get onto the train 1.9.0'],
  ['rte-reviewed', '5319e7', 'The release train engineer has looked at it'],
];

/** GitHub's side of a repository that nobody has touched yet, and that has nobody. */
export function blankState(name: string, viewer: string, createdAt: string): State {
  return {
    format: 1,
    owner: 'acme',
    name,
    defaultBranch: 'devel',
    viewer,
    createdAt,
    lastId: 1000,
    lastNumber: 0,
    users: [],
    teams: [],
    permissions: {},
    labels: [],
    milestones: [],
    issues: [],
    statuses: [],
    checkRuns: [],
    releases: [],
    deployments: [],
    protections: [],
    rateLimit: { limit: 5000, used: 0, resetsAt: 0 },
    faults: [],
    seenRefs: {},
  };
}

/** acme/shop on its first day: its people, labels and milestones, and no issue yet. */
export function shopState(): State {
  const state = blankState('shop', viewer, time('08-03 08:00'));
  const id = () => ++state.lastId;
  state.users = users(id);
  state.teams = [qaTeam(id())];
  state.permissions = { ...permissions };
  state.labels = labels.map(([name, color, description]): Label => ({ id: id(), name, color, description }));
  state.milestones = [
    milestone(id(), 1, '1.7.0', '08-24 09:00', '09-22 10:10'),
    milestone(id(), 2, '1.8.0', '09-14 09:00', null),
    milestone(id(), 3, '1.9.0', '10-26 09:00', null),
  ];
  return state;
}

const milestone = (
  id: number,
  number: number,
  title: string,
  opened: string,
  closed: string | null,
): Milestone => ({
  id,
  number,
  title,
  description: null,
  state: closed === null ? 'open' : 'closed',
  creator: 'paula',
  dueOn: null,
  createdAt: time(opened),
  updatedAt: time(closed ?? opened),
  closedAt: closed === null ? null : time(closed),
});
