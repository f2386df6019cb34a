import { short } from '../domain/git.ts';
import type { TagResult } from '../domain/results.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';
import { judgementText } from './verdicts.ts';

/** What tagging a candidate did, would do, or was kept from. */
export function tagText(
  tag: TagResult,
  { branch, tagged }: { readonly branch: string; readonly tagged: boolean },
  planned: Outcome,
  paint: Paint,
): string {
  if (planned.kind === 'nothing') return `nothing to do: ${planned.message}`;
  const gates = tag.judgement === null ? [] : [judgementText(tag.judgement, paint)];
  if (planned.kind === 'stop') return gates.join('\n');
  if (tagged) {
    const verb = tag.done ? paint.good('on record') : 'would put on record';
    return [
      ...gates,
      `${verb}: ${paint.strong(tag.tag)} is a candidate of ${branch} at ${short(tag.sha)}`,
    ].join('\n');
  }
  const verb = tag.done ? paint.good('tagged') : 'would tag';
  return [...gates, `${verb} ${paint.strong(tag.tag)}: ${branch} at ${short(tag.sha)}`].join('\n');
}
