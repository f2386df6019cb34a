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
