import * as z from 'zod';

/** The form of a `Read` on record, given that of its value. */
export const readForm = <T extends z.ZodType>(value: T) =>
  z.union([
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), why: z.string(), permission: z.exactOptional(z.string()) }),
  ]);
