/** A fix that is selected for a train, as it is offered to whoever picks: what keeps it, or what would come of it. */
export interface PickChoice {
  readonly pr: number;
  readonly title: string;
  /** `clean` and `conflict` are approved; `kept` may not be picked, whose `reason` says why. */
  readonly state: 'clean' | 'conflict' | 'already' | 'empty' | 'kept';
  /** Null where `state` says it all. */
  readonly reason: string | null;
  /** Of a conflict, sorted. */
  readonly paths: readonly string[];
  /** What a conflict needs first, `#228` or a short SHA; empty where nothing is known to do. */
  readonly needs: readonly string[];
}
