import type { CommitSpec } from './git-history.ts';

/** How many lines every file starts with. */
const length = 24;

type Files = Readonly<Record<string, readonly string[]>>;

/** A file as it starts: `1` to `24`, a line each, all of them its own. */
const startingFile = (path: string): string[] => Array.from({ length }, (_, at) => `${path} ${at + 1}`);

/** What the root commit of every history here has: files that a rename can tell apart. */
export const startingFiles = (...paths: readonly string[]): Files =>
  Object.fromEntries(paths.map((path) => [path, startingFile(path)]));

/**
 * Commits of one line, each told as `NAME EDIT...`: `f3` writes the name onto line 3 of f, `f3=A` writes A there, `f3=`
 * what it started with; `f>g` renames f; `M<A f3` is a merge whose other parent, M's side, made the edits. Words after `//`
 * are the message.
 */
export function editedLine(
  told: readonly string[],
  from: string,
  start: Files,
): { readonly commits: CommitSpec[]; readonly files: Files } {
  let [parent, files] = [from, start];
  const commits: CommitSpec[] = [];
  for (const one of told) {
    const [edits = '', said] = one.split(' // ');
    const [word = '', ...changes] = edits.split(' ');
    const name = word.replace('<', '');
    files = changes.reduce((all, change) => edited(all, change, name), files);
    const snapshot = Object.fromEntries(
      Object.entries(files).map(([path, all]) => [path, `${all.join('\n')}\n`]),
    );
    const spec = { files: snapshot, message: `${said ?? name}\n` };
    const side = { name: `${name}-side`, parents: [parent], ...spec };
    if (word.endsWith('<')) commits.push(side, { name, parents: [parent, side.name], ...spec });
    else commits.push({ name, parents: [parent], ...spec });
    parent = name;
  }
  return { commits, files };
}

function edited(files: Files, change: string, name: string): Files {
  const [, path = '', line = '', text] = /^([a-z/]+)(\d+)(?:=(.*))?$/.exec(change) ?? [];
  const [old, to] = change.split('>');
  if (to !== undefined) {
    const { [old ?? '']: moved = [], ...rest } = files;
    return { ...rest, [to]: moved };
  }
  const written = text === '' ? startingFile(path)[Number(line) - 1] : (text ?? name);
  const lines = files[path] ?? startingFile(path);
  return { ...files, [path]: lines.map((was, at) => (at === Number(line) - 1 ? (written ?? '') : was)) };
}
