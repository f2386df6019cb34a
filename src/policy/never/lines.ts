import { fillPattern } from '../../domain/pattern.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PolicyFacts } from './facts.ts';
import type { Remark } from './remark.ts';

/** Lines that are kept and that nothing is released of: a hotfix of one has nothing to begin at. */
export function lineRemarks({ lines, tags }: Policy, facts: PolicyFacts): Remark[] {
  const { lines: released } = facts;
  if (!released.ok) return [];
  return lines.flatMap((line, index): Remark[] => {
    if (released.value.includes(line)) return [];
    const tag = fillPattern(tags.release, { version: `${line}.0` });
    return [
      {
        ...{ code: 'lines.no-release', gate: null, path: ['lines', index], on: 'value' },
        message: `\`rel cut-hotfix --line ${line}\` has nothing to begin at: no release of the line ${line} is out`,
        hint: `a release of it has a tag like ${tag}`,
      },
    ];
  });
}
