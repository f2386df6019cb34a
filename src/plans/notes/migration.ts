import { quotedMarkdown } from './quoted-markdown.ts';

/** What people write where there is nothing to do. */
const nothing =
  /^(?:none|no|n\/a|nothing(?: to do)?|not (?:needed|required|applicable)|no (?:migration|steps?|action)(?: steps?)?(?: (?:needed|required))?|todo|tbd|tba|\.\.\.|…|-|_no response_)?[.!]?$/i;

/**
 * What a PR's text says below its headings of these names (which know no case): up to the next heading of the same or a
 * higher level, as Markdown that can stand in ours. Null where there is no such heading or nothing below it; comments,
 * and words for nothing, are nothing. Headings inside a code block are none.
 */
export function migrationSteps(body: string, headings: readonly string[]): string | null {
  const wanted = new Set(headings.map((heading) => heading.trim().toLowerCase()));
  const kept: string[] = [];
  let level = 0;
  let mark: string | null = null;
  for (const line of withoutComments(body).split(/\r?\n/)) {
    const [, marks = '', title = ''] =
      (mark === null ? /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line) : null) ?? [];
    if (marks !== '' && (level === 0 || marks.length <= level)) {
      level = wanted.has(title.replace(/:$/, '').toLowerCase()) ? marks.length : 0;
      if (level > 0) kept.push('');
    } else if (level > 0) {
      kept.push(line);
    }
    mark = fenceAfter(mark, line);
  }
  const text = kept.join('\n').trim();
  return nothing.test(text.replace(/^[-*+]\s+(?:\[[ x]\]\s+)?/i, '').trim()) ? null : quotedMarkdown(text);
}

const withoutComments = (markdown: string): string => markdown.replace(/<!--[\s\S]*?(?:-->|$)/g, '');

/** The mark that the open code block has to be closed with; null outside of code. */
function fenceAfter(open: string | null, line: string): string | null {
  const [, mark = '', rest = ''] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (open === null) return mark === '' || (mark.startsWith('`') && rest.includes('`')) ? null : mark;
  return mark.startsWith(open) && rest.trim() === '' ? null : open;
}
