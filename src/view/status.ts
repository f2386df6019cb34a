import { short } from '../domain/git.ts';
import type { StatusResult, TrainStatus, WaitingFix } from '../domain/results.ts';
import { clean } from './clean.ts';
import { closedLines } from './close.ts';
import { forecastLines } from './forecast.ts';
import { handingOverText, handOverLines } from './handing-over.ts';
import { holdLines } from './hold.ts';
import { needsLine } from './needs.ts';
import type { Paint } from './paint.ts';
import { withProduct } from './product-option.ts';
import { syncText } from './sync.ts';
import { judgementText } from './verdicts.ts';

/** The board: a paragraph a train, then what production has that others lack. */
export function statusText(status: StatusResult, paint: Paint): string {
  const parts = status.trains.map((train) => trainText(train, paint));
  if (parts.length === 0)
    parts.push(`no train is live${status.released === null ? '' : `; ${status.released} is released`}`);
  parts.push(...status.handingOver.map((release) => handingOverText(release, paint)));
  if (status.unsynced.length > 0) {
    const products = [...new Set(status.unsynced.map(({ product }) => product))];
    const calls = products.map((product) => {
      const call = 'rel sync-hotfix';
      const own = product === undefined || products.length === 1 ? call : withProduct(call, product);
      return `  ${paint.dim('→')} ${own}`;
    });
    parts.push([syncText({ targets: status.unsynced }, false, paint), ...calls].join('\n'));
  }
  return parts.join('\n\n');
}

function trainText(train: TrainStatus, paint: Paint): string {
  const newest = train.candidates.at(-1);
  const candidate = newest === undefined ? 'no candidate yet' : `${newest.tag} at ${short(newest.sha)}`;
  const since = newest === undefined ? 'on it' : 'since';
  const moved = train.untagged === 0 ? '' : `, ${commits(train.untagged)} ${since}`;
  return [
    `${paint.strong(nameOf(train))}  ${train.branch} at ${short(train.tip)}; ${candidate}${moved}`,
    ...closedLines(train.closed, paint),
    ...holdLines(train.version, train.hold, paint),
    ...pickedLine(train),
    ...train.waiting.map((fix) => fixText(fix, paint)),
    ...forecastLines(train, paint),
    ...uncountedLine(train, paint),
    ...(train.closed === undefined ? [judgementText(train.next, paint)] : []),
    ...handOverLines(train.handOver, paint),
    ...train.actors.map(
      (actor, index) =>
        `${index === 0 ? 'next:' : '     '} ${paint.strong(clean(actor.who))}: ${clean(actor.does)}`,
    ),
  ].join('\n');
}

const nameOf = ({ product, version }: TrainStatus): string =>
  product === undefined ? version : `${product} ${version}`;

function pickedLine(train: TrainStatus): string[] {
  if (train.picked.length === 0) return [];
  const names = train.picked.map((pick) => (pick.pr === undefined ? short(pick.source) : `#${pick.pr}`));
  return [`picked: ${[...new Set(names)].join(', ')}`];
}

/** Nobody who has put something on record in vain should have to look for it. */
function uncountedLine({ uncounted = 0, version, product }: TrainStatus, paint: Paint): string[] {
  if (uncounted === 0) return [];
  const what = uncounted === 1 ? 'one entry on record does' : `${uncounted} entries on record do`;
  const call = product === undefined ? 'rel log' : withProduct('rel log', product);
  return [`${paint.bad(`${what} not count`)}: ${call} ${version}`];
}

function fixText(fix: WaitingFix, paint: Paint): string {
  const applies = {
    clean: paint.good('applies cleanly'),
    conflict: paint.bad(`conflicts in ${(fix.paths ?? []).map(clean).join(', ')}`),
    empty: 'is empty there',
    'not-merged': paint.doubtful('not merged'),
  }[fix.applies];
  const state = fix.approved ? `${paint.good('approved')}, ${applies}` : applies;
  const line = `waiting: #${fix.pr} ${clean(fix.title)} (${state})`;
  const under = [...needsLine(fix), ...(fix.reason === null ? [] : [clean(fix.reason)])];
  return [line, ...under.map((text) => `         ${paint.dim(text)}`)].join('\n');
}

const commits = (count: number): string => (count === 1 ? 'one commit' : `${count} commits`);
