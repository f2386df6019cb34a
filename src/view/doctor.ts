import type { DoctorFinding, DoctorResult } from '../domain/doctor.ts';
import { clean } from './clean.ts';
import type { Paint } from './paint.ts';
import { wrapped } from './wrapped.ts';

const headings: Readonly<Record<DoctorFinding['area'], string>> = {
  machine: 'This machine',
  clone: 'This clone',
  remote: 'The remote',
  policy: 'The policy',
  github: 'GitHub',
  rules: 'Rules of branches and tags',
};

/** Findings by what they are about, each with what it means and what to do; the sum comes last. */
export function doctorText({ findings }: DoctorResult, paint: Paint): string {
  const areas = [...new Set(findings.map(({ area }) => area))];
  const parts = areas.map((area) => {
    const lines = findings.filter((one) => one.area === area).map((one) => findingText(one, paint));
    return [paint.strong(headings[area]), ...lines].join('\n');
  });
  return [...parts, sum(findings, paint)].join('\n\n');
}

function findingText({ state, message, means, remedy, code }: DoctorFinding, paint: Paint): string {
  const mark = marks[state](paint);
  const lines = wrapped(clean(message), width);
  const [first = '', ...rest] = lines;
  const more = state === 'ok' ? [means] : [means, remedy === null ? null : `next: ${remedy}`];
  const said = more.flatMap((text) =>
    text === null ? [] : text.split('\n').flatMap((line) => wrapped(clean(line), width)),
  );
  const name = state === 'ok' ? [] : [paint.dim(`[${code}]`)];
  return [`  ${mark} ${first}`, ...[...rest, ...said, ...name].map((line) => `          ${line}`)].join('\n');
}

/** What is left of 80 columns beside the marks. */
const width = 69;

const marks: Readonly<Record<DoctorFinding['state'], (paint: Paint) => string>> = {
  ok: ({ good }) => good('ok     '),
  warning: ({ doubtful }) => doubtful('warning'),
  problem: ({ bad }) => bad('problem'),
  unknown: ({ doubtful }) => doubtful('unknown'),
};

function sum(findings: readonly DoctorFinding[], paint: Paint): string {
  const count = (state: DoctorFinding['state']) => findings.filter((one) => one.state === state).length;
  const words = [
    ...counted(count('problem'), 'problem'),
    ...counted(count('warning'), 'warning'),
    ...(count('unknown') === 0 ? [] : [`${count('unknown')} not known`]),
    `${count('ok')} ok`,
  ].join(', ');
  return count('problem') === 0
    ? `${paint.good('ready')}: nothing that was looked at stops a release (${words})`
    : `${paint.bad('not ready')}: ${words}`;
}

const counted = (count: number, word: string): string[] =>
  count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
