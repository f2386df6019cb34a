import type { Issue, State } from '../state.ts';
import type { Clock } from '../store.ts';

/** What is said of an issue or a PR when it is opened. */
export interface Opening {
  readonly title: string;
  readonly body: string | null;
  readonly author: string;
}

/** An open issue with the next number and nothing else to it yet; a PR adds its `pull`. */
export function openedItem(state: State, clock: Clock, { title, body, author }: Opening): Issue {
  state.lastNumber += 1;
  return {
    id: clock.id(),
    number: state.lastNumber,
    title,
    body,
    author,
    state: 'open',
    stateReason: null,
    labels: [],
    milestone: null,
    assignees: [],
    createdAt: clock.now,
    updatedAt: clock.now,
    closedAt: null,
    closedBy: null,
    comments: [],
    timeline: [],
    pull: null,
  };
}
