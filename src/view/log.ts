import { short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { evidenceWords } from '../domain/records.ts';
import type { LogResult } from '../domain/results.ts';
import { minuteOf } from '../domain/time.ts';
import { trainName } from '../domain/train-name.ts';
import { clean } from './clean.ts';
import { closedWords } from './closed-train.ts';
import type { Paint } from './paint.ts';
import { picksOnRecord } from './picks-on-record.ts';
import { reasonsText } from './reasons.ts';

/**
 * The record, oldest first; with `verdicts` every decision's reasons too.
 *
 * @param discounts why entries do not count, or which entry took them back
 */
export function logText(
  log: LogResult,
  discounts: ReadonlyMap<LedgerEntry, EntryDiscount>,
  verdicts: boolean,
  paint: Paint,
): string {
  if (log.entries.length === 0) return 'nothing is on record';
  return log.entries
    .map((entry) => {
      const discount = discounts.get(entry);
      const text = entryText(entry, verdicts, paint);
      return discount === undefined ? text : `${text}\n  ${discountText(discount, paint)}`;
    })
    .join('\n');
}

/** Why an entry does not count. */
export type EntryDiscount =
  | { readonly kind: 'uncounted'; readonly why: string }
  | { readonly kind: 'taken-back'; readonly undo: LedgerEntry };

const discountText = (discount: EntryDiscount, paint: Paint): string =>
  discount.kind === 'uncounted'
    ? `${paint.bad('does not count')}: ${clean(discount.why)}`
    : `${paint.doubtful('taken back')} by ${clean(discount.undo.actor.login)}, ${minuteOf(discount.undo.at)}`;

function entryText(entry: LedgerEntry, verdicts: boolean, paint: Paint): string {
  const line = `${paint.dim(entry.at.slice(0, 16).replace('T', ' '))}  ${paint.strong(clean(trainName(entry)))}  ${said(entry, paint)}, by ${clean(entry.actor.login)}${pastWaived(entry, paint)}`;
  if (!verdicts) return line;
  return [line, ...entry.judgements.map((judgement) => indent(reasonsText(judgement, paint)))].join('\n');
}

/** What was done; what goes past a gate or stops a train in red, wherever it stands. */
const said = (entry: LedgerEntry, paint: Paint): string =>
  ['waiver', 'hold', 'close'].includes(entry.kind) ? paint.bad(what(entry)) : what(entry);

/** The gates that a decision went past by a waiver, in red; '' where there were none. */
function pastWaived({ judgements }: LedgerEntry, paint: Paint): string {
  const waived = judgements.flatMap(({ verdicts }) => verdicts.filter(({ verdict }) => verdict === 'waived'));
  const gates = [...new Set(waived.map(({ gate }) => clean(gate)))];
  return gates.length === 0 ? '' : ` ${paint.bad(`(waived: ${gates.join(', ')})`)}`;
}

function what(entry: LedgerEntry): string {
  switch (entry.kind) {
    case 'cut':
      return `cut ${clean(entry.branch)} at ${short(entry.sha)}, ${clean(entry.tag)}`;
    case 'cut-hotfix':
      return `cut ${clean(entry.branch)} from ${clean(entry.from)} at ${short(entry.sha)}`;
    case 'candidate':
      return `candidate ${clean(entry.tag)} at ${short(entry.sha)}`;
    case 'pick':
      return `picked ${picksOnRecord(entry.picks)} onto ${clean(entry.branch)}`;
    case 'pick-request': {
      const names = picksOnRecord(entry.picks);
      const what = entry.conflict ? `put the conflict of ${names}` : `put ${names}`;
      return `${what} onto ${clean(entry.head)} for ${clean(entry.branch)}`;
    }
    case 'promote':
      return `released ${clean(entry.tag)} from ${clean(entry.candidate)} at ${short(entry.sha)}`;
    case 'promote-request':
      return `asked to merge ${clean(entry.candidate)} at ${short(entry.sha)} as ${clean(entry.head)}`;
    case 'sign-off':
      return `${entry.decision} ${clean(entry.candidate)} at ${short(entry.sha)} as ${clean(entry.role)}${entry.note === undefined ? '' : `: ${clean(entry.note)}`}`;
    case 'waiver':
      return `waived ${clean(entry.gate)} of ${entry.stage} until ${minuteOf(entry.until)}: ${clean(entry.reason)}`;
    case 'hand-over': {
      const words = { given: 'handed over', accepted: 'accepted', declined: 'declined' };
      const note = entry.note === undefined ? '' : `: ${clean(entry.note)}`;
      return `${words[entry.decision]} ${clean(entry.point)} (${clean(entry.from)} to ${clean(entry.to)}) at ${short(entry.sha)}${note}`;
    }
    case 'tick':
      return `${entry.done ? 'ticked' : 'took back'} ${clean(entry.item)} of ${clean(entry.gate)}`;
    case 'hold':
      return `put on hold: ${clean(entry.reason)}`;
    case 'resume':
      return `released from hold: ${clean(entry.reason)}`;
    case 'close':
      return closedWords(entry);
    case 'undo':
      return `took back rel ${clean(entry.command)} (${clean(entry.undoes)})`;
    case 'test-results':
    case 'document':
    case 'snapshot':
    case 'deployment':
      return `${clean(evidenceWords(entry))} at ${short(entry.sha)}`;
    case 'incident':
      return clean(evidenceWords(entry));
    case 'settled':
      return `${short(entry.sha)} need not come to ${clean(entry.branch)}: ${clean(entry.reason)}`;
    case 'sync':
      return `synced production into ${clean(entry.branch)} at ${short(entry.after)}`;
  }
}

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
