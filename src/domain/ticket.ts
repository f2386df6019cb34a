import type { TimelineItem } from './change.ts';

/** An issue that a PR closes. */
export interface Ticket {
  /** `#12`, or `acme/other#12` for an issue of another repository. */
  readonly name: string;
  readonly title: string;
  readonly url: string;
  /** Markdown, as its author wrote it or as an issue form put the answers together. */
  readonly body: string;
  readonly milestone: string | null;
  /** Labels put on and taken off, oldest first. */
  readonly history: readonly Extract<TimelineItem, { kind: 'labeled' | 'unlabeled' }>[];
  /** False where the history is longer than what was read: nothing may be concluded from what is not in it. */
  readonly historyComplete: boolean;
}
