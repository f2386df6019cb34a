import type { PatchPair } from '../../domain/patch.ts';
import type { Finding, Proof } from '../../domain/proof.ts';
import { extraLines, wholeFiles } from './proof/extra-lines.ts';
import { isSamePatch } from './proof/identity.ts';
import { moved } from './proof/moved.ts';
import { otherFunctions } from './proof/other-function.ts';
import { pairFiles } from './proof/pairs.ts';
import { rangeDiff } from './proof/range-diff.ts';
import { repeatedLines } from './proof/repeated.ts';
import { mayBeElsewhere } from './proof/surroundings.ts';

/**
 * Holds what landed against what was picked. `identical` says that both have the same patch-id; even then lines may be
 * where they do not belong, since a patch-id knows no line numbers. Lines in another function are found where the runs
 * have their headings.
 */
export function prove({ source, landed }: PatchPair): Proof {
  const whole = wholeFiles(source, landed);
  const findings = pairFiles(source, landed).flatMap((pair): Finding[] => [
    ...[moved(pair), extraLines(pair, whole)].filter((finding) => finding !== null),
    ...otherFunctions(pair),
    ...repeatedLines(pair),
  ]);
  if (isSamePatch(source, landed)) return { proof: 'identical', findings, rangeDiff: null };
  return { proof: 'adapted', findings, rangeDiff: rangeDiff(source, landed) };
}

/** Whether the headings of the runs have to be known to prove this. */
export const needsHeadings = ({ source, landed }: PatchPair): boolean =>
  pairFiles(source, landed).some(mayBeElsewhere);

/** The proof of a pick whose files are the source's own, each from the same one before: there is nothing to compare. */
export const sameByConstruction: Proof = { proof: 'identical', findings: [], rangeDiff: null };
