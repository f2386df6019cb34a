import * as z from 'zod';
import { again, RelError, type Trouble } from '../domain/errors.ts';
import { MovedRef, RefChange, type RefMove, type Sha, short, WellFormedRef } from '../domain/git.ts';
import { LedgerEntry } from '../domain/ledger.ts';
import { appendToLedger, hasPlace, ledgerHolds } from '../git/ledger.ts';
import { seePushed } from '../git/ledger-seen.ts';
import { type PushOutcome, pushAtomically } from '../git/push.ts';
import { fetchObjects, readPushed } from '../git/remote.ts';
import type { LedgerSigner } from '../git/signing/own-key.ts';
import { heldMeanwhile } from './held-meanwhile.ts';
import { requireLanded } from './push/landed.ts';
import { refusedTrouble } from './push/refused.ts';
import { recordedMeanwhile } from './recorded-meanwhile.ts';
import { mostLocked, mostTries, pauseAfter, rivalry } from './rivals.ts';
import { entrySigner, orTrouble, signedBy } from './sign-entries.ts';
import type { StepContext, StepKind, StepOutcome } from './step.ts';

const Push = z.object({
  kind: z.literal('push'),
  target: z.string(),
  moves: z.array(RefChange.extend({ ref: MovedRef })),
  /** The entries go onto whatever the ledger's tip is by then: entries never touch the same file. */
  ledger: z.object({
    ref: WellFormedRef,
    entries: z.array(LedgerEntry.refine(hasPlace, 'no place in the ledger')).min(1),
  }),
});
export type Push = z.infer<typeof Push>;

/** The commit point: branches, tags and the ledger in one atomic push, each with the SHA it must be at. */
export const push: StepKind<Push> = {
  kind: 'push',
  phase: 'push',
  schema: Push,
  describe: (step) => [
    'git push --atomic (the commit point)',
    ...step.moves.map((move) => `  ${describeMove(move)}`),
    ...step.ledger.entries.map(
      (entry) => `  ${step.ledger.ref}: one more entry, ${entry.kind} ${entry.version}${signedBy(entry)}`,
    ),
  ],
  done: async (step, context) => (await look(step, context)).holds,
  async run(step, context) {
    const signer = await entrySigner(step, context);
    if (signer !== null && 'code' in signer) return { kind: 'refused', trouble: signer };
    const { sleep, now, ...chance } = context.rivalry ?? rivalry;
    let locked = 0;
    for (let lost = 1; lost <= mostTries; lost++) {
      const began = now();
      const { tip, holds, moved } = await look(step, context);
      // The git of a run that was killed goes on alone: it may have been our own push that won.
      if (holds) return { kind: 'done', notes: [] };
      if (moved.length > 0) return { kind: 'moved', refs: moved };
      const late = await tooLate(step, tip, context, signer);
      if (late !== null) return { kind: 'refused', trouble: late };
      const outcome = await pushOnto(step, tip, context, signer);
      if ('code' in outcome) return { kind: 'refused', trouble: outcome };
      if (outcome.kind !== 'moved' && outcome.kind !== 'busy') return answer(step, outcome, context);
      locked = outcome.kind === 'busy' ? locked + 1 : 0;
      if (outcome.kind === 'busy' && locked === mostLocked)
        return { kind: 'refused', trouble: lockedThere(outcome.why) };
      await sleep(pauseAfter(lost, now() - began, chance));
    }
    return { kind: 'moved', refs: [step.ledger.ref] };
  },
};

/** What came on record since this was planned, and keeps it from landing there; null where nothing does. */
async function tooLate(
  { ledger: { entries } }: Push,
  tip: Sha | null,
  { repo, judgedOn: judged, stamp }: StepContext,
  signer: LedgerSigner | null,
): Promise<Trouble | null> {
  // In a signed ledger a hold counts by its signature, which is looked at when this is planned anew.
  const held = signer === null ? await heldMeanwhile(repo, tip, entries) : null;
  if (held !== null || judged === undefined) return held;
  return recordedMeanwhile(repo, { judged, tip, own: stamp.id }, entries);
}

const lockedThere = (why: string): Trouble => ({
  code: 'push-refused',
  message: 'the remote has locked what is to be moved, again and again; nothing was changed',
  why,
  remedy:
    'run the command again in a minute; if that does not help, a git has died on the remote: ask its owner to remove that lock',
});

