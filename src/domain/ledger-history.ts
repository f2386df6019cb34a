import * as z from 'zod';
import type { Read } from './errors.ts';
import { Sha } from './git.ts';
import type { LedgerEntry } from './ledger.ts';

/** One file that a commit of the ledger adds, changes or removes. */
export interface LedgerChange {
  readonly path: string;
  readonly how: 'added' | 'changed' | 'removed';
  /** The content's object; that of before where it is removed. */
  readonly blob: Sha;
  /** A plain file, which is not executable and no link. */
  readonly plain: boolean;
}

/** A commit of the ledger, against its first parent. */
export interface LedgerCommit {
  readonly sha: Sha;
  readonly parents: readonly Sha[];
  /** Seconds since 1970: when it was committed, by its own word. */
  readonly time: number;
  /** Empty for a merge. */
  readonly changes: readonly LedgerChange[];
}

/** What a file of the ledger says, and the path that an entry of this content has. */
export type LedgerFile = Read<{ readonly entry: LedgerEntry; readonly path: string }>;

/** A stretch of the ledger, oldest first, with what its added files say, by their objects. */
export interface LedgerHistory {
  readonly commits: readonly LedgerCommit[];
  readonly files: ReadonlyMap<Sha, LedgerFile>;
}

/** That the remote's ledger is not one that has grown from what this clone last saw of it. */
export interface LedgerRewrite {
  /** The tip this clone last saw. */
  readonly seen: Sha;
  /** What it had that the remote's has not, oldest first; null where those objects are gone from this clone. */
  readonly lost: readonly LedgerCommit[] | null;
  /** What the remote's has that it had not, oldest first. */
  readonly gained: readonly LedgerCommit[];
}

/** Something that is wrong with the ledger (`broken`), or that somebody should know of it (`note`). */
export const LedgerFinding = z.strictObject({
  code: z.string().describe('stable: `entry.removed`, `tag.moved`'),
  level: z.enum(['broken', 'note']),
  message: z.string(),
  entry: z.string().nullable().describe("the entry's path in the ledger"),
  commit: Sha.nullable().describe('the commit that did it; of an entry that was lost, one that still has it'),
  remedy: z.string(),
});
export type LedgerFinding = z.infer<typeof LedgerFinding>;
