import { short } from '../../domain/git.ts';
import { codeText, plainText, requestMarker } from '../../domain/markdown.ts';
import type { Policy } from '../../domain/policy.ts';
import { provenance, titleText } from '../requests/request-text.ts';
import type { SyncTold } from './sync.ts';

/** `Sync main into devel: Refuse expired cards`; of several changes how many they are. */
export function syncTitle({ branch, missing }: SyncTold, { branches }: Policy): string {
  const [first, ...more] = missing;
  const what = more.length === 0 ? (first?.subject ?? '') : `${missing.length} changes`;
  return titleText(`Sync ${branches.production} into ${branch}: ${what}`);
}

/** So many changes are told, so that the text stays within what GitHub takes. */
const mostTold = 200;

/** The text of the PR of a merge, in Markdown. It names every change, so that a squash by the PR's text keeps them. */
export function syncBody({ branch, missing }: SyncTold, { branches }: Policy): string {
  const told = missing.slice(0, mostTold);
  return [
    requestMarker,
    `\`rel\` merged ${codeText(branches.production)} here, for ${codeText(branch)}. What ${codeText(branch)} lacks is there once this PR is merged, in whatever way; a merge commit keeps the history, too.`,
    '',
    '| change | commit |',
    '| --- | --- |',
    ...told.map(({ sha, subject }) => `| ${plainText(subject)} | ${short(sha)} |`),
    ...(missing.length > mostTold ? ['', `And ${missing.length - mostTold} more: see the commits.`] : []),
    '',
    'Leave the branch to `rel`: one that somebody else has pushed to is not touched again.',
    '',
    ...told.map(({ sha }) => provenance(sha)),
    '',
  ].join('\n');
}
