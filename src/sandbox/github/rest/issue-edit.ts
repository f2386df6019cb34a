import type { Issue, State } from '../state.ts';
import type { Clock } from '../store.ts';
import { invalid } from './refuse.ts';

/** Who changes what, when: what every event of the timeline needs. */
export interface Edit {
  readonly state: State;
  readonly clock: Clock;
  readonly actor: string;
}

/** Gives an issue exactly these labels, each change an event; a label that is new to the repository is made. */
export function setLabels(issue: Issue, names: readonly string[], { state, clock, actor }: Edit): void {
  const wanted = [...new Set(names.map((name) => knownLabel(state, clock, name)))];
  const event = (kind: 'labeled' | 'unlabeled', label: string) =>
    issue.timeline.push({ id: clock.id(), kind, actor, label, at: clock.now });
  for (const name of issue.labels) if (!wanted.includes(name)) event('unlabeled', name);
  for (const name of wanted) if (!issue.labels.includes(name)) event('labeled', name);
  issue.labels = wanted;
  issue.updatedAt = clock.now;
}

function knownLabel(state: State, clock: Clock, name: string): string {
  const same = state.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
  if (same !== undefined) return same.name;
  state.labels.push({ id: clock.id(), name, color: 'ededed', description: null });
  return name;
}

/** Sets or clears the milestone, by number (fact 50). */
export function setMilestone(issue: Issue, number: number | null, { state, clock, actor }: Edit): void {
  if (issue.milestone === number) return;
  const titleOf = (wanted: number) => state.milestones.find((each) => each.number === wanted)?.title;
  if (number !== null && titleOf(number) === undefined)
    throw invalid({ resource: 'Issue', field: 'milestone', code: 'invalid', value: String(number) });
  const event = (kind: 'milestoned' | 'demilestoned', milestone: string) =>
    issue.timeline.push({ id: clock.id(), kind, actor, milestone, at: clock.now });
  if (issue.milestone !== null) event('demilestoned', titleOf(issue.milestone) ?? '');
  if (number !== null) event('milestoned', titleOf(number) ?? '');
  issue.milestone = number;
  issue.updatedAt = clock.now;
}

/** Gives an issue exactly these assignees; people without an account are 422. */
export function setAssignees(issue: Issue, logins: readonly string[], { state, clock, actor }: Edit): void {
  const stranger = logins.find((login) => !state.users.some((user) => user.login === login));
  if (stranger !== undefined)
    throw invalid({ resource: 'Issue', field: 'assignees', code: 'invalid', value: stranger });
  const event = (kind: 'assigned' | 'unassigned', assignee: string) =>
    issue.timeline.push({ id: clock.id(), kind, actor, assignee, at: clock.now });
  for (const login of issue.assignees) if (!logins.includes(login)) event('unassigned', login);
  for (const login of logins) if (!issue.assignees.includes(login)) event('assigned', login);
  issue.assignees = [...new Set(logins)];
  issue.updatedAt = clock.now;
}
