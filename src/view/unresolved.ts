import type { Trouble } from '../domain/errors.ts';
import { clean } from './clean.ts';

/** One side of a path in conflict: its mode and object; null where it has no such path. */
type Side = { readonly mode: string; readonly sha: string } | null;

/** Why what is in a conflict's worktree is no resolution yet (git/conflict/resolution.ts). */
export type Problem =
  | { readonly kind: 'marker'; readonly path: string; readonly line: number }
  | { readonly kind: 'unmerged'; readonly path: string; readonly ours: Side; readonly theirs: Side }
  | { readonly kind: 'not-added'; readonly path: string; readonly deleted: boolean }
  | { readonly kind: 'given-up' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'refused'; readonly why: string };

/** The conflict they are in. */
export interface OpenPlace {
  readonly target: string;
  /** `#236`, or a commit's short SHA. */
  readonly name: string;
  /** The worktree, as a person would type it. */
  readonly place: string;
  /** What was to be picked, and onto what: whole SHAs. */
  readonly change: string;
  readonly onto: string;
}

/** What is still to be done in the worktree, a line each: no more than 12. */
export function unresolvedTrouble(problems: readonly Problem[], at: OpenPlace): Trouble {
  const lines = problems.map((problem) => problemText(problem, at));
  const more = lines.length - 12;
  return {
    code: 'conflict',
    message: `${at.target}: ${at.name} is not resolved yet`,
    why: [...lines.slice(0, 12), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    remedy: [
      `mend that in ${at.place}, then run: rel continue`,
      `(rel continue --skip leaves ${at.name} out; rel abort gives up)`,
    ].join('\n'),
  };
}

function problemText(problem: Problem, { change, onto }: OpenPlace): string {
  switch (problem.kind) {
    case 'marker':
      return `${clean(problem.path)}:${problem.line}: a conflict marker is left`;
    case 'unmerged':
      return unmergedText(problem);
    case 'not-added':
      return problem.deleted
        ? `${word(problem.path)} is gone: git rm -- ${word(problem.path)}, or git checkout -- ${word(problem.path)}`
        : `${word(problem.path)} is changed: git add -- ${word(problem.path)}, or git checkout -- ${word(problem.path)}`;
    case 'given-up':
      return `the cherry-pick there was given up; to do it again: git cherry-pick -x ${change}`;
    case 'elsewhere':
      return `HEAD there is on another line of history; to get back: git reset --soft ${onto}`;
    case 'refused':
      return `git will not take it: ${clean(problem.why)}`;
  }
}

function unmergedText({ path, ours, theirs }: Extract<Problem, { kind: 'unmerged' }>): string {
  const name = word(path);
  if ([ours?.mode, theirs?.mode].includes('160000')) {
    const take = (side: Side) => (side === null ? 'none' : side.sha);
    const command = `git update-index --cacheinfo 160000,COMMIT,${name}`;
    return `${name} is a submodule (ours ${take(ours)}, theirs ${take(theirs)}): ${command}`;
  }
  if (ours === null || theirs === null) {
    const what =
      ours === null && theirs === null ? 'moved' : `not ${ours === null ? 'ours' : 'theirs'} any more`;
    return `${name} is ${what}: git add -- ${name} keeps it, git rm -- ${name} takes it away`;
  }
  return `${name} is changed on both sides: git checkout --ours (or --theirs) -- ${name}, then git add -- ${name}`;
}

/** A path as it is typed in a shell, without what a terminal would act on. */
function word(path: string): string {
  const shown = clean(path);
  return /^[\w./@%+=:,-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", String.raw`'\''`)}'`;
}
