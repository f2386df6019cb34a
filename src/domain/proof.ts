import * as z from 'zod';

/** Lines of a file, from 1; both ends are part of it. */
export const LineRange = z.strictObject({ first: z.number(), last: z.number() });
export type LineRange = z.infer<typeof LineRange>;

/**
 * What a clean pick did that the change it was made of does not say. Paths and lines are those of the target: of the
 * file afterwards, of removed lines before.
 */
export const Finding = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('moved').describe('git took another file for the renamed one'),
    path: z.string().describe('where it landed'),
    from: z.string().nullable().describe('the file the source names; null where none can be told'),
  }),
  z.strictObject({
    kind: z.literal('extra-lines').describe('lines came or went that are not in the change'),
    path: z.string(),
    added: z.array(LineRange),
    removed: z.array(LineRange),
  }),
  z.strictObject({
    kind: z.literal('other-function').describe('lines are in another function than in the source'),
    path: z.string(),
    line: z.number().describe('the first of them'),
    function: z.string().describe('where it landed'),
    from: z.string().describe('where the source has it'),
  }),
  z.strictObject({
    kind: z.literal('repeated').describe('the target had these lines already'),
    path: z.string(),
    added: LineRange,
    before: LineRange.describe('where they were before, in the file as it was'),
  }),
]);
export type Finding = z.infer<typeof Finding>;

export const ProofWord = z.enum(['identical', 'adapted']);
export type ProofWord = z.infer<typeof ProofWord>;

/** What was picked, held against what landed. */
export interface Proof {
  /** `identical`: both have the same patch-id (`git patch-id --stable`). */
  readonly proof: ProofWord;
  readonly findings: readonly Finding[];
  /** As `git range-diff` prints it, without its first line; null where they are identical, or too large for it. */
  readonly rangeDiff: string | null;
}

/** A finding in plain words, its kind first: `moved: the change to a.ts lands in b.ts`. */
export function findingText(finding: Finding): string {
  const { kind, path } = finding;
  switch (kind) {
    case 'moved':
      if (finding.from === null) return `moved: it changes ${path}, which the source does not name`;
      return `moved: the change to ${finding.from} lands in ${path}`;
    case 'extra-lines': {
      const added = places(path, finding.added).map((place) => `${place} not in the change`);
      const removed = places(path, finding.removed).map(
        (place) => `${place} (as it was) removed, not by the change`,
      );
      return `extra-lines: ${[...added, ...removed].join(', ')}`;
    }
    case 'other-function':
      return `other-function: ${path}:${finding.line} is in ${finding.function}, in the source in ${finding.from}`;
    case 'repeated':
      return `repeated: ${places(path, [finding.added])} stood at ${places(path, [finding.before])} already`;
  }
}

const places = (path: string, ranges: readonly LineRange[]): string[] =>
  ranges.map(({ first, last }) => `${path}:${first === last ? first : `${first}-${last}`}`);
