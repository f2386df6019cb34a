import type { Trouble } from '../domain/errors.ts';
import { cleanLines } from './clean.ts';
import type { Paint } from './paint.ts';

/** An error as a person reads it: what happened, why, and the next command to type, which comes last. */
export function troubleText(trouble: Trouble, paint: Paint): string {
  const lines = [`${paint.bad('error:')} ${cleanLines(trouble.message)}`];
  if (trouble.why !== undefined && trouble.why !== '') lines.push(labelled('why:', trouble.why, paint));
  lines.push(labelled('next:', trouble.remedy, paint));
  return lines.join('\n');
}

/** One that is told beside a worse one, as a warning: what happened to another branch, why, and what to do about it. */
export const troubleBeside = ({ message, why = '', remedy }: Trouble): string =>
  [message, ...(why === '' ? [] : [indented('  why: ', why)]), indented('  next: ', remedy)].join('\n');

function labelled(label: string, text: string, paint: Paint): string {
  const [first = '', ...rest] = indented(`  ${label} `, cleanLines(text)).split('\n');
  return [first.replace(label, paint.strong(label)), ...rest].join('\n');
}

/** Text of several lines, each below the first. */
const indented = (label: string, text: string): string =>
  `${label}${text.replaceAll('\n', `\n${' '.repeat(label.length)}`)}`;
