import * as z from 'zod';
import type { Sha } from './git.ts';
import type { LedgerEntry } from './ledger.ts';

/** What git says of a commit's signature. `valid`: whoever holds the key with this fingerprint made it. */
export type CommitSignature =
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'valid'; readonly fingerprint: string };

/** A file of the ledger where it was added, in the order of the ledger. */
export interface AddedFile {
  readonly path: string;
  readonly blob: Sha;
  readonly commit: Sha;
}

/** Why an entry of a signed ledger does not count. */
export const Discount = z.strictObject({
  code: z
    .enum([
      'signature.missing',
      'signature.invalid',
      'signature.unknown-key',
      'signature.retired-key',
      'signature.wrong-actor',
      'signature.untraced',
    ])
    .describe('stable'),
  why: z.string(),
});
export type Discount = z.infer<typeof Discount>;

/** An entry that is on record and does not count. */
export interface Uncounted extends Discount {
  readonly entry: LedgerEntry;
}
