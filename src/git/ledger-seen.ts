import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { found, type Read, unreadable } from '../domain/errors.ts';
import { RefName, Sha } from '../domain/git.ts';
import { LedgerKey } from '../domain/ledger-keys.ts';
import { isAncestor } from './history.ts';
import { objectsExist } from './objects.ts';
import type { Repository } from './repository.ts';

/**
 * What this clone last saw of the remote's ledger, in `.git/rel/ledger-seen`: a remote can be made to forget, and
 * then nobody but the clones knows.
 */
const SeenLedger = z.object({
  rel: z.literal(1),
  ref: RefName,
  tip: Sha,
  /** Milliseconds since 1970: when the tip got here. */
  at: z.number(),
  /** Whose signatures counted then, as the policy had it; not there where the ledger was not signed. */
  signers: z.array(LedgerKey).optional(),
});
export type SeenLedger = z.infer<typeof SeenLedger>;

const seenFile = (repo: Repository): string => join(repo.commonDir, 'rel/ledger-seen');

/** What was last seen; null where none was ever; not readable where something else stands in its place. */
export function readSeenLedger(repo: Repository): Read<SeenLedger | null> {
  try {
    return found(SeenLedger.parse(JSON.parse(readFileSync(seenFile(repo), 'utf8'))));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return found(null);
    return unreadable(`${seenFile(repo)} is not what rel wrote there`);
  }
}

/** Writes it down, whole or not at all. Throws where the folder cannot be written. */
export function writeSeenLedger(repo: Repository, seen: Omit<SeenLedger, 'rel'>): void {
  mkdirSync(join(repo.commonDir, 'rel'), { recursive: true });
  // write-file-atomic would be loaded by every command.
  const draft = `${seenFile(repo)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ rel: 1, ...seen })}\n`, { mode: 0o600 });
  renameSync(draft, seenFile(repo));
}

/** As if this clone had never seen a ledger. */
export function forgetSeenLedger(repo: Repository): void {
  rmSync(seenFile(repo), { force: true });
}

/** Whether the ledger at `tip`, which is here, is what was seen or has grown from it. */
export async function growsFrom(repo: Repository, seen: Sha, tip: Sha | null): Promise<boolean> {
  if (tip === null || seen === tip) return seen === tip;
  // With `tip` all that it has grown from is here.
  return (await objectsExist(repo, [seen])).has(seen) && isAncestor(repo, seen, tip);
}

/** Writes down what this clone has itself pushed onto `base`, unless that was not the ledger that it knows. */
export async function seePushed(repo: Repository, ref: string, base: Sha | null, tip: Sha): Promise<void> {
  const seen = readSeenLedger(repo);
  if (!seen.ok) return;
  if (seen.value !== null && !(await growsFrom(repo, seen.value.tip, base))) return;
  const signers = seen.value?.signers;
  writeSeenLedger(repo, { ref, tip, at: Date.now(), ...(signers === undefined ? {} : { signers }) });
}
