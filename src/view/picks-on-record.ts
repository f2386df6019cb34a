import { short } from '../domain/git.ts';
import type { Finding } from '../domain/proof.ts';

interface PickOnRecord {
  readonly pr?: number | undefined;
  readonly source: string;
  readonly findings?: readonly Finding[] | undefined;
}

/** Picks on one line, a PR once, with the kinds of what was found in them: `#231, #236 (moved)`. */
export function picksOnRecord(picks: readonly PickOnRecord[]): string {
  const found = new Map<string, Set<string>>();
  for (const { pr, source, findings = [] } of picks) {
    const name = pr === undefined ? short(source) : `#${pr}`;
    const kinds = found.get(name) ?? new Set<string>();
    for (const { kind } of findings) kinds.add(kind);
    found.set(name, kinds);
  }
  return [...found]
    .map(([name, kinds]) => (kinds.size === 0 ? name : `${name} (${[...kinds].join(', ')})`))
    .join(', ');
}
