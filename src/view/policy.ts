import type { PolicyResult } from '../domain/policy-results.ts';
import { clean } from './clean.ts';
import { clip } from './clip.ts';
import type { Paint } from './paint.ts';

/** What a check found, a paragraph each: valid or not, what was not looked at, what the working tree says. */
export function policyCheckText(result: PolicyResult, paint: Paint): string {
  const { from, warnings, notLookedAt } = result;
  const doubts = warnings.length === 1 ? 'one warning' : `${warnings.length} warnings`;
  return [
    `${from}: ${paint.good('valid')}${warnings.length === 0 ? '' : `, ${paint.doubtful(doubts)}`}`,
    ...notLookedAt.map(({ what, why }) => `not looked at: ${what} (${clean(why)})`),
    ...differenceLines(result, paint),
  ].join('\n');
}

/** What the working tree's policy says otherwise, key by key; nothing where it says the same. */
export function differenceLines({ from, local }: PolicyResult, paint: Paint): string[] {
  if (local === null) return [];
  const { file, valid, differences } = local;
  const head = `${file} in the working tree`;
  if (!valid) return [`${head} is not valid; ${from} counts. See: rel policy check ${file}`];
  return [
    `${head} differs; ${from} counts:`,
    ...differences.flatMap(({ key, remote, local: here }) => [
      `  ${clean(key)}`,
      ...(remote === undefined ? [] : [paint.bad(`  - ${valueText(remote)}`)]),
      ...(here === undefined ? [] : [paint.good(`  + ${valueText(here)}`)]),
    ]),
    paint.dim('  (- what counts, + what is here)'),
  ];
}

const valueText = (value: unknown): string =>
  clip(clean(typeof value === 'string' ? value : JSON.stringify(value)), 72);

/** What the columns of `rel policy show --explain` mean, as a comment above it. */
export function explainHead({ from, commit }: PolicyResult): string {
  const at = commit === null ? '' : ` at ${commit.slice(0, 10)}`;
  return `# line:column of ${from}${at}; default: what nobody wrote`;
}
