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
function notesIn(body: string): string | null {
  const [from, to] = [body.indexOf(begin), body.lastIndexOf(end)];
  return from === -1 || to < from ? null : body.slice(from + begin.length, to).trim();
}

/** What the draft of a train that is given up becomes, of its name while it was live and its text. */
export const abandonedText = (name: string, body: string) => ({
  name: `${name} (abandoned)`,
  body: `**Abandoned**: this train was closed and will not be released.\n\n${body}`,
});

/** Whether two texts are the same: GitHub gives a text back with the line ends that a browser sent. */
export const sameText = (one: string, other: string): boolean => lineEnds(one) === lineEnds(other);

const lineEnds = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/**
 * The text of a release with what rel made of it taken back: all of it where nobody else has changed it since, else what
 * was put before it, or the notes alone.
 */
export function bodyBack(
  now: string,
  { wrote, was }: { readonly wrote: string; readonly was: string },
): string {
  if (sameText(now, wrote)) return was;
  const before = wrote.endsWith(was) ? wrote.slice(0, wrote.length - was.length) : '';
  if (before.trim() !== '' && was !== '' && now.startsWith(before)) return now.slice(before.length);
  const notes = notesIn(was);
  return notes === null ? now : withNotes(now, notes);
}
