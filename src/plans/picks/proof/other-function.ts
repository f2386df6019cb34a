import type { FilePatch } from '../../../domain/patch.ts';
import type { Finding } from '../../../domain/proof.ts';
import { type EnclosedLine, enclosedLines } from './enclosing.ts';
import { type Pair, takeOut } from './pairs.ts';
import { shown } from './shown.ts';

/** Lines that are in another function than in the source, a finding for each pair of functions. */
export function otherFunctions({ source, landed }: Pair): Finding[] {
  if (source === null) return [];
  const homes = new Map<string, string[]>();
  for (const line of enclosedLines(source))
    homes.set(keyOf(line), [...(homes.get(keyOf(line)) ?? []), line.home]);
  const astray = enclosedLines(landed).filter((line) => !takeOut(homes.get(keyOf(line)), line.home));
  const found = new Map<string, Finding>();
  for (const line of astray) {
    const from = homes.get(keyOf(line))?.shift();
    if (from === undefined) continue; // not in the source at all: extra lines
    const key = JSON.stringify([from, line.home]);
    if (!found.has(key)) found.set(key, findingOf(landed, line, from));
  }
  return [...found.values()];
}

function findingOf({ path }: FilePatch, { home, line }: EnclosedLine, from: string): Finding {
  return { kind: 'other-function', path: shown(path), line, function: shown(home), from: shown(from) };
}

const keyOf = ({ sign, text }: EnclosedLine): string => sign + text;
