import { type RefChange, short } from '../domain/git.ts';
import { minuteOf } from '../domain/time.ts';
import type { UndoResult } from '../domain/undo-results.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';

/** What was taken back, would be, or cannot be; and what stays. */
export function undoText(undo: UndoResult, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'stop') return '';
  const verb = undo.done ? paint.good('taken back') : 'would take back';
  return [
    `${verb}: ${paint.strong(`rel ${clean(undo.command)}`)} of ${minuteOf(undo.at)}`,
    ...undo.refs.map((change) => `  ${refText(change)}`),
    ...undo.left.map((line) => `${paint.doubtful('stays')}: ${clean(line)}`),
    ...undo.concerns.map((line) => `${paint.doubtful('note')}: ${clean(line)}`),
  ].join('\n');
}

function refText({ ref, from, to }: RefChange): string {
  const name = clean(ref.replace(/^refs\/(?:heads|tags)\//, ''));
  if (to === null) return `${name} goes`;
  return `${name} is back at ${short(to)}${from === null ? '' : `, from ${short(from)}`}`;
}
