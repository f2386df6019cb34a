import { short } from '../domain/git.ts';
import type { SyncResult, SyncTarget } from '../domain/results.ts';
import type { SyncMissing, SyncPresent } from '../domain/sync-results.ts';
import { clean } from './clean.ts';
import type { Paint } from './paint.ts';

/** What each branch lacked of production, and what was done about it. */
export function syncText(result: SyncResult, done: boolean, paint: Paint): string {
  if (result.targets.length === 0) return 'nothing to do: there is no production branch yet';
  return result.targets.map((target) => targetText(target, done, paint)).join('\n');
}

function targetText(target: SyncTarget, done: boolean, paint: Paint): string {
  const head = `${paint.strong(nameOf(target))} ${outcomeText(target, done, paint)}`;
  return [head, ...target.missing.flatMap((fix) => fixLines(fix, paint))].join('\n');
}

const nameOf = ({ branch, line }: SyncTarget): string =>
  line === undefined ? branch : `${branch} (line ${line})`;

function fixLines({ sha, subject, takenBackBy, partly, near }: SyncMissing, paint: Paint): string[] {
  const under = [
    ...(takenBackBy === undefined
      ? []
      : [`taken back there by ${short(takenBackBy.sha)} ${clean(takenBackBy.subject)}`]),
    ...(partly === undefined
      ? []
      : [`a part came by ${short(partly.commit)}, without ${partly.paths.map(clean).join(', ')}`]),
    ...(near === undefined
      ? []
      : [`look at ${short(near.commit)} ${clean(near.subject)}: it has ${near.why}`]),
  ];
  return [`    ${short(sha)} ${clean(subject)}`, ...under.map((text) => `               ${paint.dim(text)}`)];
}

function outcomeText(target: SyncTarget, done: boolean, paint: Paint): string {
  const to = short(target.after ?? '');
  switch (target.outcome) {
    case 'up-to-date':
      return 'has everything that is on production: nothing to do';
    case 'missing':
      return `${paint.bad('lacks')}:`;
    case 'merged':
      return `${done ? paint.good('merged') : 'would be merged'} to ${to}:`;
    case 'picked':
      return `${done ? paint.good('picked') : 'would be picked'} to ${to}:`;
    case 'waits':
      return waitsText(target, done, paint);
    case 'conflict':
      return conflictText(target, done, paint);
  }
}

function waitsText({ pullRequest, picks = [] }: SyncTarget, done: boolean, paint: Paint): string {
  const at = pullRequest ?? picks.find((pick) => pick.pullRequest !== undefined)?.pullRequest;
  if (at === undefined) return 'waits for a PR:';
  if (at.number === null)
    return `${done ? paint.good('waits') : 'would wait'} on ${clean(at.head)} for its PR to be merged:`;
  return `${paint.good('waits')} in #${at.number} to be merged (${clean(at.url ?? at.head)}):`;
}

function conflictText({ paths = [], after }: SyncTarget, done: boolean, paint: Paint): string {
  if (paths.length === 0) return `${paint.bad('has no history')} in common with production:`;
  const rest = after === undefined ? '' : `; the rest ${done ? 'was' : 'would be'} picked to ${short(after)}`;
  return `${paint.bad('conflicts')} in ${paths.map(clean).join(', ')}${rest}:`;
}

const howWords: Readonly<Record<SyncPresent['how'], string>> = {
  ancestry: 'it holds the commit',
  provenance: 'a commit there names it',
  'patch-id': 'the same change is there',
  PR: 'its PR is there',
  author: 'a commit there has its author, date and title, and all of its files',
  content: 'what it does is in the files there',
  decision: 'it need not come',
  'taken-back': 'production took it back itself',
  'takes-back-nothing': 'what it takes back never was there',
};

/** What each branch has or need not have of production, and how that was decided (-v). */
export function presentText({ targets }: SyncResult, paint: Paint): string {
  const parts = targets.flatMap((target) => {
    const present = target.present ?? [];
    if (present.length === 0) return [];
    return [`${paint.strong(nameOf(target))} has, or need not have:`, ...present.map(presentLine)];
  });
  return parts.length === 0 ? 'nothing else is on production alone' : parts.join('\n');
}

function presentLine({ sha, subject, how, commit, by, reason }: SyncPresent): string {
  const at = commit === undefined ? '' : ` (${short(commit)})`;
  const decided = by === undefined ? '' : `, says ${clean(by)}: ${clean(reason ?? '')}`;
  return `    ${short(sha)} ${clean(subject)}\n               ${how}: ${howWords[how]}${at}${decided}`;
}

/** What was decided with --settle; `nothing` says why there was nothing to decide. */
export function settledText({ settled }: SyncResult, nothing: string, paint: Paint): string {
  if (nothing !== '') return `nothing to do: ${clean(nothing)}`;
  if (settled === undefined) return '';
  const { sha, branch, reason, done } = settled;
  const verb = done ? paint.good('on record') : 'would be on record';
  return `${verb}: ${short(sha)} need not come to ${clean(branch)}: ${clean(reason)}`;
}
