/**
 * True where a name fits a pattern of branch protection or of a ruleset: Ruby's `File.fnmatch` with `FNM_PATHNAME`, as
 * GitHub documents it. `*` and `?` stop at a slash, a folder called `**` is any number of folders, `[set]` is one
 * character.
 */
export function fitsRefPattern(pattern: string, name: string): boolean {
  const source = pattern
    .split(/((?<=^|\/)\*\*\/|\*+|\?|\[[^\]/]+\])/)
    .map(partSource)
    .join('');
  try {
    return new RegExp(`^${source}$`).test(name);
  } catch {
    return pattern === name; // a set such as [z-a]
  }
}

function partSource(part: string): string {
  if (part === '**/') return '(?:[^/]+/)*';
  if (/^\*+$/.test(part)) return '[^/]*';
  if (part === '?') return '[^/]';
  if (/^\[.+\]$/.test(part)) return part.replaceAll('\\', '\\\\');
  return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
