import { list, valueAt } from './data.ts';
import type { Complaint } from './problem.ts';

/** Release lines that a policy names more than once, each at its later places. */
export function repeatedLines(policy: unknown): Complaint[] {
  const lines = list(valueAt(policy, ['lines']));
  return lines.flatMap((line, at): Complaint[] =>
    typeof line === 'string' && lines.indexOf(line) < at
      ? [{ path: ['lines', at], on: 'value', message: `the line \`${line}\` is listed already` }]
      : [],
  );
}
