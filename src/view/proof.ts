import { short } from '../domain/git.ts';
import { findingText } from '../domain/proof.ts';
import type { PickOfTarget } from '../domain/results.ts';
import { clean, cleanLines } from './clean.ts';
import type { Paint } from './paint.ts';

/** So many lines of a range-diff are shown. */
const most = 20;

/**
 * What a person should know of a clean pick that is not its source line by line: a line for each finding that its row does not give as the reason, then how
 * the two differ. Nothing of a pick that is identical and has no findings.
 */
export function proofText(pick: PickOfTarget, paint: Paint): string[] {
  const texts = (pick.findings ?? []).map(findingText).filter((text) => !pick.reason?.includes(text));
  const found = texts.map((text) => `    ${paint.doubtful('!')} ${clean(text)}`);
  if (pick.proof !== 'adapted') return found;
  const head = `    adapted: the patch is not the same as that of ${short(pick.source)}`;
  return [...found, paint.dim(head), ...differences(pick).map((line) => paint.dim(line))];
}

function differences({ rangeDiff, source, commit }: PickOfTarget): string[] {
  const lines = rangeDiff === undefined ? [] : cleanLines(rangeDiff).split('\n');
  if (rangeDiff !== undefined && lines.length <= most) return lines;
  const left = rangeDiff === undefined ? 'too long to be shown' : `${lines.length - most} more lines`;
  const range = (sha: string) => `${short(sha)}^-`;
  const whole =
    commit === undefined ? '' : `: git range-diff --creation-factor=999 ${range(source)} ${range(commit)}`;
  return [...lines.slice(0, most), `    (${left}${whole})`];
}
