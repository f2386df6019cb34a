import type { Issue, State, TimelineEvent } from '../github/state.ts';
import { checkRunsOf } from './checks.ts';
import { type Commit, History, type Stamp } from './history.ts';
import { type Login, personOf } from './people.ts';
import type { Edit } from './tree.ts';

/** One thing that happened at a time (ISO 8601, UTC, seconds): git and GitHub change with it. */
export interface Happening {
  readonly at: string;
  play(world: World): void;
}

/** How CI ended on a commit: `none` means it never reported. */
export type Ci = 'green' | 'red' | 'running' | 'none';

/** `11-02 09:30` as a time of the story's year. */
export const time = (day: string): string => `2026-${day.replace(' ', 'T')}:00Z`;

export const stamp = (login: Login, at: string): Stamp => ({ who: personOf(login), at });

type Unnumbered<E> = E extends { id: number } ? Omit<E, 'id'> : never;

/** The shop while its story is told. SHAs in `state` are the commits' marks until the import has given them. */
export class World {
  readonly history = new History();
  /** The commits of each PR branch, with what they changed, so that a merge can do it again elsewhere. */
  readonly pushed = new Map<string, { commit: Commit; edits: readonly Edit[] }[]>();
  readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  readonly id = (): number => ++this.state.lastId;

  /** Tells the happenings in the order of their times; those of one minute stay as they are written. */
  play(happenings: readonly Happening[]): void {
    for (const happening of happenings.toSorted((one, other) => one.at.localeCompare(other.at)))
      happening.play(this);
  }

  /** The issue or PR, if it was opened by now. */
  find(number: number): Issue | undefined {
    return this.state.issues.find((issue) => issue.number === number);
  }

  /** The issue or PR. Throws (a bug of the story) where it was not opened yet. */
  issue(number: number): Issue {
    const issue = this.find(number);
    if (issue === undefined) throw new Error(`the story has not opened #${number} yet`);
    return issue;
  }

  /** Writes an event at the end of the timeline. */
  happened(issue: Issue, event: Unnumbered<TimelineEvent>): void {
    issue.timeline.push({ ...event, id: this.id() });
    if (event.at > issue.updatedAt) issue.updatedAt = event.at;
  }

  close(issue: Issue, actor: string, at: string): void {
    this.happened(issue, { kind: 'closed', actor, at });
    Object.assign(issue, { state: 'closed', closedAt: at, closedBy: actor });
    if (issue.pull === null) issue.stateReason = 'completed';
  }

  ci(commit: Commit, at: string, ci: Ci): void {
    if (ci !== 'none') this.state.checkRuns.push(...checkRunsOf(commit.mark, at, ci, this.id));
  }
}
