import { withoutUnseen } from './unseen.ts';

/** Between a mark and what makes it one for GitHub, which looks for them in what is shown, entities and escapes or not. */
const gap = '\u200b';

/**
 * Text on one line that Markdown shows as it stands: no HTML, no entity, no link, not even a bare address, no mention, and
 * no reference to an issue, which beside a word like "fixes" would close it.
 */
export function plainText(text: string): string {
  const line = withoutUnseen(text.replace(/\s+/g, ' ')).trim();
  return unlinked(line.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&'));
}

/** The text with nothing in it that GitHub makes a mention, a reference or a link of by itself. */
export const unlinked = (text: string): string =>
  text.replace(/@(?=\w)|#(?=\d)|:(?=\/\/)|\b(?:GH-(?=\d)|www(?=\.))/gi, `$&${gap}`);

/** A name as code that Markdown shows as it stands, in a cell of a table too. */
export function codeText(name: string): string {
  const line = withoutUnseen(name.replace(/\s+/g, ' ')).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The first line of the text of a PR that rel opens, by which the text is known as ours. */
export const requestMarker = '<!-- rel:pick-request -->';
