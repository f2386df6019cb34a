import type { ConflictSides, SideCommit } from '../domain/conflict.ts';
import type { Trouble } from '../domain/errors.ts';
import { short } from '../domain/git.ts';
import { clean } from './clean.ts';

/** A conflict that a person is asked to resolve. */
export interface AskedConflict {
  readonly target: string;
  /** `#236`, or a commit's short SHA. */
  readonly name: string;
  readonly sides: ConflictSides;
  /** The paths that are left to resolve, and those that rerere has resolved as before; sorted. */
  readonly open: readonly string[];
  readonly replayed: readonly string[];
  /** What it would apply cleanly with. */
  readonly needs: readonly string[];
  /** The worktree, as a person would type it. */
  readonly place: string;
}

/** Columns a line of a trouble may have: its label takes 8 of 80. */
const width = 72;

/** What is said when a conflict has been laid out for a person, and what they can type. */
export function askedTrouble({ target, name, sides, open, replayed, needs, place }: AskedConflict): Trouble {
  const again =
    replayed.length === 0 ? [] : [`rerere resolved ${some(replayed, 3)} as it was resolved before`];
  const what =
    open.length === 0
      ? `${name} conflicts, and your git has resolved it there: have a look`
      : `${name} conflicts in ${some(open, 3)}`;
  return {
    code: 'conflict',
    message: `${target}: ${what}`,
    why: [...sidesText(sides), ...again].join('\n'),
    remedy: [
      `${open.length === 0 ? 'look at' : 'resolve'} it in ${place}, then run: rel continue`,
      `(rel continue --skip leaves ${name} out; rel abort gives up)`,
      ...(needs.length === 0
        ? []
        : [`(or rel abort, and pick it with ${some(needs, 3)}: then it applies cleanly)`]),
    ].join('\n'),
  };
}

function sidesText({ ours, theirs, before }: ConflictSides): string[] {
  return [...labelled('ours:   ', ours), ...labelled('theirs: ', [theirs]), ...labelled('  after ', before)];
}

function labelled(label: string, commits: readonly SideCommit[]): string[] {
  const shown = commits.slice(0, 3).map((commit, at) => sideLine(at === 0 ? label : ' '.repeat(8), commit));
  const more = commits.length - shown.length;
  return more === 0 ? shown : [...shown, `${' '.repeat(8)}and ${more} more`];
}

/** `#225 Raise the voucher limit (3f2a1b2c3d, Dina Dev)`, its title cut so that the line fits. */
function sideLine(label: string, { sha, pr, subject, author }: SideCommit): string {
  const number = pr === null ? '' : `#${pr} `;
  const who = ` (${short(sha)}, ${clean(author).slice(0, 20)})`;
  const room = width - label.length - number.length - who.length;
  const title = clean(subject);
  return `${label}${number}${title.length > room ? `${title.slice(0, room - 1)}…` : title}${who}`;
}

/** The first few of a list: `a, b, c and 2 more`. */
function some(paths: readonly string[], count: number): string {
  const shown = paths.slice(0, count).map(clean).join(', ');
  return paths.length > count ? `${shown} and ${paths.length - count} more` : shown;
}
