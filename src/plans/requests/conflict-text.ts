import type { SideCommit } from '../../domain/conflict.ts';
import { short } from '../../domain/git.ts';
import { codeText, plainText, requestMarker } from '../../domain/markdown.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { conflictContext } from './conflict-context.ts';
import type { ConflictBranch, ConflictPath } from './request-facts.ts';
import { provenance, titleText } from './request-text.ts';

/** What the PR of a conflict is told with: the target's branch, and what `--into` takes for it. */
export interface ConflictText {
  readonly branch: string;
  readonly into: string;
  readonly conflict: Exclude<ConflictBranch, { kind: 'closed' }>;
  /** The command that looks at it again; left out where that is `rel pick`. */
  readonly again?: string | undefined;
}

export const conflictTitle = ({ branch, conflict }: ConflictText): string =>
  titleText(`Resolve the conflict of ${nameOf(conflict)} on ${branch}: ${conflict.title}`);

/** The text of a conflict's PR, in Markdown: what happened, where, who knows, and what to type. GitHub keeps line breaks. */
export function conflictBody(text: ConflictText): string {
  const { branch, conflict } = text;
  return [
    requestMarker,
    `${nameOf(conflict)} ${plainText(conflict.title)} does not apply cleanly to ${codeText(branch)}. It is committed here with its conflict, for somebody who knows it to resolve.`,
    '',
    ...(conflict.kind === 'make' ? whatHappened(conflict, text) : pathsLeft(conflict)),
    '',
    ...whatToDo(text),
    '',
    ...conflict.sources.map(({ sha }) => provenance(sha)),
    '',
  ].join('\n');
}

function whatToDo({ branch, into, conflict, again: command }: ConflictText): string[] {
  const left = conflict.kind === 'make' ? conflict.left : [];
  const asked = conflict.pr ?? conflict.sources[0]?.sha ?? '';
  const again = codeText(command ?? `rel pick ${asked} --into ${shellWord(into)}`);
  return [
    '**What to do**',
    '',
    '```sh',
    'git fetch origin',
    `git switch ${shellWord(conflict.head)}`,
    '# edit the files named above until no marker is left, then',
    'git commit --all --message "Resolve the conflict"',
    ...left.map((sha) => `git cherry-pick -x ${sha}   # conflicts, too: resolve it the same way`),
    'git push',
    '```',
    '',
    `The status ${codeText(conflictContext)} is red until no marker is left. A CI job reads it again, or whoever runs: ${again}`,
    '',
    `Then mark this PR as ready and merge it into ${codeText(branch)}, in whatever way.`,
  ];
}

const pathsLeft = ({ status }: Extract<ConflictBranch, { kind: 'open' }>): string[] =>
  status.paths.map((path) => `- ${codeText(path)}`);

function whatHappened(conflict: Extract<ConflictBranch, { kind: 'make' }>, text: ConflictText): string[] {
  const { branch } = text;
  return [
    '| file | what happened |',
    '| --- | --- |',
    ...conflict.conflicts.map((path) => `| ${codeText(path.path)} | ${inWords(path, branch)} |`),
    '',
    `Between the markers: what ${codeText(branch)} has, what was there before the fix, what the fix has.`,
    ...whoKnows(conflict, text),
    ...needsFirst(conflict, text),
  ];
}

/** Who changed these files on either side, the newest first. */
function whoKnows({ sides }: Extract<ConflictBranch, { kind: 'make' }>, { branch }: ConflictText): string[] {
  const listed = (what: string, commits: readonly SideCommit[]): string[] => {
    const shown = commits.slice(0, 5).map((commit) => `  - ${sideName(commit)}`);
    const more = commits.length > 5 ? [`  - and ${commits.length - 5} more`] : [];
    return commits.length === 0 ? [] : [`- ${what}`, ...shown, ...more];
  };
  const ours = listed(`changed them on ${codeText(branch)}:`, sides.ours);
  const before = listed('changed them before the fix, and is not there:', sides.before);
  return ours.length + before.length === 0 ? [] : ['', ...ours, ...before];
}

const sideName = ({ sha, pr, subject, author }: SideCommit): string =>
  `${pr === null ? short(sha) : `#${pr}`} ${plainText(subject)} (${plainText(author)})`;

/** The earlier changes with which it would apply by itself. */
function needsFirst(
  { needs, pr, sources }: Extract<ConflictBranch, { kind: 'make' }>,
  { into }: ConflictText,
): string[] {
  const names = [...new Set(needs.map(({ name }) => name))];
  if (names.length === 0) return [];
  const asked = [...names, pr === null ? (sources[0]?.sha ?? '') : `#${pr}`].map((n) => n.replace('#', ''));
  const again = codeText(`rel pick ${asked.join(' ')} --into ${shellWord(into)}`);
  const shown = names.map((name) => (name.startsWith('#') ? name : short(name))).join(', ');
  return ['', `Or take what it builds on: with ${shown} first it applies cleanly. Run: ${again}`];
}

/** The words for git's kinds of conflicts; one that is not known by name is told as git tells it. */
function inWords({ kind, markers }: ConflictPath, branch: string): string {
  const on = codeText(branch);
  if (markers) return `both changed the same lines: look for ${codeText('<<<<<<<')}`;
  switch (kind) {
    case 'modify/delete':
      return `one side changed it and the other, ${on} or the fix, deleted it: keep it, or ${codeText('git rm')} it`;
    case 'binary':
    case 'contents':
      return `both changed it, and it is no text: the one of ${on} is here; take the other with ${codeText('git checkout')}`;
    default:
      return `${plainText(kind)}, which leaves no markers: see that it is as it shall be`;
  }
}

const nameOf = ({ pr, sources }: Pick<ConflictBranch, 'pr' | 'sources'>): string =>
  pr === null ? short(sources[0]?.sha ?? '') : `#${pr}`;
