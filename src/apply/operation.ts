import { again, RelError, type Trouble } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import { aboutClone } from '../git/damage.ts';
import type { Repository } from '../git/repository.ts';
import { kindOf, type Step } from '../steps/registry.ts';
import type { StepContext } from '../steps/step.ts';
import { type Applied, execute, type Progress } from './execute.ts';
import { Journal, lastMark, type Mark, type Pending, readPending } from './journal.ts';
import { alone, requireNobodyAtWork } from './lock.ts';
import { pausedNotice, readPaused } from './pause.ts';

/**
 * Refuses to begin while an interrupted operation is pending in this clone or one waits for a person (`pending`), or
 * while another process is at work in it (`operation-running`); all are exit 7.
 */
export async function requireNothingPending(repo: Repository): Promise<void> {
  const before = openIds(repo);
  if (before.length === 0) return;
  requireNobodyAtWork(repo);
  // What was open before that, and is so after it, belongs to nobody who is at work.
  if (openIds(repo).some((id) => before.includes(id))) refusePending(repo);
}

/** The ids of what is pending in this clone or waits for a person. */
const openIds = (repo: Repository): string[] =>
  [readPending(repo)?.plan.stamp.id, readPaused(repo)?.stamp.id].filter((id) => id !== undefined);

/**
 * What the user is told of an operation that is pending or waits for a person, one whose record cannot be read
 * included; null where there is none.
 */
export function pendingNotice(repo: Repository): Trouble | null {
  return interruptedNotice(repo) ?? waitingNotice(repo);
}

function waitingNotice(repo: Repository): Trouble | null {
  const paused = orTrouble(() => readPaused(repo));
  if (paused === null) return null;
  return paused instanceof RelError ? paused.trouble : pausedNotice(paused);
}

function interruptedNotice(repo: Repository): Trouble | null {
  const pending = orTrouble(() => readPending(repo));
  if (pending === null) return null;
  if (pending instanceof RelError) return pending.trouble;
  const { request, stamp } = pending.plan;
  return {
    code: 'pending',
    message: `an interrupted \`rel ${request.command}\` of ${stamp.at} is pending in this clone`,
    why: 'it was stopped after it had begun, and what it left must be settled first',
    remedy: remedyFor(pending.plan, pending.marks),
  };
}

/** What an operation that takes another one back is begun over. */
export interface Over {
  /** The pending operation that it takes back: that is pending again if this one does not happen. */
  readonly replaces?: Pending | null;
  /** Asked once nobody else can change anything in this clone. Throws RelError where it is to be taken back no more. */
  readonly check?: () => void;
}

/**
 * Applies a new plan: journal, steps, journal closed. Throws as `execute` does; the journal then stays. What waits for
 * a person does not keep the operation that it belongs to from going on.
 *
 * @param over what it is begun over, where it takes another one back
 */
export function applyPlan(
  plan: Plan<Step>,
  context: StepContext,
  progress?: Progress,
  { replaces = null, check = () => {} }: Over = {},
): Promise<Applied> {
  return alone(
    context.repo,
    async () => {
      check();
      const before = replaces === null ? undefined : stillPending(replaces, context.repo);
      const ours = readPending(context.repo) === null && readPaused(context.repo)?.stamp.id === plan.stamp.id;
      if (!ours && before === undefined) refusePending(context.repo);
      const journal = Journal.begin(context.repo, plan, before);
      return run({ plan, marks: [] }, journal, context, progress);
    },
    `rel ${plan.request.command}`,
  );
}

/** Finishes the interrupted operation that `seen` was read from. */
export function continuePending(seen: Pending, context: StepContext, progress?: Progress): Promise<Applied> {
  const goOn = async () => {
    const pending = stillPending(seen, context.repo);
    return run(pending, Journal.resume(context.repo, pending), context, progress);
  };
  return alone(context.repo, goOn, 'rel continue');
}

