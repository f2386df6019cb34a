import { short } from '../domain/git.ts';
import { minuteOf } from '../domain/time.ts';
import type { Evidence, Judgement, Verdict } from '../domain/verdict.ts';
import { clean } from './clean.ts';
import { clip } from './clip.ts';
import type { Paint } from './paint.ts';
import { judgementHead, verdictText } from './verdicts.ts';

/** Of more evidence than this a person reads no line. */
const mostEvidence = 10;

/** Why a decision was let through: each verdict with its evidence, a line each, and where all of it is on record. */
export function reasonsText(judgement: Judgement, paint: Paint): string {
  const { verdicts, rules, facts } = judgement;
  const lines = verdicts.flatMap((verdict) => [
    verdictText(verdict, paint),
    ...evidenceLines(verdict).map((line) => `            ${paint.dim(line)}`),
  ]);
  const where = [rules ?? [], facts ?? []].flat().map(short).join(' ');
  const source = where === '' ? [] : [`  ${paint.dim(`judged by and on: git show ${where}`)}`];
  return [judgementHead(judgement, paint), ...lines, ...source].join('\n');
}

function evidenceLines({ evidence, message }: Verdict): string[] {
  const left = evidence.length - mostEvidence;
  const lines = evidence.slice(0, mostEvidence).flatMap((one) => linesOf(one, message));
  return left > 0 ? [...lines, `and ${left} more: rel log --json`] : lines;
}

/** What it says, unless the verdict said so; then who, when and on what; then where to read it. */
function linesOf({ what, who, when, sha, url }: Evidence, message: string): string[] {
  const said = what === message ? [] : [clip(clean(what), 66)];
  const source = [
    who,
    when === undefined ? undefined : minuteOf(when),
    sha === undefined ? undefined : short(sha),
  ];
  const told = source.filter((part) => part !== undefined).map(clean);
  return [
    ...said,
    ...(told.length === 0 ? [] : [`  ${told.join(', ')}`]),
    ...(url === undefined ? [] : [`  ${clean(url)}`]),
  ];
}
