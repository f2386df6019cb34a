const [begin, end] = ['<!-- rel:notes -->', '<!-- /rel:notes -->'];

/**
 * The text of a GitHub Release with these notes in it, in Markdown: between rel's markers, so that what a person wrote
 * above or below them stays. A text without the markers is a person's own, and stays as it is.
 */
export function withNotes(body: string, notes: string): string {
  const own = `${begin}\n${notes.replaceAll(begin, '').replaceAll(end, '').trim()}\n${end}`;
  if (body.trim() === '') return `${own}\n`;
  const [from, to] = [body.indexOf(begin), body.lastIndexOf(end)];
  return from === -1 || to < from ? body : `${body.slice(0, from)}${own}${body.slice(to + end.length)}`;
}

/** The notes in the text of a GitHub Release; null where it has no place for them. */
export function notesIn(body: string): string | null {
  const [from, to] = [body.indexOf(begin), body.lastIndexOf(end)];
  return from === -1 || to < from ? null : body.slice(from + begin.length, to).trim();
}

/** What the draft of a train that is given up becomes, of its name while it was live and its text. */
export const abandonedText = (name: string, body: string) => ({
  name: `${name} (abandoned)`,
  body: `**Abandoned**: this train was closed and will not be released.\n\n${body}`,
});
