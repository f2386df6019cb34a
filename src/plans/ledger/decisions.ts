import { found, type Read, unreadable } from '../../domain/errors.ts';
import { versionFolder } from '../../domain/facts-path.ts';
import { type Sha, short } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { LedgerHistory } from '../../domain/ledger-history.ts';
import { standingIn } from '../../domain/taken-back.ts';
import type { OnRecord } from './tags.ts';

/** An entry that rests on judgements, and the folder of its version. */
export interface Decision extends OnRecord {
  readonly folder: string;
}

/** The decisions of a ledger, in the order they came in; one that was changed later counts as both. */
export const decisionsOf = ({ commits, files }: LedgerHistory): Decision[] =>
  commits.flatMap(({ sha, changes }) =>
    changes.flatMap(({ how, path, blob }) => {
      const file = how === 'removed' ? undefined : files.get(blob);
      if (file?.ok !== true || file.value.entry.judgements.length === 0) return [];
      return [{ entry: file.value.entry, path, commit: sha, folder: versionFolder(path) }];
    }),
  );

/** Answers what was on record in a folder when the ledger's tip was this commit (null: before there was any). */
export type RecordsAt = (folder: string, tip: Sha | null) => Read<OnRecord[]>;

/** The record as it grew, to be asked for any time of it: oldest first, as commands read it. */
export function recordsOver({ commits, files }: LedgerHistory): RecordsAt {
  const places = new Map(commits.map(({ sha }, place) => [sha, place]));
  const folders = new Map<string, { place: number; path: string; one: OnRecord | null }[]>();
  for (const [place, { sha, changes }] of commits.entries()) {
    for (const { how, path, blob } of changes) {
      const file = how === 'removed' ? undefined : files.get(blob);
      const one = file?.ok === true ? { entry: file.value.entry, path, commit: sha } : null;
      const folder = folders.get(versionFolder(path)) ?? [];
      folder.push({ place, path, one });
      folders.set(versionFolder(path), folder);
    }
  }
  return (folder, tip) => {
    const end = tip === null ? -1 : places.get(tip);
    if (end === undefined) return unreadable(`the ledger was at ${short(tip ?? '')}, which is not in it`);
    const there = new Map<string, OnRecord>();
    for (const { place, path, one } of folders.get(folder) ?? []) {
      if (place > end) break;
      if (one === null) there.delete(path);
      else there.set(path, one);
    }
    return found([...there.values()].sort(inTime));
  };
}

const inTime = (one: OnRecord, other: OnRecord): number =>
  compare(one.entry.at, other.entry.at) || compare(one.path, other.path);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The record as the gates looked at it: without what did not count or was taken back, and with what counted otherwise. */
export function countedRecords(
  standing: readonly OnRecord[],
  { without, instead }: { readonly without: readonly string[]; readonly instead: readonly LedgerEntry[] },
  pathOf: (entry: LedgerEntry) => string,
): LedgerEntry[] {
  const counted = new Map(standing.map((one) => [one.path, one]));
  for (const path of without) counted.delete(path);
  for (const entry of instead) counted.set(pathOf(entry), { entry, path: pathOf(entry), commit: '' });
  return [...standingIn([...counted.values()].sort(inTime).map(({ entry }) => entry))];
}
