/**
 * What a text can hold that is no part of what a person reads: control characters (C0 but for tab and line feed, DEL,
 * C1), what turns the direction of writing around, the line ends that only Unicode knows, what is never drawn, and the
 * tag characters, by which a text says one thing to people and another to machines. The joiners of Persian and of emoji,
 * and the zero width space that keeps a mention from being one, stay.
 */
const forms =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}';

const unseen = new RegExp(`[${forms}]`, 'gu');

/** The text without them. Control sequences are more than their characters: take those out before. */
export const withoutUnseen = (text: string): string => text.replace(unseen, '');

/** JSON that means the same and holds none of them as they stand, nor `##[`, which GitHub Actions obeys anywhere in a line. */
export const seenJson = (json: string): string =>
  json
    .replace(unseen, (character) =>
      [...Array(character.length).keys()].map((at) => unicodeEscape(character.charCodeAt(at))).join(''),
    )
    .replaceAll('##[', '\\u0023\\u0023[');

const unicodeEscape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
