/** Text on one line that Markdown shows as it stands, and that mentions nobody. */
export function plainText(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replace(/@(?=\w)/g, '@\u200b');
}

/** A name as code that Markdown shows as it stands, in a cell of a table too. */
export function codeText(name: string): string {
  const line = name.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The first line of the text of a PR that rel opens, by which the text is known as ours. */
export const requestMarker = '<!-- rel:pick-request -->';
