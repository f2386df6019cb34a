import { short } from '../../domain/git.ts';
import { codeText, plainText, requestMarker } from '../../domain/markdown.ts';
import { findingText } from '../../domain/proof.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { WaitingPick } from './request-facts.ts';

/** What the PR of a delivery is told with. */
export interface DeliveryText {
  /** The target: its branch, and what `--into` takes for it. */
  readonly branch: string;
  readonly into: string;
  readonly picks: readonly WaitingPick[];
}

/** `Pick #230, #231 and 2 more onto rc/1.8.0`; of one fix with its subject. */
export function deliveryTitle({ branch, picks }: DeliveryText): string {
  const names = [...new Set(picks.map(nameOf))];
  const [first] = picks;
  if (names.length === 1 && first !== undefined) {
    return titleText(`Pick ${names[0]} onto ${branch}: ${first.subject}`);
  }
  const shown = names.slice(0, 4).join(', ');
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  return titleText(`Pick ${shown}${more} onto ${branch}`);
}

/** A PR's title, as long as GitHub takes it: 256 characters. */
export const titleText = (text: string): string => (text.length <= 256 ? text : `${text.slice(0, 255)}…`);

/** So many picks are told in a PR, so that its text stays within the 65,536 characters that GitHub takes. */
const mostTold = 120;

/** The text of a delivery's PR, in Markdown. It names every source, so that a squash by the PR's text keeps them. */
export function deliveryBody({ branch, into, picks }: DeliveryText): string {
  const rows = picks
    .slice(0, mostTold)
    .map(
      (pick) =>
        `| ${nameOf(pick)} ${plainText(pick.subject)} | ${pick.commit} | ${pick.source} | ${pick.proof ?? ''} |`,
    );
  const again = codeText(`rel pick NUMBER --into ${shellWord(into)} --deliver pull-request`);
  return [
    requestMarker,
    `\`rel\` picked these for ${codeText(branch)}. They are there once this PR is merged, in whatever way.`,
    '',
    '| fix | commit here | picked from | compared |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(picks.length > mostTold ? ['', `And ${picks.length - mostTold} more: see the commits.`] : []),
    ...findingLines(picks),
    '',
    `To take another fix along, run: ${again}`,
    '',
    'Leave the branch to `rel`: one that somebody else has pushed to is not touched again.',
    '',
    ...picks.slice(0, 2 * mostTold).map(({ source }) => provenance(source)),
    '',
  ].join('\n');
}

/** What clean picks did that their changes do not say, for whoever reviews the PR. */
function findingLines(picks: readonly WaitingPick[]): string[] {
  const lines = picks.flatMap((pick) =>
    pick.findings.map((finding) => `- ${nameOf(pick)} ${plainText(findingText(finding))}`),
  );
  if (lines.length === 0) return [];
  const more = lines.length > 50 ? [`- and ${lines.length - 50} more: see \`rel log\``] : [];
  return [
    '',
    '**Look at these.** They applied cleanly, and did more or other than they say:',
    '',
    ...lines.slice(0, 50),
    ...more,
  ];
}

/** The line by which a pick's source is known. */
export const provenance = (source: string): string => `(cherry picked from commit ${source})`;

const nameOf = ({ pr, source }: Pick<WaitingPick, 'pr' | 'source'>): string =>
  pr === null ? short(source) : `#${pr}`;
