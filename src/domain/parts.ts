/** A piece of a pattern: text that stands there as it is, or any characters that `fits`, `least` of them or more. */
export type Part = string | { readonly fits: (character: string) => boolean; readonly least: 0 | 1 };

/**
 * Whether a text is these parts, one after the other, as a whole. In time by the length of both, whatever they are: a
 * regular expression of many `.*` may take for ever over a name that somebody else chose.
 */
export function isMadeOf(parts: readonly Part[], text: string): boolean {
  let ends = new Set([0]);
  for (const part of parts) {
    ends = typeof part === 'string' ? afterText(part, text, ends) : afterMany(part, text, ends);
    if (ends.size === 0) return false;
  }
  return ends.has(text.length);
}

const afterText = (part: string, text: string, from: ReadonlySet<number>): Set<number> =>
  new Set([...from].filter((at) => text.startsWith(part, at)).map((at) => at + part.length));

function afterMany(
  { fits, least }: Exclude<Part, string>,
  text: string,
  from: ReadonlySet<number>,
): Set<number> {
  const ends = new Set(least === 0 ? from : []);
  let running = false;
  for (let at = 0; at < text.length; at += 1) {
    running = (running || from.has(at)) && fits(text.charAt(at));
    if (running) ends.add(at + 1);
  }
  return ends;
}
