import { cleanLines } from './clean.ts';
import type { Paint } from './paint.ts';

/** A plan as a person reads it, a line a step; `happened` tells a dry run from a real one. */
export function planText(lines: readonly string[], paint: Paint): string {
  const steps = lines.map((line, index) => `  ${paint.dim(`${index + 1}.`)} ${cleanLines(line)}`);
  return [paint.strong('plan:'), ...steps].join('\n');
}
