/** Words that stand alone on lines everywhere. */
const everywhere = new Set(
  [
    'begin',
    'break',
    'continue',
    'default',
    'done',
    'else',
    'endif',
    'endfor',
    'exit',
    'finally',
    'null',
    'pass',
  ].concat(['return', 'return false', 'return null', 'return true', 'then', 'true', 'false', 'try', 'void']),
);

/** A line as it is compared: white space at its ends does not count, inside it is one space. */
export const lineKey = (line: string): string => line.trim().replace(/\s+/g, ' ');

/** True for a line that says something: finding it again is evidence, finding a brace again is none. */
export function isSignificant(line: string): boolean {
  const bare = lineKey(line).replace(/^\W+|\W+$/gu, '');
  return bare.length >= 2 && lineKey(line).length >= 4 && !everywhere.has(bare.toLowerCase());
}
