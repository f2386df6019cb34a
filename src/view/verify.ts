import { short } from '../domain/git.ts';
import type { LedgerFinding } from '../domain/ledger-history.ts';
import type { VerifyResult } from '../domain/results.ts';
import { clean } from './clean.ts';
import type { Paint } from './paint.ts';

/** What was found wrong with the ledger, or that it is whole, and by what. */
export function verifyText(found: VerifyResult, paint: Paint): string {
  const findings = found.findings.map((finding) => findingText(finding, paint));
  return [...findings, ...signed(found, paint), ...judgedAgain(found, paint), summary(found, paint)].join(
    '\n',
  );
}

function findingText({ level, message, remedy }: LedgerFinding, paint: Paint): string {
  const word = level === 'broken' ? paint.bad('broken') : paint.doubtful('note  ');
  return `${word}  ${clean(message)}\n        ${paint.dim(clean(remedy))}`;
}

function summary({ ref, tip, entries, version, whole, findings }: VerifyResult, paint: Paint): string {
  if (tip === null && whole) return `there is no ledger yet at ${clean(ref)}`;
  const of = version === null ? '' : ` of ${clean(version)}`;
  const what = `${clean(ref)}${tip === null ? '' : ` at ${short(tip)}`}, ${counted(entries)}${of}`;
  if (whole) return `${paint.good('whole')}   ${what}`;
  return `${paint.bad('broken')}  ${what}: ${findings.filter(({ level }) => level === 'broken').length} wrong`;
}

/** How many entries count by their signatures; nothing where the ledger is not signed. */
function signed({ signed: told }: VerifyResult, paint: Paint): string[] {
  if (told === undefined) return [];
  const { entries, counted: good } = told;
  const word = good === entries ? paint.good('signed') : paint.doubtful('signed');
  return [
    `${word}  ${good === entries ? `all of ${counted(entries)}` : `${good} of ${counted(entries)}`} count`,
  ];
}

/** How many decisions were judged again, and what came of it; nothing where the ledger has none. */
function judgedAgain({ judged: { decisions, again, agree } }: VerifyResult, paint: Paint): string[] {
  if (decisions === 0) return [];
  const untold = decisions - again;
  const words = untold === 0 ? '' : `; ${untold} cannot be: what they were judged on is not on record`;
  if (again === 0) return [`${paint.doubtful('judged')}  none of ${decisions} decisions again${words}`];
  const outcome = agree === again ? paint.good('agree ') : paint.bad('differ');
  const what = `${again} of ${decisions} ${decisions === 1 ? 'decision' : 'decisions'} judged again`;
  return [
    `${outcome}  ${what}, ${agree === again ? 'with the same verdicts' : `${again - agree} otherwise`}${words}`,
  ];
}

const counted = (entries: number): string => `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
