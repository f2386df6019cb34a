import { unreadable } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Basis } from '../../plans/planned.ts';
import { type MovedRef, movedRefs, movesBack, standingOf } from '../../plans/undo/moves-back.ts';
import type { UndoFacts, UndoSubject } from '../../plans/undo/undo-facts.ts';
import type { Push } from '../../steps/push.ts';
import { ledgerRecord } from '../ledger/entries.ts';
import type { World } from '../world.ts';
import { effectsNow, readOrThrow } from './effects.ts';
import { happenedIn, type Written } from './happened.ts';
import { onTopOf, refsHolding } from './on-top.ts';
import { rulesAgainst } from './rules-against.ts';

/** What is asked to be taken back. */
export interface UndoAsked {
  readonly subject: UndoSubject;
  readonly parts: readonly Written[];
  readonly landed: (push: Push) => Promise<boolean>;
}

/** What the world says of an operation that is to be taken back. Throws RelError as `effectsNow` does. */
export async function readUndoFacts(world: World, asked: UndoAsked, basis: Basis): Promise<UndoFacts> {
  const { subject, parts } = asked;
  const happened = await happenedIn(parts, asked.landed);
  const moved = movedRefs(happened.pushes);
  const effects = await effectsNow(world, happened, subject.at);
  return {
    ...basis,
    policy: world.policy,
    subject,
    pushes: happened.pushes,
    refs: world.refs,
    onTop: await onTopOf(world, moved),
    holding: await refsHolding(world, moved, madeBy(parts)),
    against: await requestsAgainst(world, moved),
    effects,
    since: await entriesSince(world, happened.pushes, subject),
    rules: await rulesAgainst(world, movesBack(moved, world.refs)),
  };
}

/** The commits that the operation made itself. */
function madeBy(parts: readonly Written[]): Set<Sha> {
  const steps = parts.flatMap(({ plan }) => plan.steps);
  return new Set(
    steps.flatMap((step) => {
      if (step.kind === 'pick-commits') return step.picks.map(({ commit }) => commit);
      return step.kind === 'merge-commit' || step.kind === 'conflict-commits' ? [step.commit] : [];
    }),
  );
}

/** The open PRs against branches that would go: GitHub closes them with their base. */
async function requestsAgainst(
  { github, refs }: World,
  moved: readonly MovedRef[],
): Promise<UndoFacts['against']> {
  const heads = 'refs/heads/';
  const going = moved.filter((one) => one.from === null && standingOf(one, refs) === 'left');
  const branches = going.flatMap(({ ref }) => (ref.startsWith(heads) ? [ref.slice(heads.length)] : []));
  if (github === null || branches.length === 0) return [];
  const open = await github.openPullRequests(branches);
  return branches.flatMap((branch) => {
    const { newest } = readOrThrow(open.get(branch) ?? unreadable('GitHub gave no answer'));
    return newest.map(({ number, title }) => ({ branch, number, title }));
  });
}

/** What counts on record of the versions concerned, by other operations since. */
async function entriesSince(
  world: World,
  pushes: readonly Push[],
  { id, at }: UndoSubject,
): Promise<LedgerEntry[]> {
  const entries = pushes.flatMap(({ ledger }) => ledger.entries);
  const concerned = new Map(entries.map((entry) => [`${entry.product ?? ''}@${entry.version}`, entry]));
  const since: LedgerEntry[] = [];
  for (const { version, product } of concerned.values()) {
    const record = await ledgerRecord(world, version, product);
    since.push(
      ...record.entries.filter((entry) => entry.id !== id && entry.kind !== 'undo' && entry.at >= at),
    );
  }
  return since;
}
