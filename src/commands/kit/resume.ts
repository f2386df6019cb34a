import { isDeepStrictEqual } from 'node:util';
import { alone } from '../../apply/lock.ts';
import {
  conflictName,
  forgetPaused,
  type Paused,
  readPaused,
  type WaitingConflict,
  writePaused,
} from '../../apply/pause.ts';
import { RelError } from '../../domain/errors.ts';
import type { Request, Stamp } from '../../domain/plan.ts';
import type { World } from '../../facts/world.ts';
import { keepCommit } from '../../git/conflict/keep.ts';
import { removeConflictPlaces, shownPath } from '../../git/conflict/place.ts';
import { commitResolution, readResolution, teachRerere } from '../../git/conflict/resolution.ts';
import type { Repository } from '../../git/repository.ts';
import { unresolvedTrouble } from '../../view/unresolved.ts';
import type { Invocation, Report } from './command.ts';
import { layOut } from './conflict.ts';
import { carryOut } from './operate.ts';
import type { AnyOperation } from './operation.ts';
import { operationOf } from './operation-of.ts';
import { ofProduct, worldOf } from './session.ts';
import { prepareSigned } from './signing.ts';
import { makeStamp } from './stamp.ts';

/** What a person has decided about the conflict, and what they should know. */
interface Decision {
  readonly request: Request;
  /** The resolution's commit, which nothing refers to yet. */
  readonly change: string | null;
  readonly warnings: readonly string[];
}

/**
 * Goes on with an operation that waits for a person: with what they made of the conflict, or (`skip`) without that
 * change. Planned again, with the same stamp, in the world as it is now. Nothing of the pause is given up before its
 * part in the operation has happened or is kept elsewhere.
 */
export async function resume(
  invocation: Invocation,
  repo: Repository,
  paused: Paused,
  skip: boolean,
): Promise<Report> {
  const { conflict } = paused;
  if (conflict !== null && !skip && conflict.laidOut === null)
    return layOutAgain(invocation, repo, { ...paused, conflict });
  const decision = skip ? skipped(paused) : await resolved(repo, paused);
  const operation = await requireOperation(paused.request.command);
  const world = await worldOf(ofProduct(invocation, paused.stamp), repo, { changes: true });
  await requireSameActor(invocation, world, paused.stamp);
  const { io, globals } = invocation;
  const input = operation.input.safeParse({
    ...decision.request.input,
    terminal: io.canAsk,
    attended: io.canAsk && !globals.yes,
  });
  if (!input.success) throw notOurs('its request is not one that this rel makes', input.error);
  const prepared = await prepareSigned(invocation, world, operation, input.data, paused.stamp);
  const told = { ...prepared, warnings: [...prepared.warnings, ...decision.warnings] };
  return carryOut(invocation, world, told, paused.stamp, { agreed: () => hold(repo, paused, decision) });
}

/** What a person has made of the conflict. Throws RelError `conflict` where it is no resolution yet, or gone. */
async function resolved(repo: Repository, { stamp, request, conflict }: Paused): Promise<Decision> {
  if (conflict === null || conflict.laidOut === null) return { request, change: null, warnings: [] };
  const laidOut = { ...conflict, ...conflict.laidOut, source: conflict.change };
  const read = await readResolution(repo, laidOut);
  if (read.kind === 'gone') throw worktreeGone(conflict);
  if (read.kind === 'open') throw new RelError(unresolvedTrouble(read.problems, placeOf(conflict)));
  const change = await commitResolution(repo, laidOut, read.tree, stamp.committer);
  const { target, source } = conflict;
  const others = listOf(request, 'resolutions').filter((r) => r.target !== target || r.source !== source);
  const resolutions = [...others, { target, source, change }];
  const warnings = read.untracked.length === 0 ? [] : [untrackedWarning(read.untracked, conflict)];
  return { request: { ...request, input: { ...request.input, resolutions } }, change, warnings };
}

