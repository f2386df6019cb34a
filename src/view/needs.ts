import { type Sha, short } from '../domain/git.ts';
import type { PickOfTarget } from '../domain/results.ts';
import { clean } from './clean.ts';

/** What a conflicting pick needs first, as a line under its row; nothing where nobody has looked. */
export const needsText = (pick: PickOfTarget): string[] =>
  pick.outcome === 'conflict' ? needsLine(pick).map((line) => `    ${line}`) : [];

/** The same, not indented. */
export function needsLine({ needs = [], needsAre }: Pick<PickOfTarget, 'needs' | 'needsAre'>): string[] {
  const names = [...new Set(needs.map((one) => nameOf(one, one.subject)))];
  const line = `with ${names.join(', ')} first it applies cleanly`;
  switch (needsAre) {
    case undefined:
      return [];
    case 'smallest':
      return [line];
    case 'minimal':
      return [`${line}; none of these can be left out`];
    case 'enough':
      return [`${line}; fewer may do`];
    case 'none':
      return ['no set of earlier changes makes it clean'];
    case 'not-found':
      return ['no set of earlier changes was found that makes it clean'];
  }
}

/** What a prerequisite was taken for, to stand at the end of its row; empty for any other pick. */
export const neededByText = ({ neededBy = [] }: PickOfTarget): string =>
  neededBy.length === 0 ? '' : ` (needed by ${neededBy.map((one) => nameOf(one, '')).join(', ')})`;

const nameOf = ({ pr, source }: { pr?: number | undefined; source: Sha }, subject: string): string => {
  if (pr !== undefined) return `#${pr}`;
  return subject === '' ? short(source) : `${short(source)} (${clean(subject)})`;
};
