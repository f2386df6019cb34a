/** A text as one word of a command that a person types: in quotes where the shell would take it otherwise. */
export const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The file of a commit (`SHA` or `SHA^`), as `git show` takes it: a path may be somebody else's choice. */
export const fileOfCommit = (commit: string, path: string): string =>
  shellWord(path) === path ? `${commit}:${path}` : shellWord(`${commit}:${path}`);
