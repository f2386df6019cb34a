import { type Hold, holdWords } from '../domain/hold.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';

interface Held {
  readonly version: string;
  readonly kind: 'hold' | 'resume';
  readonly reason: string;
  readonly done: boolean;
}

/** What was put on hold or released, would be, or is so already. */
export function holdText({ version, kind, reason, done }: Held, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${clean(planned.message)}`;
  if (planned.kind === 'stop') return '';
  if (kind === 'hold') {
    const line = `${done ? 'put' : 'would put'} ${version} on hold: ${clean(reason)}`;
    return `${paint.bad(line)}\nuntil rel resume ${version}, nothing is picked, tagged or released of it`;
  }
  return `${done ? paint.good('released') : 'would release'} ${paint.strong(version)} from hold: ${clean(reason)}`;
}

/** A train on hold, in red, and what releases it; none where it is not. */
export const holdLines = (version: string, hold: Hold | null | undefined, paint: Paint): string[] =>
  hold == null
    ? []
    : [
        paint.bad(`ON HOLD: ${clean(holdWords(version, hold))}`),
        `  ${paint.dim('→')} rel resume ${version} --reason TEXT`,
      ];
