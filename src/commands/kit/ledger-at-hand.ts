import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerKey } from '../../domain/ledger-keys.ts';
import { isoOf, minuteOf } from '../../domain/time.ts';
import { acceptLedger, sightOf } from '../../facts/ledger/watch.ts';
import type { World } from '../../facts/world.ts';
import { readSeenLedger } from '../../git/ledger-seen.ts';
import { objectsExist } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import type { Invocation } from './command.ts';
import { unwatchedWorld } from './session.ts';

/** The ledger to look into: the remote's, or what this clone last saw of it. */
export interface LedgerAtHand {
  readonly ref: string;
  readonly tip: Sha | null;
  /** The tip that this clone last saw, where the remote's ledger has not grown from it; null: it has. */
  readonly lost: Sha | null;
  /** null: the remote did not answer. */
  readonly world: World | null;
  /** Whose signatures count; null where the ledger is not signed, as far as is known here. */
  readonly signers: readonly LedgerKey[] | null;
  readonly warnings: readonly string[];
}

/**
 * Reads the remote; where that does not answer, what is here has to do. Throws `remote-unreachable` where nothing is.
 */
export async function ledgerAtHand(invocation: Invocation, repo: Repository): Promise<LedgerAtHand> {
  const since = Date.now();
  try {
    return await remoteLedger(
      await unwatchedWorld(invocation, repo, { changes: false, shared: true }),
      invocation,
      since,
    );
  } catch (error) {
    const unreachable = error instanceof RelError && error.code === 'remote-unreachable';
    const offline = unreachable && invocation.options.accept !== true;
    const seen = offline ? await lastSeen(repo) : null;
    if (seen === null) throw error;
    return seen;
  }
}

async function remoteLedger(world: World, { globals }: Invocation, since: number): Promise<LedgerAtHand> {
  const { policy, ledgerTip, source } = world;
  const sight = await sightOf(world, since);
  if (sight.ok && sight.value.kind === 'grown' && !globals.dryRun) acceptLedger(world);
  const unsure = sight.ok ? [] : [`${sight.why}: rel verify --accept begins anew with the remote's ledger`];
  return {
    ref: policy.ledger.ref,
    tip: ledgerTip,
    lost: sight.ok && sight.value.kind === 'rewritten' ? sight.value.seen.tip : null,
    world,
    signers: policy.ledger.signed ? policy.ledger.keys : null,
    warnings: [...source.warnings, ...unsure],
  };
}

async function lastSeen(repo: Repository): Promise<LedgerAtHand | null> {
  const seen = readSeenLedger(repo);
  if (!seen.ok || seen.value === null) return null;
  const { ref, tip, at, signers = null } = seen.value;
  if (!(await objectsExist(repo, [tip])).has(tip)) return null;
  const since = minuteOf(isoOf(at));
  const warnings = [
    `the remote did not answer: this is the ledger as this clone saw it (${since}); tags were not compared`,
  ];
  return { ref, tip, lost: null, world: null, signers, warnings };
}
