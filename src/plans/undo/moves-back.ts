import type { RefChange, RefName, RemoteRefs, Sha } from '../../domain/git.ts';
import type { Push } from '../../steps/push.ts';

/** What became of a ref in an operation that may have moved it more than once. */
export interface MovedRef {
  readonly ref: RefName;
  /** null: it was not there. */
  readonly from: Sha | null;
  readonly to: Sha | null;
  /** False where somebody else has moved it between two of the moves. */
  readonly whole: boolean;
}

/** The refs that these pushes moved, as one move each; what was only held is none. */
export function movedRefs(pushes: readonly Push[]): MovedRef[] {
  const moved = new Map<RefName, MovedRef>();
  for (const { ref, from, to } of pushes.flatMap(({ moves }) => moves)) {
    if (from === to) continue;
    const before = moved.get(ref);
    moved.set(ref, {
      ...{ ref, to, from: before === undefined ? from : before.from },
      whole: before === undefined || (before.whole && before.to === from),
    });
  }
  return [...moved.values()];
}

/** How a ref stands to where rel left it. */
export type RefStanding = 'left' | 'back' | 'elsewhere';

/** A ref that is gone counts as one that is back: nobody's work is on it. */
export function standingOf({ ref, from, to, whole }: MovedRef, refs: RemoteRefs): RefStanding {
  const now = refs.get(ref)?.sha ?? null;
  if (now === from || now === null) return 'back';
  return now === to && whole ? 'left' : 'elsewhere';
}

/** The moves that put the refs back which are where rel left them. */
export const movesBack = (moved: readonly MovedRef[], refs: RemoteRefs): RefChange[] =>
  moved.flatMap((one) =>
    standingOf(one, refs) === 'left' ? [{ ref: one.ref, from: one.to, to: one.from }] : [],
  );
