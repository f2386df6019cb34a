import type { ErrorCode, Trouble } from '../../domain/errors.ts';
import { type RefName, short } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { bypassRemedy, pushRules } from '../../domain/push-rules.ts';
import { minuteOf } from '../../domain/time.ts';
import { type MovedRef, movedRefs, standingOf } from './moves-back.ts';
import type {
  OnTop,
  ReleaseEffect,
  RequestEffect,
  RuleAgainst,
  UndoFacts,
  UndoSubject,
} from './undo-facts.ts';

/** One thing that cannot be taken back, and what can be done about it. */
interface Obstacle {
  readonly code: ErrorCode;
  readonly why: string;
  readonly remedy: string;
}

/** Everything that keeps the operation from being taken back, as one trouble; null where nothing does. */
export function obstacleOf(facts: UndoFacts): Trouble | null {
  const obstacles = [
    ...refObstacles(facts),
    ...restingObstacles(facts),
    ...effectObstacles(facts),
    ...ruleObstacles(facts),
  ];
  const first = obstacles.find(({ code }) => code !== 'moved') ?? obstacles[0];
  if (first === undefined) return null;
  return {
    code: first.code,
    message: `${operationName(facts.subject)} cannot be taken back; nothing was changed`,
    why: obstacles.map(({ why }) => why).join('\n'),
    remedy: first.remedy,
  };
}

/** `rel pick of 2026-11-21 10:02 UTC` */
const operationName = ({ command, at }: UndoSubject): string => `rel ${command} of ${minuteOf(at)}`;

function refObstacles({ pushes, refs, onTop }: UndoFacts): Obstacle[] {
  return movedRefs(pushes).flatMap((moved) =>
    standingOf(moved, refs) === 'elsewhere' ? [workOnTop(moved, onTop.get(moved.ref))] : [],
  );
}

function workOnTop({ ref, to }: MovedRef, onTop: OnTop | undefined): Obstacle {
  const left = to === null ? 'where rel left it' : `at ${short(to)}, where rel left it`;
  const newest = onTop?.newest ?? null;
  if (newest === null || to === null) {
    return { code: 'moved', why: `${ref} is not ${left}: it was put elsewhere`, remedy: asked };
  }
  const commits = onTop?.count === 1 ? 'a commit' : `${onTop?.count} commits`;
  return {
    code: 'moved',
    why: `${ref} is not ${left}: ${commits} on top of it, the newest ${short(newest.sha)} "${newest.subject}" by ${newest.author}`,
    remedy: `take back what it brought by a new commit instead: run: git revert, on a branch of your own, and open a PR (git log ${short(to)}..${short(newest.sha)} shows what is on top)`,
  };
}

const asked =
  'ask whoever did that, or take back by hand what rel did; run: rel log, which says what that is';

/** What others have begun on what would go. */
function restingObstacles({ pushes, refs, holding, against, since }: UndoFacts): Obstacle[] {
  const moved = movedRefs(pushes);
  const gone = new Set(moved.flatMap(({ ref, from }) => (from === null ? [tagName(ref)] : [])));
  const released = since.filter(
    (entry) => (entry.kind === 'promote' || entry.kind === 'promote-request') && gone.has(entry.candidate),
  );
  return [
    ...holding
      .filter(({ ref }) => refs.has(ref) && !moved.some((one) => one.ref === ref))
      .map(({ ref, commit }) => rests(`${ref} holds ${short(commit)}, which would go`)),
    ...against.map(({ branch, number, title }) =>
      rests(`#${number} (${title}) is open against ${branch}, which would go`),
    ),
    ...released.map((entry) => rests(`${entryWords(entry)} released what would go`)),
  ];
}

const rests = (why: string): Obstacle => ({ code: 'moved', why, remedy: asked });

const tagName = (ref: RefName): string => ref.replace('refs/tags/', '');

/** An entry in a few words. */
export const entryWords = ({ kind, actor, at }: LedgerEntry): string =>
  `the ${kind} of ${actor.login} (${minuteOf(at)})`;

function ruleObstacles({ rules }: UndoFacts): Obstacle[] {
  return rules.flatMap((rule) => {
    if (!rule.sure) return [];
    return [
      {
        code: 'push-refused',
        why: ruleWords(rule),
        remedy: `${bypassRemedy(rule.kind)}; then run: rel undo`,
      },
    ];
  });
}

/** `refs/heads/main may not be forced (the ruleset "Releases")`, as the table of all rules has it. */
export const ruleWords = (rule: RuleAgainst): string =>
  rule.kind === null
    ? `whether the rules of GitHub let the refs go back is not known: ${rule.by}`
    : `${rule.ref} ${pushRules[rule.kind].demands}: "${pushRules[rule.kind].setting}" of ${rule.by}`;

function effectObstacles({ effects }: UndoFacts): Obstacle[] {
  return effects.flatMap((effect) => {
    if (effect.kind === 'release') return immutable(effect);
    return effect.kind === 'request' ? merged(effect) : [];
  });
}

function immutable({ step, before, now }: ReleaseEffect): Obstacle[] {
  const published = step.kind === 'publish-release' && (before === null || before?.draft !== false);
  if (!published || now === null || now.draft || !now.immutable) return [];
  return [
    {
      code: 'github-refused',
      why: `the GitHub Release ${step.tag} is immutable: neither it nor its tag can be taken back`,
      remedy: 'mend it with the next patch version; run: rel cut-hotfix',
    },
  ];
}

function merged({ step, before, now }: RequestEffect): Obstacle[] {
  const known = before?.newest ?? before?.open?.number;
  if (known === undefined) return [];
  return now.flatMap(({ number, state }): Obstacle[] =>
    number > known && state === 'MERGED'
      ? [
          {
            code: 'moved',
            why: `#${number}, which it opened, was merged into ${step.base} in the meantime`,
            remedy: `take back what it brought by a PR of its own: run: git revert, for the merge of #${number}`,
          },
        ]
      : [],
  );
}
