import type { Run } from '../../domain/patch.ts';
import type { Finding } from '../../domain/proof.ts';
import { isTelling, rangesOf } from './changed-lines.ts';
import type { Pair } from './pairs.ts';
import { shown } from './shown.ts';

/** So many letters and digits are no coincidence. */
const enough = 16;

/**
 * Runs of added lines that the target had already, so that the pick doubled them: each line of its own (one that the
 * source's file did not have before the change) was in the target's file before the pick.
 */
export function repeatedLines({ source, landed }: Pair): Finding[] {
  if (landed.old === null || source === null) return [];
  const places = new Map(landed.old.split('\n').map((text, at) => [text, at + 1]));
  const common = new Set(source.old?.split('\n'));
  return landed.runs.flatMap((run): Finding[] => {
    const own = run.added.filter((text) => isTelling(text) && !common.has(text));
    const lines = own.map((text) => places.get(text));
    if (weight(own) < enough || lines.includes(undefined)) return [];
    const [before] = rangesOf(lines.flatMap((line) => line ?? []));
    if (before === undefined) return [];
    return [{ kind: 'repeated', path: shown(landed.path), added: rangeOf(run), before }];
  });
}

const weight = (texts: readonly string[]): number =>
  texts.join('').replace(/[^A-Za-z0-9\x80-\xff]/g, '').length;
const rangeOf = ({ newStart, added }: Run) => ({ first: newStart, last: newStart + added.length - 1 });
