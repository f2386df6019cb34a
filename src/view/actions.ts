import { unlinked } from '../domain/markdown.ts';
import type { Judgement, Verdict } from '../domain/verdict.ts';
import { clean } from './clean.ts';

/** GitHub shows ten annotations of a kind a step; the rest would be dropped without a word (fact 39). */
const mostAnnotations = 10;

/** What one step may write into its summary, in bytes: beyond it GitHub drops all of it (fact 39). */
const largestSummary = 1_048_576;

/** An annotation for each verdict that stops or was waived, as GitHub's workflow commands; none is ''. */
export function annotations(judgements: readonly Judgement[]): string {
  const lines = judgements.flatMap(({ stage, verdicts }) =>
    verdicts.flatMap((verdict) => (verdict.verdict === 'pass' ? [] : [annotation(stage, verdict)])),
  );
  const errors = lines.filter((line) => line.startsWith('::error'));
  const others = lines.filter((line) => !line.startsWith('::error'));
  const shown = [...withinLimit(errors), ...withinLimit(others)];
  return shown.length === 0 ? '' : `${shown.join('\n')}\n`;
}

/** Workflow commands of one kind, each on its line, as many as GitHub shows; none is ''. */
export const withinLimits = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${withinLimit(lines).join('\n')}\n`;

/** An error as a workflow command; whatever stands in title and text, it is one. */
export const errorAnnotation = (title: string, text: string): string =>
  `::error title=${property(title)}::${data(text.split('\n').map(clean).join('\n'))}`;

function withinLimit(lines: readonly string[]): string[] {
  if (lines.length <= mostAnnotations) return [...lines];
  const rest = lines.length - mostAnnotations + 1;
  const kind = lines[0]?.startsWith('::error') ? 'error' : 'warning';
  return [...lines.slice(0, mostAnnotations - 1), `::${kind} title=rel::${rest} more; see the summary`];
}

function annotation(stage: string, { gate, verdict, message, remedy }: Verdict): string {
  const kind = verdict === 'waived' ? 'warning' : 'error';
  const text = remedy === null ? clean(message) : `${clean(message)}\nnext: ${clean(remedy)}`;
  return `::${kind} title=${property(`${stage}: ${gate} (${verdict})`)}::${data(text)}`;
}

/** The judgements as Markdown, for the summary of a step; '' where nothing was judged. */
export function summary(judgements: readonly Judgement[]): string {
  const tables = judgements.map(({ stage, sha, verdicts }) =>
    [
      `### Gates of ${stage} at \`${sha.slice(0, 10)}\``,
      '',
      '| | gate | | next |',
      '| --- | --- | --- | --- |',
      ...verdicts.map(row),
      '',
    ].join('\n'),
  );
  const text = tables.length === 0 ? '' : `${tables.join('\n')}\n`;
  return Buffer.byteLength(text) < largestSummary ? text : tooLarge(judgements);
}

const marks = { pass: '✅ pass', fail: '❌ fail', unknown: '❓ unknown', waived: '🔴 waived' } as const;

const row = ({ gate, verdict, message, remedy }: Verdict): string =>
  `| ${marks[verdict]} | ${cell(gate)} | ${cell(message)} | ${cell(remedy ?? '')} |`;

function tooLarge(judgements: readonly Judgement[]): string {
  const all = judgements.flatMap(({ verdicts }) => verdicts);
  const count = (word: Verdict['verdict']) => all.filter(({ verdict }) => verdict === word).length;
  return `${all.length} gates: ${count('pass')} pass, ${count('fail')} fail, ${count('unknown')} unknown, ${count('waived')} waived\n`;
}

/** Somebody else's text in a cell of a table: it is no Markdown, no HTML, mentions nobody, and stays in its cell. */
export const cell = (text: string): string =>
  unlinked(clean(text)).replace(/[\\`*_{}[\]<>#|~&]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** Text that GitHub must not take for workflow commands, whatever stands in it. `token` is a word nobody can guess. */
export const withoutCommands = (text: string, token: string): string =>
  `::stop-commands::${token}\n${text}::${token}::\n`;

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(clean(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
