import type { Commit, History, Stamp, Tag } from './history.ts';
import type { Files } from './tree.ts';

/** The history as one `git fast-import` stream. git answers it with the commits' SHAs, one a line, in their order. */
export function stream(history: History): string {
  return [
    'feature done\n',
    ...history.commits.map(commitCommand),
    ...[...history.refs].map(([ref, { mark }]) => `reset ${ref}\nfrom ${mark}\n\n`),
    ...history.tags.map(tagCommand),
    ...history.commits.map(({ mark }) => `get-mark ${mark}\n`),
    'done\n',
  ].join('');
}

// Every commit goes through one scratch ref, which devel's final `reset` takes over: `from` alone says the parent.
const scratch = 'refs/heads/devel';

function commitCommand(commit: Commit): string {
  const [first, ...others] = commit.parents;
  return [
    ...(first === undefined ? [`reset ${scratch}\n`] : []),
    `commit ${scratch}\nmark ${commit.mark}\n`,
    `author ${signature(commit.author)}\ncommitter ${signature(commit.committer)}\n`,
    data(`${commit.message}\n`),
    ...(first === undefined ? [] : [`from ${first.mark}\n`]),
    ...others.map(({ mark }) => `merge ${mark}\n`),
    ...changes(first?.files ?? {}, commit.files),
    '\n',
  ].join('');
}

/** What changed since the first parent: written files only, since no story removes any. */
const changes = (before: Files, after: Files): string[] =>
  Object.entries(after)
    .filter(([path, text]) => before[path] !== text)
    .map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`);

const tagCommand = ({ name, commit, message, tagger }: Tag): string =>
  `tag ${name}\nfrom ${commit.mark}\ntagger ${signature(tagger)}\n${data(`${message}\n`)}`;

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

const signature = ({ who, at }: Stamp): string => `${who.name} <${who.email}> ${Date.parse(at) / 1000} +0000`;
