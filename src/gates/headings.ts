/** What stands in a template for text that is still to come; the last is GitHub's for a form's empty answer. */
const placeholder = /^(?:todo|tbd|tba|n\/a|\.\.\.|…|-|_+|<[^>]*>|\[[^\]]*\]|_no response_)[.:!]?$/i;

/**
 * The headings of a Markdown text that are not there or have nothing below them: before the next heading of the same
 * or a higher level there is no line but blank ones, comments, headings, placeholders and the marks of a code block.
 * Headings know no case, and those inside a code block are none.
 */
export function missingHeadings(markdown: string, wanted: readonly string[]): string[] {
  const filled = filledHeadings(markdown);
  return wanted.filter((heading) => !filled.has(heading.trim().toLowerCase()));
}

function filledHeadings(markdown: string): Set<string> {
  const filled = new Set<string>();
  let open: { level: number; title: string }[] = [];
  let inCode = false;
  for (const line of withoutComments(markdown).split(/\r?\n/)) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) {
      inCode = !inCode;
      continue;
    }
    const [, marks = '', title = ''] = (inCode ? null : /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)) ?? [];
    if (marks !== '') {
      open = [
        ...open.filter(({ level }) => level < marks.length),
        { level: marks.length, title: title.toLowerCase() },
      ];
    } else if (isText(line)) {
      for (const heading of open) filled.add(heading.title);
    }
  }
  return filled;
}

const withoutComments = (markdown: string): string => markdown.replace(/<!--[\s\S]*?(?:-->|$)/g, '');

/** A list item's or a task's own mark is no text. */
const isText = (line: string): boolean => {
  const text = line.trim().replace(/^(?:[-*+]|\d+\.)(?:\s+\[[ x]\])?(?:\s+|$)/i, '');
  return text !== '' && !placeholder.test(text);
};
