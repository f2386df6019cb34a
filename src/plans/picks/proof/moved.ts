import type { Finding } from '../../../domain/proof.ts';
import type { Pair } from './pairs.ts';
import { shown } from './shown.ts';

/** A change in a file that the source does not name. What the source itself renames names both of its files. */
export function moved({ source, landed }: Pair): Finding | null {
  if (source?.path === landed.path) return null;
  return { kind: 'moved', path: shown(landed.path), from: source === null ? null : shown(source.path) };
}
