import type { SyncResult } from '../domain/results.ts';
import type { SyncMissing } from '../domain/sync-results.ts';
import { cell, errorAnnotation, withinLimits } from './actions.ts';

/** An annotation for each fix that a branch lacks, as GitHub's workflow commands; none is ''. */
export const syncAnnotations = ({ targets }: SyncResult): string =>
  withinLimits(
    targets.flatMap(({ branch, missing }) =>
      missing.map((fix) => errorAnnotation(`${branch} lacks a fix`, told(fix))),
    ),
  );

const told = ({ sha, subject, takenBackBy }: SyncMissing): string => {
  const lost = takenBackBy === undefined ? '' : `, taken back there by ${takenBackBy.sha.slice(0, 10)}`;
  return `${sha.slice(0, 10)} ${subject}${lost}\nnext: rel sync-hotfix`;
};

const mostRows = 500;

/** What each branch lacks, and how the rest was decided, as Markdown for the summary of a step. */
export function syncSummary({ targets }: SyncResult): string {
  const rows = targets.flatMap(({ branch, missing, present = [] }) => [
    ...missing.map((fix) => `| ❌ lacks | ${cell(branch)} | ${commitCells(fix)} | ${cell(why(fix))} |`),
    ...present.map((fix) => `| ✅ has | ${cell(branch)} | ${commitCells(fix)} | ${cell(decided(fix))} |`),
  ]);
  const clear = targets.filter(({ missing, present = [] }) => missing.length + present.length === 0);
  return [
    '### What production has that others lack',
    '',
    '| | branch | commit | change | how it was decided |',
    '| --- | --- | --- | --- | --- |',
    ...clear.map(({ branch }) => `| ✅ has | ${cell(branch)} | | everything | it holds all of production |`),
    ...rows.slice(0, mostRows),
    '',
    ...(rows.length > mostRows ? [`And ${rows.length - mostRows} more.`, ''] : []),
  ].join('\n');
}

const commitCells = ({ sha, subject }: { readonly sha: string; readonly subject: string }): string =>
  `\`${sha.slice(0, 10)}\` | ${cell(subject.slice(0, 200))}`;

const why = ({ takenBackBy, partly, near }: SyncMissing): string =>
  [
    takenBackBy === undefined ? '' : `taken back there by ${takenBackBy.sha.slice(0, 10)}`,
    partly === undefined ? '' : `partly there by ${partly.commit.slice(0, 10)}`,
    near === undefined ? '' : `look at ${near.commit.slice(0, 10)}: ${near.why}`,
  ]
    .filter((text) => text !== '')
    .join('; ');

const decided = ({ how, by }: { readonly how: string; readonly by?: string | undefined }): string =>
  by === undefined ? how : `${how}, by ${by}`;
