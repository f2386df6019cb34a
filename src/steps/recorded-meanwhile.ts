import type { Trouble } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { minuteOf } from '../domain/time.ts';
import { type LedgerObject, readLedgerObjects } from '../git/ledger.ts';
import { objectsExist } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';

type Kind = LedgerEntry['kind'];

/** What is true whatever else is on record: CI and reporters write it down. */
const reports: readonly Kind[] = ['test-results', 'document', 'incident', 'snapshot', 'deployment'];

/** What people say; it changes a train only for what is judged. */
const words: readonly Kind[] = ['sign-off', 'tick', 'waiver', 'hand-over', 'settled'];

/** Says something of a train that is on its way, so that what ends the train comes first. */
const ends: readonly Kind[] = ['promote', 'close', 'undo'];

/**
 * What keeps entries that were planned on the ledger at `judged` from landing on it at `tip`: more came on record of
 * their versions in between, that what was planned might not have been planned with. What rests on verdicts of gates is
 * planned anew whatever it was. Null where nothing does. `own`: the operation's id, whose entries of other targets count
 * for nothing.
 */
export async function recordedMeanwhile(
  repo: Repository,
  { judged, tip, own }: { readonly judged: Sha | null; readonly tip: Sha | null; readonly own: string },
  entries: readonly LedgerEntry[],
): Promise<Trouble | null> {
  if (judged === tip) return null;
  for (const entry of entries) {
    const { gained, lost } = await difference(repo, judged, tip, entry);
    const news = unlessResumed(gained).filter((other) => other.id !== own && matters(entry, other));
    if (news.length > 0 || (lost && !reports.includes(entry.kind))) return newsTrouble(entry, news);
  }
  return null;
}

/** A train that was on hold in between, and is not any more, is as it was. */
const unlessResumed = (gained: readonly LedgerEntry[]): readonly LedgerEntry[] => {
  const resumed = gained.findLastIndex(({ kind }) => kind === 'resume');
  return gained.filter(({ kind }, at) => kind !== 'resume' && (kind !== 'hold' || at > resumed));
};

/** Whether an entry that landed first may make another one wrong. */
function matters({ kind, judgements }: LedgerEntry, landed: LedgerEntry): boolean {
  if (reports.includes(kind)) return false;
  if (judgements.some(({ verdicts }) => verdicts.length > 0)) return true;
  if (words.includes(kind) || kind === 'hold' || kind === 'resume') return ends.includes(landed.kind);
  return ![...reports, ...words, 'pick-request'].includes(landed.kind);
}

/** What is on record of an entry's version at `tip` and was not at `judged`; and whether something is gone. */
async function difference(
  repo: Repository,
  judged: Sha | null,
  tip: Sha | null,
  { version, product }: LedgerEntry,
): Promise<{ readonly gained: readonly LedgerEntry[]; readonly lost: boolean }> {
  const known = judged === null || (await objectsExist(repo, [judged])).has(judged);
  const [before, after] = await Promise.all(
    [known ? judged : null, tip].map((at) => readLedgerObjects(repo, at, version, product)),
  );
  const [had, has] = [namesOf(before), namesOf(after)];
  const gained = (after ?? []).filter((object) => !had.has(nameOf(object))).map(({ entry }) => entry);
  return { gained, lost: !known || [...had].some((name) => !has.has(name)) };
}

const nameOf = ({ path, blob }: LedgerObject): string => `${blob} ${path}`;

const namesOf = (objects: readonly LedgerObject[] = []): ReadonlySet<string> => new Set(objects.map(nameOf));

const newsTrouble = ({ version, kind }: LedgerEntry, news: readonly LedgerEntry[]): Trouble => ({
  code: 'moved',
  message: `${version}: more came on record while the ${kind} was prepared; nothing was changed`,
  why:
    news.length === 0
      ? 'the ledger was rewritten on the remote'
      : news.map((entry) => `${inWords(entry)}, by ${entry.actor.login}, ${minuteOf(entry.at)}`).join('\n'),
  remedy: 'run the command again: it looks at what is on record by then',
});

const inWords = (entry: LedgerEntry): string =>
  entry.kind === 'sign-off' ? `sign-off as ${entry.role} (${entry.decision})` : entry.kind;
