/** GitHub takes 125,000 characters as the body of a release, and refuses one with more. */
const longest = 120_000;

/** Notes as GitHub takes them: what is too long ends at the end of a line, and says where the rest is. */
export function shortened(text: string, version: string, most = longest): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, Math.max(0, text.lastIndexOf('\n', most)));
  const fence = openFence(kept);
  const end = `There is more than GitHub takes here: \`rel notes ${version}\` shows all of it.`;
  return `${kept}\n${fence === null ? '' : `${fence}\n`}\n${end}\n`;
}

/** The mark that the last line is still inside of; null outside of code. What is longer closes what is shorter. */
function openFence(text: string): string | null {
  const marks = text.match(/^`{3,}$/gm) ?? [];
  return marks.reduce<string | null>(
    (open, mark) => (open === null ? mark : mark.length >= open.length ? null : open),
    null,
  );
}
