import type { Trouble } from '../../domain/errors.ts';
import { short } from '../../domain/git.ts';
import type { PickOfTarget } from '../../domain/results.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { SyncMissing } from '../../domain/sync-results.ts';
import type { SyncTold } from './sync.ts';

/** Git refuses to merge what has no history in common (exit 4). */
export const unrelatedTrouble = (branch: string): Trouble => ({
  code: 'conflict',
  message: `${branch}: what it lacks of production cannot be merged; nothing was changed there`,
  why: 'they have no history in common',
  remedy: `bring it to ${branch} by a PR, then run: rel sync-hotfix --check`,
});

/** What keeps picks from being made, with what to do about it here. */
export function conflictAdvice(trouble: Trouble, { branch }: SyncTold): Trouble {
  const again = `rel sync-hotfix --into ${shellWord(branch)}`;
  if (trouble.code === 'conflict') {
    return {
      ...trouble,
      remedy: [
        `resolve it by hand on a terminal: ${again} --on-conflict ask`,
        `or let a draft PR hold it: ${again} --on-conflict pull-request`,
      ].join('\n'),
    };
  }
  if (trouble.code !== 'review-needed') return trouble;
  return { ...trouble, remedy: `run it from a terminal, without --yes, where you are asked: ${again}` };
}

/** What the branch took back itself stays away until somebody says otherwise (exit 3). */
export function revertedTrouble({ branch }: SyncTold, fixes: readonly SyncMissing[]): Trouble {
  const one = fixes.length === 1;
  const [first] = fixes;
  return {
    code: 'gate-failed',
    message: `${branch} took back ${one ? 'a change' : `${fixes.length} changes`} of production itself: ${one ? 'it is' : 'they are'} not brought again`,
    why: fixes.map((fix) => `${named(fix)}: ${takenBack(fix)}`).join('\n'),
    remedy: [
      `bring ${one ? 'it' : 'them'} again: rel sync-hotfix --include-reverted --into ${shellWord(branch)}`,
      `or put on record that it need not come: ${settleCall(first?.sha ?? '', branch)}`,
    ].join('\n'),
  };
}

/** Nothing of it is left by a pick, and yet it is not all there (exit 3). */
export function emptyTrouble({ branch }: SyncTold, rows: readonly PickOfTarget[]): Trouble {
  const [first] = rows;
  return {
    code: 'gate-failed',
    message: `${branch}: picking ${rows.map(({ source }) => short(source)).join(', ')} changes nothing, though it is not all there`,
    remedy: `look at it, and where it need not come: ${settleCall(first?.source ?? '', branch)}`,
  };
}

/** Nothing can be brought to a line of which no hotfix is live (exit 3). */
export const noTrainTrouble = ({ branch, line = '', missing }: SyncTold): Trouble => ({
  code: 'gate-failed',
  message: `the line ${line} lacks ${missing.length === 1 ? 'a hotfix' : `${missing.length} changes`} of production, and no hotfix of it is live`,
  why: missing.map(named).join('\n'),
  remedy: `run: rel cut-hotfix --line ${line}, then: rel sync-hotfix; or, where the line need not have it: ${settleCall(missing[0]?.sha ?? '', branch)}`,
});

/** What put it away again. */
export const takenBack = ({ takenBackBy }: SyncMissing): string =>
  takenBackBy === undefined ? '' : `taken back by ${short(takenBackBy.sha)} ${takenBackBy.subject}`;

export const named = ({ sha, subject }: SyncMissing): string => `${short(sha)} ${subject}`;

const settleCall = (sha: string, branch: string): string =>
  `rel sync-hotfix --settle ${short(sha)} --into ${shellWord(branch)} --reason TEXT`;
