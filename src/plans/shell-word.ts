/** A name as one word of a command that a person types: in quotes where the shell would take it otherwise. */
export const shellWord = (name: string): string =>
  /^[\w./:@%+=-]+$/.test(name) && !name.startsWith('-') ? name : `'${name.replaceAll("'", "'\\''")}'`;
