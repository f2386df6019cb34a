import * as z from 'zod';
import { Stage } from './verdict.ts';

/** Something that a valid policy asks for and that nothing can bring about as things stand. */
export const PolicyWarning = z.strictObject({
  code: z.string().describe('stable: checks.unknown-name'),
  message: z.string(),
  hint: z.string().nullable(),
  file: z.string(),
  line: z.int(),
  column: z.int(),
  gate: z
    .strictObject({ stage: Stage, id: z.string() })
    .nullable()
    .describe('the gate it keeps from passing'),
  products: z.array(z.string()).describe('the products it is about; none where the policy has none'),
});
export type PolicyWarning = z.infer<typeof PolicyWarning>;

/** The answer of `rel policy check` and `rel policy show`. */
export const PolicyResult = z.strictObject({
  from: z.string().describe('where it was read'),
  commit: z.string().nullable().describe('the commit it was read at; null for a file'),
  valid: z.literal(true),
  policy: z.unknown().describe('the policy with its defaults filled in; see: rel schema policy'),
  warnings: z.array(PolicyWarning).describe('of check: gates that can never pass, and the like'),
  notLookedAt: z
    .array(z.strictObject({ what: z.string(), why: z.string() }))
    .describe('of check: what could not be looked at'),
  local: z
    .strictObject({
      file: z.string(),
      valid: z.boolean(),
      differences: z.array(
        z.strictObject({
          key: z.string(),
          remote: z.unknown().optional().describe('absent: only the local policy has this key'),
          local: z.unknown().optional().describe('absent: only the remote has this key'),
        }),
      ),
    })
    .nullable()
    .describe('the policy of the working tree where it says something else; the remote’s counts'),
  explain: z
    .array(
      z.strictObject({
        path: z.array(z.union([z.string(), z.int()])),
        value: z.unknown(),
        from: z.strictObject({
          kind: z.enum(['default', 'shared', 'product']),
          file: z.string().nullable(),
          line: z.int().nullable(),
          column: z.int().nullable(),
        }),
      }),
    )
    .nullable()
    .describe('of show --explain: each value and where it was written'),
});
export type PolicyResult = z.infer<typeof PolicyResult>;
