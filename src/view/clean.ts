import { stripVTControlCharacters } from 'node:util';

/**
 * Text from outside, made safe to show on one line of a terminal: no control sequence, no control character, no
 * character that turns the direction of writing around.
 */
export function clean(text: string): string {
  if (/^[ -~]*$/.test(text)) return text; // most of ten thousand lines
  return stripVTControlCharacters(text)
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** The same for text of several lines. */
export const cleanLines = (text: string): string => text.split('\n').map(clean).join('\n');
