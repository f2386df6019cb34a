import { short } from '../domain/git.ts';
import type { PickOfTarget, PickResult, PickTarget, RequestedPullRequest } from '../domain/results.ts';
import { clean } from './clean.ts';
import { neededByText, needsText } from './needs.ts';
import type { Paint } from './paint.ts';
import { proofText } from './proof.ts';

/** What was picked onto each target, a line a source commit. */
export function pickText(result: PickResult, done: boolean, paint: Paint): string {
  return result.targets.map((target) => targetText(target, done, paint)).join('\n');
}

function targetText(target: PickTarget, done: boolean, paint: Paint): string {
  const rows = target.picks.flatMap((pick) => [
    `${rowText(pick, done ? doneWord(target) : 'would become', paint)}${neededByText(pick)}`,
    ...needsText(pick),
    ...proofText(pick, paint),
  ]);
  const head = `${paint.strong(target.branch)} ${headText(target)}`;
  return [head, ...rows, ...requestText(target)].join('\n');
}

function headText({ picks, before, after }: PickTarget): string {
  if (after !== before) return `${short(before)} -> ${short(after)}`;
  const settled = picks.every(({ outcome }) => outcome === 'already' || outcome === 'empty');
  return `stays at ${short(before)}${settled ? ': nothing to do' : ''}`;
}

/** The PR that delivers the picks. */
const requestText = ({ pullRequest }: PickTarget): string[] =>
  pullRequest === undefined ? [] : [`  to be merged: ${requestName(pullRequest)}`];

/** The page of a PR, or the branch whose PR is not open yet. */
const requestName = ({ url, head }: RequestedPullRequest): string => clean(url ?? `a PR of ${head}`);

/** A pick that waits in a PR is a commit, and the target does not have it yet. */
const doneWord = ({ pullRequest }: PickTarget): string =>
  pullRequest === undefined ? 'picked as' : 'committed as';

function rowText(pick: PickOfTarget, word: string, paint: Paint): string {
  const name = `${pick.pr === undefined ? '' : `#${pick.pr} `}${short(pick.source)}`.padEnd(17);
  switch (pick.outcome) {
    case 'picked':
      return `  ${paint.good('✓')} ${name} ${word} ${short(pick.commit ?? '')}`;
    case 'already':
      if (pick.pullRequest !== undefined) return `  ${paint.dim('=')} ${name} ${clean(pick.reason ?? '')}`;
      return `  ${paint.dim('=')} ${name} already there as ${short(pick.commit ?? '')} (${pick.reason ?? ''})`;
    case 'empty':
      return `  ${paint.dim('=')} ${name} empty: ${clean(pick.reason ?? '')}`;
    case 'conflict':
      if (pick.paths === undefined) return `  ${paint.dim('-')} ${name} ${clean(pick.reason ?? 'conflict')}`;
      return `  ${paint.bad('✗')} ${name} ${conflictText(pick)}`;
    case 'refused':
      return `  ${paint.bad('✗')} ${name} refused: ${clean(pick.reason ?? '')}`;
  }
}

function conflictText({ paths = [], reason, pullRequest }: PickOfTarget): string {
  const what = paths.length > 0 ? `conflict in ${paths.map(clean).join(', ')}` : 'conflict';
  const isSaid = reason === undefined || (paths.length > 0 && pullRequest !== undefined);
  const why = isSaid ? [] : [clean(reason)];
  const where = pullRequest === undefined ? [] : [`to be resolved in ${requestName(pullRequest)}`];
  return [what, ...why, ...where].join('; ');
}
