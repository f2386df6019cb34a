/** The files of a commit: path to text. */
export type Files = Readonly<Record<string, string>>;

/** One change to the files. A replacement names a text that stands in the file exactly once. */
export type Edit =
  | { readonly path: string; readonly write: string }
  | { readonly path: string; readonly replace: string; readonly by: string };

/** Creates a file or writes it anew. */
export const write = (path: string, text: string): Edit => ({ path, write: text });

/** Puts `by` in the place of `replace`, wherever in the file it has moved to: so a merge can apply it again. */
export const swap = (path: string, replace: string, by: string): Edit => ({ path, replace, by });

/** The files after the edits, in order. Throws (a bug of the story) where a text to replace is not there once. */
export function applyEdits(files: Files, edits: readonly Edit[]): Files {
  const after: Record<string, string> = { ...files };
  for (const edit of edits)
    after[edit.path] = 'write' in edit ? edit.write : replaced(edit, after[edit.path]);
  return after;
}

function replaced(edit: { path: string; replace: string; by: string }, text = ''): string {
  const parts = text.split(edit.replace);
  if (parts.length !== 2) {
    throw new Error(`${edit.path} holds ${JSON.stringify(edit.replace)} ${parts.length - 1} times, not once`);
  }
  return parts.join(edit.by);
}
