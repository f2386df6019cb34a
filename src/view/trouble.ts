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

function labelled(label: string, text: string, paint: Paint): string {
  const [first = '', ...rest] = cleanLines(text).split('\n');
  return [`  ${paint.strong(label)} ${first}`, ...rest.map((line) => `       ${line}`)].join('\n');
}
