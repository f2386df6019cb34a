import { short } from '../domain/git.ts';
import type { Judgement, Verdict } from '../domain/verdict.ts';
import { clean } from './clean.ts';
import type { Paint } from './paint.ts';

const marks = { pass: '✓', fail: '✗', unknown: '?', waived: '~' } as const;

/** The verdicts of a stage, a line each, and under each that stops what mends it. */
export function judgementText(judgement: Judgement, paint: Paint): string {
  const head = `gates of ${paint.strong(judgement.stage)} at ${short(judgement.sha)}`;
  if (judgement.verdicts.length === 0) return `${head}: none in the policy`;
  return [`${head}:`, ...judgement.verdicts.map((verdict) => verdictText(verdict, paint))].join('\n');
}

/** One verdict: mark, gate, word, what it found; then the remedy where it stops. */
function verdictText(verdict: Verdict, paint: Paint): string {
  const color = { pass: paint.good, fail: paint.bad, unknown: paint.doubtful, waived: paint.bad }[
    verdict.verdict
  ];
  const line = `  ${color(`${marks[verdict.verdict]} ${verdict.verdict.padEnd(7)}`)} ${verdict.gate}: ${clean(verdict.message)}`;
  if (verdict.verdict === 'pass' || verdict.remedy === null) return line;
  return `${line}\n            ${paint.dim('→')} ${clean(verdict.remedy)}`;
}
