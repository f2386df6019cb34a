import type { RefChange } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Planned, planOf, stop } from '../planned.ts';
import { effectsBack } from './effects-back.ts';
import { movedRefs, movesBack, standingOf } from './moves-back.ts';
import { entryWords, obstacleOf, ruleWords } from './obstacles.ts';
import type { UndoFacts } from './undo-facts.ts';

/** What taking back comes to. */
export interface PlannedUndo {
  readonly planned: Planned;
  /** The refs that go back. */
  readonly refs: readonly RefChange[];
  /** What stays as it is, a line each. */
  readonly left: readonly string[];
  /** What a person should know before they say yes, a line each. */
  readonly concerns: readonly string[];
}

/**
 * Taking an operation back: every ref that it moved goes back where it was, with the ledger's entry that says so, in one
 * push; then what it told on GitHub. Where somebody's work is on top of any of it, or GitHub lets it go no more, nothing
 * is.
 */
export function planUndo(facts: UndoFacts): PlannedUndo {
  const trouble = obstacleOf(facts);
  const moved = movedRefs(facts.pushes);
  const refs = movesBack(moved, facts.refs);
  if (trouble !== null) return { planned: stop(trouble), refs, left: [], concerns: [] };
  const target = `the undo of rel ${facts.subject.command}`;
  const { steps, left } = effectsBack(facts, target);
  const gone = moved.filter((one) => standingOf(one, facts.refs) === 'back');
  const planned = planOf(facts, [
    {
      kind: 'push',
      target,
      moves: refs,
      ledger: { ref: facts.policy.ledger.ref, entries: undoEntries(facts, refs) },
    },
    ...steps,
  ]);
  return {
    planned,
    refs,
    left: [
      ...gone.map(({ ref }) => `${ref}: it is not where rel left it any more, but gone or back`),
      ...left,
    ],
    concerns: concernsOf(facts, refs),
  };
}

/** An entry for each version that the operation put something on record of, with the refs of it that go back. */
function undoEntries(facts: UndoFacts, refs: readonly RefChange[]): [LedgerEntry, ...LedgerEntry[]] {
  const { subject, pushes } = facts;
  const versions = new Map<string, LedgerEntry>();
  for (const push of pushes) {
    const own = new Set(push.moves.map(({ ref }) => ref));
    for (const { version, product } of push.ledger.entries) {
      const key = `${product ?? ''}@${version}`;
      const before = versions.get(key);
      const known = before?.kind === 'undo' ? before.refs : [];
      const more = refs.filter(({ ref }) => own.has(ref) && !known.some((one) => one.ref === ref));
      versions.set(key, {
        ...entryBase(facts, version),
        ...(product === undefined ? {} : { product }),
        ...{ kind: 'undo', undoes: subject.id, command: subject.command, refs: [...known, ...more] },
      });
    }
  }
  const [first, ...others] = versions.values();
  if (first === undefined) throw new Error('an operation that has happened has something on record');
  return [first, ...others];
}

/** What others have put on record since that rests on it, and what was public already. */
function concernsOf({ pushes, since, rules }: UndoFacts, refs: readonly RefChange[]): string[] {
  const entries = pushes.flatMap(({ ledger }) => ledger.entries);
  const shas = new Set([...refs.flatMap(({ from }) => from ?? []), ...entries.flatMap(shaOf)]);
  const resting = since.filter((entry) => {
    if (refs.length === 0) return decides.has(entry.kind);
    return decides.has(entry.kind) || shaOf(entry).some((sha) => shas.has(sha));
  });
  const tags = refs.filter(({ ref, to }) => to === null && ref.startsWith('refs/tags/'));
  return [
    ...resting.map((entry) => `${entryWords(entry)} was put on record since, and may rest on it`),
    ...tags.map(({ ref }) => `${ref.slice('refs/tags/'.length)} was public: whoever has fetched it keeps it`),
    ...rules.filter(({ sure }) => !sure).map(ruleWords),
  ];
}

/** What is done once everything before it has been judged. */
const decides = new Set<LedgerEntry['kind']>(['hand-over', 'promote', 'promote-request']);

const shaOf = (entry: LedgerEntry): string[] => ('sha' in entry ? [entry.sha] : []);
