import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { RelError } from '../../domain/errors.ts';
import { watchLedger } from '../../facts/ledger/watch.ts';
import { policyTrouble, problemLine } from '../../facts/policy-trouble.ts';
import type { PolicySource } from '../../facts/remote-policy.ts';
import { readWorld, type World } from '../../facts/world.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Invocation } from './command.ts';
import { connect } from './connect.ts';

/** The remote that trains run on. */
export const remote = 'origin';

/** Opens the repository of a call and reads the remote. `changes` is true for a command that will change it. */
export async function openWorld(invocation: Invocation, changes: boolean): Promise<World> {
  const repo = await openRepository(invocation.globals.dir);
  return worldOf(invocation, repo, changes);
}

/**
 * Reads the remote of an open repository; that its ledger was rewritten since this clone last saw it is a warning
 * beside the policy's.
 */
export async function worldOf(invocation: Invocation, repo: Repository, changes: boolean): Promise<World> {
  const since = Date.now();
  const world = await unwatchedWorld(invocation, repo, changes);
  const warnings = await watchLedger(world, since, !invocation.globals.dryRun);
  const { source } = world;
  return warnings.length === 0
    ? world
    : { ...world, source: { ...source, warnings: [...source.warnings, ...warnings] } };
}

/** The same for a command that looks into the ledger's history itself. */
export async function unwatchedWorld(
  invocation: Invocation,
  repo: Repository,
  changes: boolean,
): Promise<World> {
  const { policy } = invocation.globals;
  if (policy !== undefined && changes) {
    throw new RelError({
      code: 'usage',
      message: '--policy is only for commands that change nothing',
      why: 'what is changed is decided by the policy of the remote, which nobody can loosen on the way',
      remedy: 'run the same command without --policy, or with --dry-run',
    });
  }
  refuseProduct(invocation);
  const localPolicy = policy === undefined ? null : readLocalPolicy(invocation, policy);
  return readWorld({ repo, remote, localPolicy, connect: (url, p) => connect(invocation, url, p) });
}

function refuseProduct({ globals }: Invocation): void {
  if (globals.product === undefined) return;
  throw new RelError({
    code: 'usage',
    message: `there is no product ${globals.product}: the policy has no products`,
    remedy: 'run the same command without --product',
  });
}

/** A policy file of this machine. Throws `file-unreadable`, `policy-invalid`, `policy-foreign`. */
export function readLocalPolicy({ globals }: Invocation, file: string): PolicySource {
  const text = readText(resolve(globals.dir, file), file);
  const loaded = loadPolicy(text, file);
  if (!loaded.ok)
    throw new RelError(policyTrouble(loaded, file, `mend it, then run: rel policy check ${file}`));
  const warnings = loaded.warnings.map(problemLine);
  return { policy: loaded.policy, from: file, text, commit: null, warnings };
}

/** The text of a file that the user named. Throws `file-unreadable` (2). */
export function readText(path: string, named: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    const why = said.startsWith('ENOENT') ? `there is no file ${path}` : said;
    const remedy = `run: ls ${dirname(path)}, and correct the path`;
    throw new RelError({ code: 'file-unreadable', message: `${named} cannot be read`, why, remedy }, cause);
  }
}
