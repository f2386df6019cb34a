import * as z from 'zod';
import type { Release } from '../domain/change.ts';
import { requireGitHub } from './require-github.ts';
import type { Before } from './step.ts';

/** A GitHub Release as it was before a step. */
export const ReleaseThen = z.object({
  id: z.number(),
  tag: z.string(),
  name: z.string(),
  body: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  url: z.string(),
  immutable: z.boolean(),
  assets: z.number(),
  publishedAt: z.string().nullable(),
});

/** The release of the step's tag, before it was changed; null where there was none. */
export const releaseBefore: Before<{ readonly kind: string; readonly tag: string }, Release | null> = {
  schema: ReleaseThen.nullable(),
  read: ({ tag }, context) => requireGitHub(context).findRelease(tag),
};