/**
 * The remote's refs and the ledger's tip there, whether it has our entries (all came by one push), which of the refs are not where they must be, and
 * which changes are still to be made. That is not left to the push alone: git calls it a success where a ref is already at
 * its goal, whoever brought it there (fact 33).
 */
async function look(step: Push, { repo, remote }: StepContext) {
  const { refs } = await readPushed(repo, remote);
  const tip = refs.get(step.ledger.ref)?.sha ?? null;
  await fetchObjects(repo, remote, tip === null ? [] : [tip]);
  const [entry] = step.ledger.entries;
  const holds = entry !== undefined && (await ledgerHolds(repo, tip, entry));
  const isThere = ({ ref, from }: RefChange) => (refs.get(ref)?.sha ?? null) === from;
  const moved = step.moves.filter((change) => !isThere(change)).map(({ ref }) => ref);
  const left = step.moves.filter((change) => change.from !== change.to && isThere(change));
  return { refs, tip, holds, moved, left };
}

async function pushOnto(
  step: Push,
  tip: Sha | null,
  context: StepContext,
  signer: LedgerSigner | null,
): Promise<PushOutcome | Trouble> {
  const { committer } = context.stamp;
  const append = { tip, entries: step.ledger.entries, committer };
  const to = await orTrouble(() =>
    appendToLedger(context.repo, signer === null ? append : { ...append, signer }),
  );
  if (typeof to !== 'string') return to;
  const ledger: RefMove = { ref: step.ledger.ref, from: tip, to };
  const outcome = await pushAtomically(context.repo, context.remote, [...step.moves, ledger]);
  if (outcome.kind !== 'done') return outcome;
  requireLanded(await look(step, context), context.remote);
  // What has landed has landed: the next command that reads the ledger writes this down, too.
  await seePushed(context.repo, step.ledger.ref, tip, to).catch(() => undefined);
  return outcome;
}

/** A connection that broke proves nothing either way: what the remote holds now is the answer. */
async function answer(
  step: Push,
  outcome: Exclude<PushOutcome, { kind: 'moved' | 'busy' }>,
  context: StepContext,
): Promise<StepOutcome> {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'done', notes: outcome.bypassed.map(bypassNote) };
    case 'refused': {
      const trouble = refusedTrouble(outcome.reasons, ofStep(step));
      // Only this one git looks for before the push begins to be atomic (fact 32).
      const hidden = outcome.reasons.some(({ code }) => code === 'hidden');
      return { kind: 'refused', trouble: hidden ? await partTrouble(step, context, trouble) : trouble };
    }
    case 'unreachable':
      if (await push.done(step, context)) return { kind: 'done', notes: [] };
      throw new RelError({
        code: 'remote-unreachable',
        message: 'the push did not reach the remote',
        why: outcome.why,
        remedy: `run: git ls-remote ${context.remote}, and when that works ${again}`,
      });
  }
}

/** The trouble, with what the remote took although it refused the rest. */
async function partTrouble(step: Push, context: StepContext, trouble: Trouble): Promise<Trouble> {
  const { refs, holds } = await look(step, context);
  const there = step.moves.filter(({ ref, from, to }) => from !== to && (refs.get(ref)?.sha ?? null) === to);
  const taken = [...there.map(({ ref }) => ref), ...(holds ? [step.ledger.ref] : [])];
  if (taken.length === 0) return trouble;
  return {
    ...trouble,
    message: `${step.target}: the remote refused a part of the push and took the rest: ${taken.join(', ')}`,
    remedy: `run: git ls-remote ${context.remote}, and put back what was taken; ${trouble.remedy}`,
  };
}

/** What GitHub let this account do although a rule is against it: nobody else may learn of it otherwise. */
const bypassNote = (rule: string): string =>
  `the push went past a rule, which GitHub lets this account bypass: ${rule}`;

const ofStep = ({ target, ledger: { ref, entries } }: Push) => {
  return { target, record: entries[0]?.kind ?? '', ledgerRef: ref };
};

function describeMove({ ref, from, to }: RefChange): string {
  if (to === null) return `${ref}: delete${from === null ? '' : `, it is at ${short(from)}`}`;
  if (from === null) return `${ref}: create ${short(to)}`;
  return from === to ? `${ref}: hold at ${short(to)}` : `${ref}: ${short(from)} -> ${short(to)}`;
}
