import * as z from 'zod';

const name = z.string().min(1);

/** What has to be on record of the commit before a point may be given. */
const Need = z.union([
  z.strictObject({ signOff: name.describe('the sign-off of this role') }),
  z.strictObject({ testResults: name.describe('green results of this suite') }),
  z.strictObject({ document: name.describe('the document of this name') }),
  z.strictObject({ deployment: name.describe('a healthy deployment to this environment') }),
  z.strictObject({ checklist: name.describe('every item of the checklist gate with this id') }),
]);
export type Need = z.infer<typeof Need>;

/** Somebody hands a version over, and somebody takes it. */
export const HandOverPoint = z.strictObject({
  id: z
    .string()
    .regex(/^(?!promote$)[a-z0-9-]+$/, 'small letters, digits and dashes, and not `promote`')
    .describe('what `rel hand-over` calls it'),
  from: name.describe('the role that gives'),
  to: name.describe('the role that takes'),
  after: z
    .array(name)
    .default([])
    .describe('points further up that must have been accepted; `promote`: once the version is released'),
  needs: z.array(Need).default([]).describe('what has to be on record of the very commit'),
});
export type HandOverPoint = z.infer<typeof HandOverPoint>;

export const HandOver = z.array(HandOverPoint).default([]);

/** The word in `after` that stands for the release. */
export const afterPromote = 'promote';

/** The points that come before one. */
export const pointsBefore = ({ after }: HandOverPoint): string[] =>
  after.filter((name) => name !== afterPromote);

/** What was said at a point: handed over, taken, or not taken as it is. */
export const HandOverDecision = z.enum(['given', 'accepted', 'declined']);
export type HandOverDecision = z.infer<typeof HandOverDecision>;
