import { short } from '../domain/git.ts';
import type { GateResult } from '../domain/results.ts';
import type { Judgement, Verdict } from '../domain/verdict.ts';
import { clean } from './clean.ts';
import { holdLines } from './hold.ts';
import type { Paint } from './paint.ts';

const marks = { pass: '✓', fail: '✗', unknown: '?', waived: '~' } as const;

/** The verdicts of a stage, a line each, and under each that stops what mends it. */
export function judgementText(judgement: Judgement, paint: Paint): string {
  const verdicts = judgement.verdicts.map((verdict) => verdictText(verdict, paint));
  return [judgementHead(judgement, paint), ...verdicts].join('\n');
}

/** What was judged, and that there was nothing to judge where there are no gates for it. */
export function judgementHead({ stage, sha, verdicts }: Judgement, paint: Paint): string {
  return `gates of ${paint.strong(stage)} at ${short(sha)}:${verdicts.length === 0 ? ' none' : ''}`;
}

/** What `rel gate` says: the judgement, then the gates that are not for a release of this type. */
export function gateText(result: GateResult, paint: Paint): string {
  const lines = result.leftOut.map(
    ({ gate, only }) => `  ${paint.dim('- n/a    ')} ${gate}: only for ${only.join(' and ')} releases`,
  );
  const hold = holdLines(result.version, result.hold, paint);
  if (result.verdicts.length === 0 && lines.length > 0)
    return [...hold, `gates of ${paint.strong(result.stage)} at ${short(result.sha)}:`, ...lines].join('\n');
  return [...hold, judgementText(result, paint), ...lines].join('\n');
}

/** One verdict: mark, gate, word, what it found; then the remedy where it stops. */
export function verdictText(verdict: Verdict, paint: Paint): string {
  const color = { pass: paint.good, fail: paint.bad, unknown: paint.doubtful, waived: paint.bad }[
    verdict.verdict
  ];
  const line = `  ${color(`${marks[verdict.verdict]} ${verdict.verdict.padEnd(7)}`)} ${verdict.gate}: ${clean(verdict.message)}`;
  if (verdict.verdict === 'pass' || verdict.remedy === null) return line;
  return `${line}\n            ${paint.dim('→')} ${clean(verdict.remedy)}`;
}
