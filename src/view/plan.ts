import { cleanLines } from './clean.ts';
import type { Paint } from './paint.ts';

/** A plan as a person reads it: each step with its number, and its further lines under it. */
export function planText(steps: readonly (readonly string[])[], paint: Paint): string {
  const numbered = steps.map(([first = '', ...more], index) => {
    const head = `  ${paint.dim(`${String(index + 1).padStart(2)}.`)} ${cleanLines(first)}`;
    return [head, ...more.map((line) => `      ${cleanLines(line)}`)].join('\n');
  });
  return [paint.strong('plan:'), ...numbered].join('\n');
}