/** The conflicting change left out, with all of its PR. Throws RelError `usage` where none conflicts. */
function skipped({ request, conflict }: Paused): Decision {
  if (conflict === null) {
    throw new RelError({
      code: 'usage',
      message: 'there is nothing to leave out: every conflict is resolved',
      remedy: 'run: rel continue, or rel abort to give it up',
    });
  }
  const { target, skips } = conflict;
  const all = [...listOf(request, 'skips'), ...skips.map((source) => ({ target, source }))];
  return { request: { ...request, input: { ...request.input, skips: all } }, change: null, warnings: [] };
}

function listOf({ input }: Request, name: string): { target?: unknown; source?: unknown }[] {
  const list = input[name];
  return Array.isArray(list) ? list : [];
}

/** The decision outlives its worktree: what was resolved is kept by a ref, what is to be done by the pause. */
function hold(repo: Repository, paused: Paused, { request, change }: Decision): Promise<void> {
  const writeDown = async () => {
    requireUnchanged(repo, paused);
    if (change !== null) await keepCommit(repo, change);
    if (change !== null && paused.conflict !== null) await teachRerere(repo, paused.conflict.dir);
    writePaused(repo, { ...paused, request, conflict: null });
    removeConflictPlaces(repo);
  };
  return alone(repo, writeDown, 'rel continue');
}

/** Gives up the operation that waits: its worktree and all that was resolved; what was pushed stays. */
export function abandon(repo: Repository, paused: Paused): Promise<void> {
  const forget = async () => {
    requireUnchanged(repo, paused);
    await forgetPaused(repo);
  };
  return alone(repo, forget, 'rel abort');
}

/** rel was stopped while it made the worktree: nobody has worked in it yet. */
async function layOutAgain(
  invocation: Invocation,
  repo: Repository,
  paused: Paused & { readonly conflict: WaitingConflict },
): Promise<Report> {
  if (invocation.globals.dryRun)
    return { result: {}, text: () => 'dry run: would lay out the conflict again' };
  const again = async () => {
    requireUnchanged(repo, paused);
    return layOut(repo, paused, invocation.io.err);
  };
  const trouble = await alone(repo, again, 'rel continue');
  return { result: {}, trouble, text: () => '' };
}

function requireUnchanged(repo: Repository, paused: Paused): void {
  if (isDeepStrictEqual(readPaused(repo), paused)) return;
  throw new RelError({
    code: 'moved',
    message: 'another rel has gone on with it in the meantime',
    remedy: 'run: rel status',
  });
}

async function requireOperation(name: string): Promise<AnyOperation> {
  const operation = await operationOf(name);
  if (operation === null) throw notOurs(`rel ${name} makes no plans`);
  return operation;
}

/** What waits is not what this rel writes there: another version did, or somebody's hand. */
const notOurs = (why: string, cause?: unknown): RelError =>
  new RelError(
    {
      code: 'pending',
      message: 'what an operation waits for cannot be gone on with',
      why,
      remedy: 'run: rel continue, in the version that began it; or rel abort, which gives it up',
    },
    cause,
  );

/** The ledger records who acts. */
async function requireSameActor({ io }: Invocation, world: World, { actor }: Stamp): Promise<void> {
  const now = (await makeStamp(world, io)).actor;
  if (isDeepStrictEqual(now, actor)) return;
  throw new RelError({
    code: 'usage',
    message: `it was begun by ${actor.login}, and you are ${now.login}`,
    why: 'the ledger records who acts',
    remedy: `let ${actor.login} go on with it, or give it up (rel abort) and begin anew`,
  });
}

const worktreeGone = (conflict: WaitingConflict): RelError =>
  new RelError({
    code: 'conflict',
    message: `the worktree in which ${conflictName(conflict)} was to be resolved is gone, and what was in it`,
    why: `it was in ${shownPath(conflict.dir)}`,
    remedy: `run: rel continue --skip (leaves ${conflictName(conflict)} out), or rel abort and pick it again`,
  });

function untrackedWarning(paths: readonly string[], conflict: WaitingConflict): string {
  const shown = paths.slice(0, 5).join(', ');
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : '';
  return `not part of what is picked for ${conflictName(conflict)}, since nobody added it: ${shown}${more}`;
}

const placeOf = (conflict: WaitingConflict) => ({
  ...conflict,
  name: conflictName(conflict),
  place: shownPath(conflict.dir),
});
