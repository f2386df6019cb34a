import { short } from '../domain/git.ts';
import { codeText, plainText, requestMarker } from '../domain/markdown.ts';
import { conflictContext } from './conflict-context.ts';
import type { ConflictBranch, ConflictPath } from './request-facts.ts';
import { provenance } from './request-text.ts';
import { shellWord } from './shell-word.ts';

/** What the PR of a conflict is told with: the target's branch, and what `--into` takes for it. */
export interface ConflictText {
  readonly branch: string;
  readonly into: string;
  readonly conflict: Exclude<ConflictBranch, { kind: 'closed' }>;
}

export const conflictTitle = ({ branch, conflict }: ConflictText): string =>
  `Resolve the conflict of ${nameOf(conflict)} on ${branch}: ${conflict.title}`;

/** The text of a conflict's PR, in Markdown: what happened, where, and what to type. */
export function conflictBody({ branch, into, conflict }: ConflictText): string {
  const { head, sources } = conflict;
  const left = conflict.kind === 'make' ? conflict.left : [];
  const asked = conflict.pr ?? sources[0]?.sha ?? '';
  return [
    requestMarker,
    `${nameOf(conflict)} ${plainText(conflict.title)} does not apply cleanly to ${codeText(branch)}. It is committed`,
    'here with its conflict, so that somebody who knows it can resolve it and merge this PR.',
    '',
    ...whatHappened({ branch, into, conflict }),
    '',
    '**What to do**',
    '',
    '```sh',
    'git fetch origin',
    `git switch ${shellWord(head)}`,
    '# edit the files named above until no marker is left, then',
    'git commit --all --message "Resolve the conflict"',
    ...left.map((sha) => `git cherry-pick -x ${sha}   # conflicts, too: resolve it the same way`),
    'git push',
    '```',
    '',
    `The status ${codeText(conflictContext)} is red until no marker is left. It is read again by a CI job, or when`,
    `somebody runs: ${codeText(`rel pick ${asked} --into ${shellWord(into)}`)}. Then mark this PR as ready and merge it, in`,
    'whatever way: the commits say where they are from.',
    '',
    ...sources.map(({ sha }) => provenance(sha)),
    '',
  ].join('\n');
}

function whatHappened({ branch, conflict }: ConflictText): string[] {
  if (conflict.kind === 'open') return conflict.status.paths.map((path) => `- ${codeText(path)}`);
  return [
    '| file | what happened |',
    '| --- | --- |',
    ...conflict.conflicts.map((path) => `| ${codeText(path.path)} | ${inWords(path, branch)} |`),
    '',
    `Between the markers stands what ${codeText(branch)} has, then what was there before the fix, then what the fix has.`,
  ];
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
