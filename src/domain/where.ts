import * as z from 'zod';
import { Sha } from './git.ts';

/** What a change may be on. */
export const PlaceKind = z.enum(['branch', 'candidate', 'release']);
export type PlaceKind = z.infer<typeof PlaceKind>;

const placed = {
  of: z.string().describe('the change, as `changes[].of` names it'),
  source: Sha.describe("the change's own commit"),
  ref: z.string().describe('the short name of the branch or tag'),
  kind: PlaceKind,
};

/** One commit of a change on one branch or tag. */
export const WherePlace = z.strictObject({
  ...placed,
  how: z.enum(['ancestry', 'provenance', 'patch-id', 'PR']),
  commit: Sha.describe('the commit that is there'),
});
export type WherePlace = z.infer<typeof WherePlace>;

/** One commit of a change on a branch or tag that holds it and the commit that takes it back. */
export const WhereReverted = z.strictObject({
  ...placed,
  commit: Sha.describe('the commit that is there'),
  by: Sha.describe('the commit that takes it back'),
});
export type WhereReverted = z.infer<typeof WhereReverted>;

/** A change that was asked about, and what comes of its commits together. */
export const WhereChange = z.strictObject({
  of: z.string().describe('`#231`, or a whole SHA'),
  pr: z.number().optional(),
  title: z.string(),
  note: z.string().nullable().describe('what keeps the change from being looked up as a merged PR'),
  commits: z.array(Sha),
  held: z.array(z.string()).describe('the branches and tags that have all of it'),
  partly: z.array(z.string()).describe('those that have some of its commits'),
  reverted: z.array(z.string()).describe('those on which it was taken back'),
  missing: z.array(z.string()).describe('the branches that have nothing of it'),
  firstCandidate: z.string().nullable(),
  firstRelease: z.string().nullable().describe('the lowest version that has all of it'),
});
export type WhereChange = z.infer<typeof WhereChange>;

export const WhereResult = z.strictObject({
  changes: z.array(WhereChange),
  places: z.array(WherePlace),
  reverted: z.array(WhereReverted),
});
export type WhereResult = z.infer<typeof WhereResult>;
