import type { Run } from '../../../domain/patch.ts';
import type { Finding } from '../../../domain/proof.ts';
import { isTelling, rangesOf } from './changed-lines.ts';
import type { Pair } from './pairs.ts';
import { shown } from './shown.ts';

/** So many letters and digits are no coincidence. */
const enough = 12;

/** What was brought by hand before may differ in a line or two: this part of the letters and digits has to be there. */
const share = 1 / 2;

/**
 * Runs of added lines that the target had already, so that the pick doubled them: half or more of what is the run's own (lines
 * that the source's file did not have before the change) was in the target's file before the pick.
 */
export function repeatedLines({ source, landed }: Pair): Finding[] {
  if (landed.old === null || source === null) return [];
  const places = new Map(landed.old.split('\n').map((text, at) => [text, at + 1]));
  const common = new Set(source.old?.split('\n'));
  return landed.runs.flatMap((run): Finding[] => {
    const own = run.added.filter((text) => isTelling(text) && !common.has(text));
    const there = own.filter((text) => places.has(text));
    if (weight(there) < Math.max(enough, share * weight(own))) return [];
    const [before] = rangesOf(there.flatMap((text) => places.get(text) ?? []));
    if (before === undefined) return [];
    return [{ kind: 'repeated', path: shown(landed.path), added: rangeOf(run), before }];
  });
}

const weight = (texts: readonly string[]): number =>
  texts.join('').replace(/[^A-Za-z0-9\x80-\xff]/g, '').length;

const rangeOf = ({ newStart, added }: Run) => ({ first: newStart, last: newStart + added.length - 1 });
