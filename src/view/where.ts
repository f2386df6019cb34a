import { short } from '../domain/git.ts';
import type { WhereChange, WherePlace, WhereResult } from '../domain/where.ts';
import { clean } from './clean.ts';
import { clip } from './clip.ts';
import type { Paint } from './paint.ts';

/** Where each change is: a line a branch, and the first candidate and release that had it. */
export const whereText = (result: WhereResult, paint: Paint): string =>
  result.changes.map((change) => changeText(change, result, paint)).join('\n\n');

function changeText(change: WhereChange, { places, reverted }: WhereResult, paint: Paint): string {
  const { of, pr, title, note, commits } = change;
  const name = pr === undefined ? short(of) : of;
  const at = (ref: string) =>
    places.filter((place) => place.of === of && place.ref === ref && place.kind === 'branch');
  const branches = [...change.held, ...change.partly].filter((ref) => at(ref).length > 0);
  const width = Math.max(0, ...[...branches, ...change.reverted, ...change.missing].map((ref) => ref.length));
  const row = (sign: string, ref: string, text: string) => `  ${sign} ${clean(ref).padEnd(width)}  ${text}`;
  const lines = [`${paint.strong(name)} ${clip(clean(title), 78 - name.length)}`];
  if (note !== null) lines.push(`  ${paint.doubtful('!')} ${clean(note)}`);
  for (const ref of branches) {
    const whole = change.held.includes(ref);
    const text = whole ? asText(at(ref)) : `partly: ${at(ref).length} of its ${commits.length} commits`;
    lines.push(row(whole ? paint.good('✓') : paint.doubtful('~'), ref, text));
  }
  for (const ref of change.reverted) {
    const gone = reverted.find((one) => one.of === of && one.ref === ref && one.kind === 'branch');
    if (gone === undefined) continue;
    lines.push(row(paint.bad('✗'), ref, `${short(gone.commit)} was reverted by ${short(gone.by)}`));
  }
  for (const ref of change.missing) lines.push(row(paint.dim('-'), ref, paint.dim('not there')));
  return [...lines, ...firsts(change, places)].join('\n');
}

function asText(places: readonly WherePlace[]): string {
  const [first] = places;
  if (first === undefined) return '';
  const more = places.length === 1 ? '' : ` and ${places.length - 1} more`;
  return `as ${short(first.commit)} (by ${first.how})${more}`;
}

/** The first candidate and release that have the whole of it, and how many more do. */
function firsts(change: WhereChange, places: readonly WherePlace[]): string[] {
  const { of, held, firstCandidate, firstRelease } = change;
  if (held.length === 0 && change.partly.length === 0)
    return ['  nowhere: none of these branches, no candidate and no release has it'];
  const count = (kind: WherePlace['kind']) =>
    new Set(places.filter((p) => p.of === of && p.kind === kind && held.includes(p.ref)).map((p) => p.ref))
      .size;
  const line = (name: string | null, kind: 'candidate' | 'release') => {
    if (name === null) return `  in no ${kind} yet`;
    const more = count(kind) - 1;
    return `  first ${kind} with it: ${clean(name)}${more === 0 ? '' : `, and ${more} more`}`;
  };
  if (firstCandidate === null && firstRelease === null) return ['  in no candidate and no release yet'];
  // A hotfix may have been released without a candidate, and nobody waits for one any more.
  const candidate = firstCandidate === null ? [] : [line(firstCandidate, 'candidate')];
  return [...candidate, line(firstRelease, 'release')];
}
