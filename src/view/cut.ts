import { short } from '../domain/git.ts';
import type { CutResult } from '../domain/results.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';
import { judgementText } from './verdicts.ts';

/** What a cut did, would do, or was kept from. */
export function cutText(cut: CutResult, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${planned.message}`;
  const gates = [
    ...suggestedLine(cut),
    ...(cut.judgement === null ? [] : [judgementText(cut.judgement, paint)]),
  ];
  if (planned.kind === 'stop') return gates.join('\n');
  const verb = cut.done ? paint.good('cut') : 'would cut';
  return [
    ...gates,
    `${verb} ${paint.strong(cut.version)}: ${cut.branch} at ${short(cut.sha)}, first candidate ${cut.tag}`,
  ].join('\n');
}

/** `next version: 1.9.0 (minor: #241 has the label feature)`, where nobody named one. */
const suggestedLine = ({ suggested = null }: CutResult): string[] =>
  suggested === null
    ? []
    : [`next version: ${suggested.version} (${suggested.type}: ${clean(suggested.why)})`];
