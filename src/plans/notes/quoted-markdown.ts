import { withoutUnseen } from '../../domain/unseen.ts';

const fence = /^\s*(`{3,}|~{3,})(.*)$/;

/**
 * Markdown that somebody else wrote, to stand in a page of ours: its lists, links, emphasis and code are kept; HTML
 * stays text, nobody is mentioned, no image is loaded, and its headings are bold lines, so that they do not become
 * chapters of ours. A code block begins and ends at the margin, with a fence that nothing in it can close.
 */
export function quotedMarkdown(text: string): string {
  const lines: string[] = [];
  let code: { mark: string; indent: number; lines: string[] } | null = null;
  for (const line of withoutUnseen(text.replaceAll('\r\n', '\n')).split('\n')) {
    const [, mark = '', info = ''] = fence.exec(line) ?? [];
    if (code === null && mark !== '' && !(mark.startsWith('`') && info.includes('`'))) {
      code = { mark, indent: line.length - line.trimStart().length, lines: [] };
    } else if (code === null) {
      lines.push(quotedLine(line));
    } else if (mark.startsWith(code.mark) && info.trim() === '') {
      lines.push(...codeBlock(code.lines));
      code = null;
    } else {
      code.lines.push(line.replace(new RegExp(`^\\s{0,${code.indent}}`), ''));
    }
  }
  if (code !== null) lines.push(...codeBlock(code.lines));
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function codeBlock(lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const mark = '`'.repeat(longest + 1);
  return ['', mark, ...lines, mark, ''];
}

function quotedLine(line: string): string {
  // A line of these under another one would make that a heading.
  if (/^\s*(?:-+|=+)\s*$/.test(line)) return '';
  const [, heading] = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/.exec(line) ?? [];
  if (heading !== undefined) return heading === '' ? '' : `**${quotedWords(heading)}**`;
  return quotedWords(line).replace(/^(\s*)\[(?=[^\]]*\]:)/, '$1\\[');
}

/** Outside of code spans: no HTML, no mention, no image, and no backtick that could pair with one of another line. */
function quotedWords(line: string): string {
  const part =
    /\\[!-/:-@[-`{-~]|(`+)(?!`)(?:(?:.*?[^`])?)\1(?!`)|`+|<|!\[|(?:@|&(?:#0*64|#x0*40|commat);)(?=\w)/gi;
  return line.replace(part, (found) => {
    if (found === '<') return '&lt;';
    if (found === '![') return '\\![';
    if (found === '@' || found.startsWith('&')) return '@\u200b';
    if (/^`+$/.test(found)) return found.replaceAll('`', '\\`');
    return found === '\\<' ? '&lt;' : found === '\\@' ? '@\u200b' : found;
  });
}