/** Forgets the interrupted operation that `seen` was read from. Throws as `requireAbortable` does. */
export function abortPending(seen: Pending, context: AbortContext): Promise<void> {
  const forget = async () => {
    const pending = stillPending(seen, context.repo);
    await requireAbortable(pending, context);
    Journal.resume(context.repo, pending).discard();
  };
  return alone(context.repo, forget, 'rel abort');
}

/** GitHub has no say in whether a push has happened. */
export type AbortContext = Omit<StepContext, 'github'>;

/**
 * Whether the commit point has not been reached; the remote is asked where a push had begun. Throws `pending` where
 * one has happened: then the operation can only be finished.
 */
export async function requireAbortable({ plan, marks }: Pending, context: AbortContext): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    const last = lastMark(marks, index);
    if (kindOf(step).phase !== 'push' || last === undefined || last === 'dropped') continue;
    if (last === 'done' || (await kindOf(step).done(step, { ...context, github: null })))
      throw alreadyHappened(step.target, plan);
  }
}

function orTrouble<T>(read: () => T): T | RelError {
  try {
    return read();
  } catch (error) {
    if (error instanceof RelError) return error;
    throw error;
  }
}

function refusePending(repo: Repository): void {
  const trouble = pendingNotice(repo);
  if (trouble !== null) throw new RelError(trouble);
}

/** The journal as it is now that nobody else can change it. Throws `moved` where it was settled in between. */
function stillPending(seen: Pending, repo: Repository): Pending {
  const now = readPending(repo);
  if (now !== null && now.plan.stamp.id === seen.plan.stamp.id) return now;
  throw new RelError({
    code: 'moved',
    message: 'another rel has settled the interrupted operation in the meantime',
    remedy: 'run: rel status',
  });
}

async function run(
  { plan, marks }: Pick<Pending, 'plan' | 'marks'>,
  journal: Journal,
  context: StepContext,
  progress?: Progress,
): Promise<Applied> {
  try {
    const judged = { ...context, judgedOn: plan.ledgerTip };
    return settle(await execute(plan, judged, journal, marks, progress), plan, journal);
  } catch (cause) {
    const known = cause instanceof RelError ? cause : aboutClone(cause);
    const pending = known === null ? null : readPending(context.repo);
    if (known === null || pending === null) throw cause;
    const remedy = wayOn(known.remedy, remedyFor(plan, pending.marks));
    throw new RelError({ ...known.trouble, remedy }, cause);
  }
}

/** What to do first, and then not the command again, which is refused while this is pending. */
function wayOn(remedy: string, next: string): string {
  const at = remedy.indexOf(again);
  return at < 0 ? `${remedy}; then ${next}` : `${remedy.slice(0, at)}${next}`;
}

/** Before the first push it can be forgotten; after it, finished or taken back. */
function remedyFor(plan: Plan<Step>, marks: readonly Mark[]): string {
  const pushed = plan.steps.some(
    (step, index) => kindOf(step).phase === 'push' && lastMark(marks, index) === 'done',
  );
  return pushed
    ? `run: rel continue (its push has happened, so that it cannot be given up)${orUndo(plan)}`
    : 'run: rel continue (to finish it) or rel abort (to forget it)';
}

/** What was taken back is done again by its own command. */
const orUndo = ({ request }: Plan<Step>): string =>
  request.command === 'undo' ? '' : ' or rel undo (to take it back)';

/** A plan of which no target happened leaves no trace; any other one is kept under its id. */
function settle(applied: Applied, plan: Plan<Step>, journal: Journal): Applied {
  const targets = new Set(plan.steps.map((step) => step.target));
  if ([...targets].every((target) => applied.failed.has(target))) journal.discard();
  else journal.finish();
  return applied;
}

const alreadyHappened = (target: string, plan: Plan<Step>): RelError =>
  new RelError({
    code: 'pending',
    message: `${target}: the push has happened, so the operation cannot be aborted`,
    remedy: `run: rel continue (to finish it)${orUndo(plan)}`,
  });
