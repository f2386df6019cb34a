import { stripVTControlCharacters } from 'node:util';
import { withoutUnseen } from '../domain/unseen.ts';

/**
 * Text from outside, made safe to show on one line of a terminal: no control sequence, no control character, no
 * character that turns the direction of writing around or is never drawn (`withoutUnseen`).
 */
export function clean(text: string): string {
  if (/^[ -~]*$/.test(text)) return text; // most of ten thousand lines
  return withoutUnseen(stripVTControlCharacters(text).replace(/[\t\r\n\u2028\u2029]+/g, ' '));
}

/** The same for text of several lines. */
export const cleanLines = (text: string): string => text.split('\n').map(clean).join('\n');
